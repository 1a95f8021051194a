"""What COPY takes. Every value was read off Docker 28.5."""

from __future__ import annotations

import pytest

from tests.engine.embedded.copying.stages import changed, file, folder, link, refused, stored, tree
from tutor.engine.causes import recognise
from tutor.engine.errors import NotRecorded

CHECKSUM = "failed to compute cache key: failed to calculate checksum of ref embedded: "


def names(line: str, **more) -> list[str]:
    return sorted(stored(line, **more))


def test_a_link_that_is_named_is_followed_and_gives_its_own_name():
    assert stored("COPY l /x") == {"x": "f 644 0:0 a"}
    assert stored("COPY l /x/")["x/l"] == "f 644 0:0 a"
    assert names("COPY ld /x") == ["x", "x/ls", "x/sub", "x/sub/y", "x/x"]


def test_a_link_inside_a_folder_stays_a_link():
    assert stored("COPY d /x")["x/ls"] == "l 777 0:0 -> x"


def test_a_link_that_a_wildcard_fits_is_followed():
    assert stored("COPY d/* /x/") == {
        "x": "d 755 0:0",
        "x/ls": "f 644 0:0 x",
        "x/x": "f 644 0:0 x",
        "x/y": "f 4755 0:0 yy",
    }


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt"]),
        ("[^l].txt", ["a.txt"]),
        ("?.txt", ["a.txt"]),
        ("d/s[a-z]b/y", ["y"]),
        ("d[/]x", ["x"]),
        ("d?x", []),
        ("*/x", ["x"]),
        ("*.none", []),
    ],
)
def test_wildcards_are_go_s(pattern, found):
    assert [path for path in names(f"COPY {pattern} /x/") if path != "x"] == [f"x/{name}" for name in found]


def test_a_wildcard_that_fits_nothing_makes_not_even_the_folder():
    assert stored("COPY *.none /x/") == {}


def test_dots_do_not_lead_out_of_the_origin():
    assert stored("COPY d/../a.txt /x") == {"x": "f 644 0:0 a"}
    assert refused("COPY ../nope /x") == f'{CHECKSUM}"/nope": not found'


def test_all_of_the_context_can_be_copied():
    assert stored("COPY . /x", context=tree(folder("d", 0o700), file("d/f"))) == {
        "x": "d 755 0:0",
        "x/d": "d 700 0:0",
        "x/d/f": "f 644 0:0",
    }


def test_what_is_not_there_is_named_in_words_that_are_recognised():
    message = refused("COPY d/nope /x")
    assert message == f'{CHECKSUM}"/d/nope": not found'
    assert recognise(message, known_stages=(), instruction="COPY d/nope /x").key == "E2"


def test_a_link_that_leads_nowhere_is_not_found_only_when_it_is_named():
    assert refused("COPY nowhere /x") == f'{CHECKSUM}"/nowhere": not found'
    assert refused("COPY n* /x/") == f'{CHECKSUM}"/nowhere": not found'
    assert refused("COPY e/* /x/") == f'{CHECKSUM}"/e/lost": not found'
    assert stored("COPY e /x/") == {"x": "d 755 0:0", "x/lost": "l 777 0:0 -> no"}
    assert stored("COPY e* /x/") == {"x": "d 755 0:0", "x/lost": "l 777 0:0 -> no"}
    assert stored("COPY --exclude=f e /x/") == {"x": "d 755 0:0", "x/lost": "l 777 0:0 -> no"}


def test_some_sources_are_missed_only_when_they_are_copied():
    assert refused("COPY --exclude=y nope /x") == "lstat /nope: no such file or directory"
    assert refused("COPY d d/nope /x/") == "lstat /d/nope: no such file or directory"
    assert refused("COPY nope/*.x /x/") == "lstat /nope: no such file or directory"


def test_a_file_in_the_way_of_a_source_is_named():
    assert refused("COPY a.txt/b /x") == f"{CHECKSUM}lstat //a.txt/b: not a directory"
    assert refused("COPY a.txt/b d /x/") == f'{CHECKSUM}"/a.txt/b": not found'
    assert refused("COPY d d/x/y /x/") == "lstat /d/x/y: not a directory"


def test_a_malformed_pattern_is_refused():
    assert refused("COPY a[ /x") == f"{CHECKSUM}syntax error in pattern"


def test_links_that_lead_in_a_circle_are_refused():
    context = tree(link("loop", "loop"))
    assert refused("COPY --from=s /loop /x", context=context) == f"{CHECKSUM}too many links"


def test_names_of_one_file_stay_one_within_a_source():
    context = tree(file("s/a", b"1"), file("s/b", b"1", same_as="s/a"), file("s/k/c", b"1", same_as="s/a"))
    assert stored("COPY --from=s /s /x", context=context) == {
        "x": "d 755 0:0",
        "x/a": "f 644 0:0 1",
        "x/b": "f 644 0:0 1 = x/a",
        "x/k": "d 755 0:0",
        "x/k/c": "f 644 0:0 1 = x/a",
    }
    assert stored("COPY --from=s /s/a /s/b /x/", context=context) == {
        "x": "d 755 0:0",
        "x/a": "f 644 0:0 1",
        "x/b": "f 644 0:0 1",
    }


def test_a_later_source_parts_a_name_from_its_file():
    context = tree(file("s/a", b"1"), file("s/b", b"1", same_as="s/a"), file("o/a", b"2"))
    assert stored("COPY --from=s /s /o /x/", context=context) == {
        "x": "d 755 0:0",
        "x/a": "f 644 0:0 2",
        "x/b": "f 644 0:0 1",
    }


def test_heredocs_become_files_after_all_other_sources():
    assert stored("COPY <<one <<two a.txt /x/\n1\none\n2\ntwo") == {
        "x": "d 755 0:0",
        "x/a.txt": "f 644 0:0 a",
        "x/one": "f 644 0:0 1",
        "x/two": "f 644 0:0 2",
    }
    assert stored("COPY --chmod=700 --chown=7 <<E /k\n1\nE") == {"k": "f 700 7:7 1"}


def test_variables_count_in_options_and_heredocs():
    line = 'COPY --chown=$U --chmod=$M <<E <<"F" /x/\nis $U\nE\nis $U\nF'
    assert stored(line, before="ARG U=5\nARG M=600\n") == {
        "x": "d 600 5:5",
        "x/E": "f 600 5:5 is 5",
        "x/F": "f 600 5:5 is $U",
    }


def test_what_needs_a_network_is_not_known():
    with pytest.raises(NotRecorded, match="downloads nothing"):
        changed("ADD https://example.org/x /x")
