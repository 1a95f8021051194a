from __future__ import annotations

import tomllib

import pytest

from tutor.course.content import lessons_folder
from tutor.course.positions import TOP, Place, Positions

TEXT = '''\
# a comment with [brackets] and key = "value"
title = "A # in quotes" # and a comment
  indented = 1

[run]
env.PATH = "/bin"
"quoted key" = true

[[goals]]
id = "one"
text = """
[not.a.table]
id = "not a key"
"""

[[goals]]
id = 'two'
list = [
  "a", # ]
  ["b", "c"],
  { x = 1, y = "}" },
]

[goals.inner]
deep = 2
'''


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("title",), 2, 1),
        (("indented",), 3, 3),
        (("run",), 5, 1),
        (("run", "env", "PATH"), 6, 1),
        (("run", "quoted key"), 7, 1),
        (("goals", 0), 9, 1),
        (("goals", 0, "id"), 10, 1),
        (("goals", 0, "text"), 11, 1),
        (("goals", 1), 16, 1),
        (("goals", 1, "id"), 17, 1),
        (("goals", 1, "list", 0), 19, 3),
        (("goals", 1, "list", 1, 1), 20, 9),
        (("goals", 1, "list", 2, "y"), 21, 12),
        (("goals", 1, "inner", "deep"), 25, 1),
    ],
)
def test_a_key_table_or_element_is_found_where_it_stands(path, line, column):
    assert Positions(TEXT).of(path) == Place(line, column)


def test_what_is_absent_stands_where_its_table_does():
    assert Positions(TEXT).of(("goals", 1, "why_not")) == Place(16, 1)
    assert Positions(TEXT).of(("quiz", "answer")) == TOP


def every_path(value, path=()):
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from every_path(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from every_path(inner, (*path, number))


@pytest.mark.parametrize(
    "path", sorted(lessons_folder().glob("*/lesson.toml")), ids=lambda path: path.parent.name
)
def test_every_key_of_a_real_lesson_is_found_and_starts_with_its_name(path):
    text = path.read_text(encoding="utf-8")
    positions = Positions(text)
    lines = text.splitlines()
    for key in every_path(tomllib.loads(text)):
        place = positions.of(key)
        there = lines[place.line - 1][place.column - 1 :]
        names = [part for part in key if isinstance(part, str)]
        assert there.startswith((str(key[-1]), f"[{names[-1]}]", f"[[{names[-1]}]]", '"', "'", "[", "{")) or (
            isinstance(key[-1], int)
        )
        if isinstance(key[-1], str) and not there.startswith("["):
            assert there.startswith(key[-1])


@pytest.mark.parametrize("cut", range(0, len(TEXT), 3))
def test_a_text_that_breaks_off_anywhere_gives_the_places_before(cut):
    positions = Positions(TEXT[:cut])
    if cut > TEXT.index("indented"):
        assert positions.of(("title",)) == Place(2, 1)


@pytest.mark.parametrize(
    "text", ["[", "[[", "]", "= 1", "a", "a.", "a = [", "a = {", "a = [,", "a = {=}", '"', "\x00", "[a]]"]
)
def test_what_is_no_toml_ends_the_walk(text):
    assert Positions(text).of(("nothing",)) == TOP
