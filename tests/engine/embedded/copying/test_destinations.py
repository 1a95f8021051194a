"""Where COPY puts things. Every value was read off Docker 28.5."""

from __future__ import annotations

import pytest

from tests.engine.embedded.copying.stages import file, folder, link, refused, stored, tree

D = {"ls": "l 777 0:0 -> x", "sub": "d 711 0:0", "sub/y": "f 4755 0:0 yy", "x": "f 644 0:0 x"}


def below(path: str, what: dict[str, str]) -> dict[str, str]:
    return {f"{path}/{name}": value for name, value in what.items()}


def test_a_file_gets_the_name_of_the_destination():
    assert stored("COPY a.txt /x") == {"x": "f 644 0:0 a"}


def test_missing_folders_are_made_for_root():
    assert stored("COPY a.txt /p/q/r") == {"p": "d 755 0:0", "p/q": "d 755 0:0", "p/q/r": "f 644 0:0 a"}


def test_a_slash_at_the_end_makes_a_folder():
    assert stored("COPY a.txt /p/") == {"p": "d 755 0:0", "p/a.txt": "f 644 0:0 a"}


def test_a_file_goes_into_a_folder_that_is_there():
    assert stored("COPY a.txt /etc") == {"etc/a.txt": "f 644 0:0 a"}


@pytest.mark.parametrize("destination", [".", "./", '""', "/w", "/w/"])
def test_the_working_folder_holds_what_is_relative(destination):
    line = f"COPY a.txt {destination}" if destination != '""' else 'COPY ["a.txt", ""]'
    assert stored(line, workdir="/w", stage=tree(folder("w"))) == {"w/a.txt": "f 644 0:0 a"}


def test_a_name_without_a_slash_is_a_file_in_the_working_folder():
    assert stored("COPY a.txt b", workdir="/w", stage=tree(folder("w"))) == {"w/b": "f 644 0:0 a"}


def test_of_a_folder_only_what_it_holds_is_copied_and_its_own_mode_is_lost():
    assert stored("COPY d /n") == {"n": "d 755 0:0", **below("n", D)}


def test_a_folder_that_is_there_keeps_its_mode_at_the_top_and_gets_the_source_s_further_down():
    assert stored("COPY d /t") == below("t", D)


def test_several_files_need_no_slash_and_then_the_last_wins():
    assert stored("COPY d/x d/sub/y q") == {"q": "f 4755 0:0 yy"}


def test_several_sources_go_side_by_side_into_a_folder():
    assert stored("COPY a.txt d/sub /q/") == {
        "q": "d 755 0:0",
        "q/a.txt": "f 644 0:0 a",
        "q/y": "f 4755 0:0 yy",
    }


def test_links_in_the_destination_are_followed():
    assert stored("COPY a.txt /lt") == {"t/a.txt": "f 644 0:0 a"}
    assert stored("COPY a.txt /lt/") == {"t/a.txt": "f 644 0:0 a"}
    assert stored("COPY a.txt /lp") == {"etc/passwd": "f 644 0:0 a"}
    assert stored("COPY a.txt /ln") == {"none": "f 644 0:0 a"}
    assert stored("COPY a.txt /ln/") == {"none": "d 755 0:0", "none/a.txt": "f 644 0:0 a"}
    assert stored("COPY d /ln") == {"none": "d 755 0:0", **below("none", D)}


def test_link_makes_no_difference_to_an_engine_that_cannot_merge():
    assert stored("COPY --link a.txt /lt/q") == {"t/q": "f 644 0:0 a"}


def test_a_link_inside_a_copied_folder_s_place_is_replaced_by_a_file():
    assert stored("COPY d /t", stage=tree(folder("t"), link("t/x", "sub"), folder("t/sub"))) == below("t", D)


def test_what_is_copied_again_is_stored_again():
    assert stored("COPY a.txt /a.txt", stage=tree(file("a.txt", b"a"))) == {"a.txt": "f 644 0:0 a"}


def test_a_folder_cannot_take_the_place_of_a_file_or_a_link():
    assert refused("COPY d /etc/passwd") == "cannot copy to non-directory: /etc/passwd"
    assert refused("COPY a.txt d /x") == "cannot copy to non-directory: /x"
    stage = tree(folder("t"), link("t/sub", "/etc"), folder("etc"))
    assert refused("COPY d /t", stage=stage) == "cannot copy to non-directory: /t/sub"


def test_a_file_cannot_take_the_place_of_a_folder():
    assert refused("COPY d /t", stage=tree(folder("t/x"))) == "cannot replace to directory /t/x with file"


def test_a_file_in_the_way_of_the_destination_is_named():
    assert refused("COPY a.txt /etc/passwd/x") == "mkdir /etc/passwd: not a directory"
    assert refused("COPY a.txt /etc/passwd/") == "mkdir /etc/passwd: not a directory"
    assert refused("COPY a.txt /etc/passwd/x/y") == "lstat /etc/passwd/x: not a directory"


def test_links_that_lead_in_a_circle_end_the_copying():
    assert refused("COPY a.txt /loop") == "too many links"
    assert refused("COPY a.txt /loop/x") == "too many links"
