"""The manual page tells the commands as they are."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.man import PAGE, page
from tutor.cli import COMMANDS


def test_the_page_is_what_the_commands_say():
    assert PAGE.read_text("utf-8") == page(), "python -m tests.man writes it anew"


def test_the_page_tells_every_command():
    text = page()
    assert [name for name in COMMANDS if f".SS distill {name}" not in text] == []


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not there")
def test_roff_has_nothing_to_say_against_the_page():
    formatted = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", PAGE], capture_output=True, text=True, check=True
    )
    assert formatted.stderr == ""
