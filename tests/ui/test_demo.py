"""The recorded demo tells its story in any terminal, and nothing of the machine that it was recorded on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyte
import pytest

PICTURES = Path(__file__).parent / "pictures"
MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def recording():
    head, *events = map(json.loads, (PICTURES / "demo/demo.cast").read_text("utf-8").splitlines())
    return head, events


def test_the_demo_goes_from_one_stage_to_a_comparison(recording):
    head, events = recording
    screen = pyte.Screen(head["width"], head["height"])
    stream = pyte.Stream(screen)
    seen = []
    for _, _, data in events:
        stream.feed(data)
        seen.append("\n".join(screen.display))
    told = ["No build yet", "0 of 5", "FROM scratch", "5 of 5", "OS packages"]
    first = [next(number for number, text in enumerate(seen) if wanted in text) for wanted in told]
    assert first == sorted(first)


def test_the_demo_asks_nothing_of_the_terminal_that_plays_it(recording):
    _, events = recording
    text = "".join(data for _, _, data in events)
    assert re.search(r"\x1b\[[?>=]?\d*(\$p|c|n)", text) is None


@pytest.mark.parametrize("name", ["demo/demo.cast", "demo.svg"])
def test_the_demo_is_small_and_names_no_place_of_a_machine(name):
    content = (PICTURES / name).read_text("utf-8")
    assert len(content.encode()) < MOST_BYTES
    assert re.search(r"/(home|root|tmp|Users|work)/\w", content) is None
