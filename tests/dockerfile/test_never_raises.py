"""Whatever is typed: an answer, never an exception, and every line that is named exists."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.dockerfile import graph_of, lint, parse

VERDICTS = Path(__file__).parent / "verdicts"
REAL = [case["text"] for file in VERDICTS.glob("*.toml") for case in tomllib.loads(file.read_text())["case"]]
PIECES = [
    *[
        "$",
        "${",
        "}",
        "${A:-b}",
        "${A%*}",
        "${A/x/y}",
        "\\",
        "`",
        '"',
        "'",
        "[",
        "]",
        ",",
        "=",
        ":",
        "#",
        "--",
    ],
    *[
        "<<EOF",
        "EOF",
        "<<-'X'",
        "--from=0",
        "--mount=",
        "AS",
        "\n",
        "\r\n",
        "\\\n",
        "\t",
        "\ufeff",
        "\xa0",
        "\x85",
    ],
    *[
        "\x00",
        "FROM",
        "ARG",
        "ENV",
        "COPY",
        "RUN",
        "ONBUILD",
        "HEALTHCHECK",
        "EXPOSE",
        "scratch",
        "# escape=`\n",
    ],
]


@st.composite
def half_typed(draw):
    """A Dockerfile with a few pieces put in, taken out, or cut off."""
    text = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from(PIECES) | st.text(max_size=3))
            + text[at + draw(st.integers(0, 3)) :]
        )
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


def check(text):
    dockerfile = parse(text, {"A": "$B"})
    lines = text.split("\n")
    graph = graph_of(dockerfile)
    graph.images(), graph.skipped(0)
    for problem in (*dockerfile.problems, *lint(dockerfile)):
        assert 1 <= problem.lines.first <= problem.lines.last <= len(lines)
    everything = [*dockerfile.preamble, *(i for stage in dockerfile.stages for i in stage.instructions)]
    end = 0
    for instruction in everything:
        first, last = instruction.lines.first, instruction.lines.last
        assert end < first <= last <= len(lines)
        assert instruction.source == "\n".join(lines[first - 1 : last])
        end = last


@settings(max_examples=300, deadline=None)
@given(half_typed())
def test_a_half_typed_dockerfile_is_read(text):
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_is_read(text):
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_run_of_pieces_is_read(pieces):
    check(" ".join(pieces))


def test_lone_surrogates_and_deep_nesting_are_read():
    check('FROM scratch\nLABEL a=\ud800\nCMD ["\\ud800"]')
    check("FROM scratch\nUSER " + "${A:-" * 5000)
    check("FROM scratch\nCMD " + "[" * 100_000)
