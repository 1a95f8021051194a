"""Dockerfiles drawn from the grammar: the embedded engine says what Docker says.

The seed is fixed. What once failed lies in ``found/``, shrunk, and is tried first for ever.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from tests.engines.conformance.context import lay_out, salted
from tests.engines.conformance.grammar import dockerfiles, ignore_files
from tutor.engine import NotRecorded

pytestmark = pytest.mark.engine

EXAMPLES = int(os.environ.get("DISTILL_CONFORMANCE_EXAMPLES", "100"))
FOUND = sorted((Path(__file__).parent / "found").glob("*.Dockerfile"))
IGNORED = "# .dockerignore: "
"""The first line of a kept file names the lines of its ignore file, joined by blanks."""

TRIES = 3
"""A real difference is there every time; what BuildKit does by chance (which of two faults it meets first,
which of two pipes it reads first) is not.
"""


def complaints_that_stay(both, text: str, ignore: str) -> list[str]:
    """What is said differently in every one of some tries, each in a context of its own."""
    complaints: list[str] = []
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix="distill-conformance-"))
        try:
            lay_out(folder, ignore)
            (folder / "Dockerfile").write_text(text)
            complaints = both.complaints(text, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if not complaints:
            break
    return complaints


@pytest.mark.parametrize("file", FOUND, ids=[file.stem for file in FOUND])
def test_what_once_differed_is_the_same(both, file):
    text = file.read_text()
    first = text.split("\n", 1)[0]
    ignore = first.removeprefix(IGNORED).replace(" ", "\n") + "\n" if first.startswith(IGNORED) else ""
    assert complaints_that_stay(both, salted(text, scratch_too=False), ignore) == []


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(text=dockerfiles(), ignore=ignore_files())
def test_generated_files_build_the_same(both, text, ignore):
    text = salted(text)
    try:
        complaints = complaints_that_stay(both, text, ignore)
    except NotRecorded as refused:
        # Nothing was claimed, so nothing can be wrong; how often that is stands in the summary.
        event(f"not recorded: {refused.what}")
        return
    assert complaints == [], f"\n.dockerignore: {ignore!r}\n{text}"
