"""The classic builder's text for people, as events."""

from __future__ import annotations

from tutor.dockerfile import parse
from tutor.engine.moby.classic import labelled, places_of
from tutor.engine.moby.steps import Place

TEXT = "ARG V=1\nFROM debian:$V AS a\nRUN x\nFROM a\nRUN y\nFROM scratch\nCOPY b \\\n  /b\n"


def test_our_label_follows_every_from_that_starts_from_an_image():
    assert labelled(TEXT, parse(TEXT), {"k": "v"}).split("\n") == [
        "ARG V=1",
        "FROM debian:$V AS a",
        'LABEL k="v"',
        "RUN x",
        "FROM a",
        "RUN y",
        "FROM scratch",
        'LABEL k="v"',
        "COPY b \\",
        "  /b",
        "",
    ]


def test_steps_are_counted_with_what_we_put_in():
    assert places_of(parse(TEXT)) == [
        None,
        Place(0, 0),
        None,
        Place(0, 1),
        Place(1, 0),
        Place(1, 1),
        Place(2, 0),
        None,
        Place(2, 1),
    ]


def test_a_file_with_errors_keeps_its_line_numbers():
    wrong = "FROM debian\nRNU x\n"
    assert labelled(wrong, parse(wrong), {"k": "v"}) == wrong
