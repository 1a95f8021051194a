"""Which line is to blame for what only showed when the image ran."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.dockerfile import parse
from tutor.engine.cancel import Cancel
from tutor.engine.causes import CAUSES, recognise
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.events import Built
from tutor.engine.request import BuildRequest
from tutor.insight.blamed import blamed_line

BUILD = "FROM busybox AS build\nRUN mkdir /data\nRUN touch /notes\n"
NONROOT = f"{BUILD}FROM gcr.io/distroless/static-debian13:nonroot\n"


def blamed(text: str, message: str, folder, key: str = "E10") -> int | None:
    """The line that is blamed for what a program wrote that ran in the image of a text."""
    (folder / "notes.txt").write_text("a note\n")
    (folder / "data").mkdir()
    (folder / "data/list").write_text("a list\n")
    *_, last = EmbeddedEngine(Catalogue.load()).build(BuildRequest(text, folder, "blamed"), Cancel())
    assert isinstance(last, Built)
    cause = recognise(message)
    assert cause is not None
    assert cause.key == key
    return blamed_line(cause, parse(text), last.result)


def not_to_be_run(path: str) -> str:
    return f'unable to start container process: exec: "{path}": permission denied: unknown'


def denied(path: str) -> str:
    return f"open {path}: permission denied"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (NONROOT + "COPY --from=build /data /data\nCOPY data /lists\n", denied("/data/new.txt"), 5),
        (NONROOT + "COPY data /lists\nCOPY notes.txt /data/notes.txt\n", denied("/data/new.txt"), 6),
        (NONROOT + "COPY data /lists\nCOPY notes.txt /lists/\n", denied("/lists/notes.txt"), 6),
        (NONROOT + "COPY data /lists\nCOPY notes.txt /lists/\n", denied("/lists/new.txt"), 5),
        (
            NONROOT + "WORKDIR /home/nonroot\nCOPY data lists\n",
            "PermissionError: [Errno 13] Permission denied: 'lists/new.txt'",
            6,
        ),
        (NONROOT + "WORKDIR /made\nCOPY notes.txt .\n", "EACCES: permission denied, mkdir '/made/new'", 5),
        ("FROM busybox AS a\nCOPY data /data\nFROM a\nUSER 1000\n", denied("/data/new.txt"), 2),
    ],
)
def test_the_instruction_that_brought_it_says_whose_it_is(text, message, line, tmp_path):
    assert blamed(text, message, tmp_path) == line


def test_the_instruction_that_brought_a_program_says_who_may_run_it(tmp_path):
    text = 'FROM scratch\nCOPY notes.txt /app\nCOPY data /data\nCMD ["/app"]\n'
    assert blamed(text, not_to_be_run("/app"), tmp_path, "E25") == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (NONROOT + "COPY --from=build /notes /notes\n", 4),
        (NONROOT + "COPY --from=build /notes /notes\nUSER 1000\n", 6),
        ("FROM busybox\nCOPY data /data\nRUN chown 1:1 /data\nUSER 1000\n", 4),
    ],
)
def test_where_no_copy_decided_it_the_user_is_to_blame_or_the_base_that_sets_it(text, line, tmp_path):
    assert blamed(text, denied("/data/new.txt"), tmp_path) == line


def test_where_no_path_is_known_or_nothing_was_measured_it_is_as_before(tmp_path):
    text = NONROOT + "COPY notes.txt /notes.txt\n"
    request = BuildRequest(text, tmp_path, "blamed", measure=False)
    (tmp_path / "notes.txt").write_text("a note\n")
    *_, last = EmbeddedEngine(Catalogue.load()).build(request, Cancel())
    assert isinstance(last, Built)
    for cause in (CAUSES["E10"], replace(CAUSES["E10"], path="/notes.txt")):
        assert blamed_line(cause, parse(text), last.result) == 4
