"""Engines' accounts of failures, made plain; the messages are real ones."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine.moby.failure import clean, failure_of, with_own_lines

TWO = parse("FROM debian AS build\nRUN make\nFROM scratch\nCOPY --from=bulid /a /a\n")

BUILDKIT_20 = "failed to solve with frontend dockerfile.v0: "


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        (
            'failed to solve: process "/bin/sh -c exit 7" did not complete successfully: exit code: 7',
            'process "/bin/sh -c exit 7" did not complete successfully: exit code: 7',
        ),
        (
            f"{BUILDKIT_20}failed to build LLB: executor failed running [/bin/sh -c exit 7]: exit code: 7",
            "executor failed running [/bin/sh -c exit 7]: exit code: 7",
        ),
        (
            f"{BUILDKIT_20}failed to create LLB definition: dockerfile parse error line 2: unknown: RNU",
            "dockerfile parse error line 2: unknown: RNU",
        ),
        ("rpc error: code = Unknown desc = it broke", "it broke"),
        ("failed to solve: ", "failed to solve:"),
    ],
)
def test_decoration_is_taken_off_and_nothing_else(message, plain):
    assert clean(message) == plain


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('process "/bin/sh -c exit 7" did not complete successfully: exit code: 7', 7),
        ("The command '/bin/sh -c exit 9' returned a non-zero code: 9", 9),
        ("something else", None),
    ],
)
def test_exit_codes_are_read_from_messages(message, code):
    assert failure_of(message, TWO, stage=0, line=2, log="").exit_code == code


def test_a_message_that_blames_no_step_is_searched_for_its_line():
    message = "dockerfile parse error on line 2: unknown instruction: RNU"
    failure = failure_of(message, TWO, stage=None, line=None, log="")
    assert (failure.line, failure.stage) == (2, 0)


def test_a_message_about_an_image_belongs_to_the_line_that_names_it():
    message = "failed to resolve source metadata for docker.io/library/bulid:latest: pull access denied"
    failure = failure_of(message, TWO, stage=None, line=None, log="")
    assert (failure.line, failure.stage) == (4, 1)
    assert failure.cause.key == "E1"
    assert "build" in failure.cause.idea


def test_the_log_keeps_its_last_lines():
    failure = failure_of("no", TWO, stage=0, line=2, log="\n".join(str(number) for number in range(100)))
    assert failure.log.splitlines()[0] == "60"
    assert failure.log.endswith("99")


def test_only_lines_of_the_dockerfile_are_told_as_the_learner_counts_them():
    said = "dockerfile parse error on line 5: unknown flag: foo"
    assert with_own_lines(said, 2) == "dockerfile parse error on line 3: unknown flag: foo"
    assert with_own_lines(said, 0) == said
    of_a_command = 'process "/bin/sh -c lint" did not complete: main.go, line 7'
    assert with_own_lines(of_a_command, 2) == of_a_command
