"""--chown, --chmod and --exclude. Every value was read off Docker 28.5."""

from __future__ import annotations

import pytest

from tests.engine.embedded.copying.stages import file, folder, link, refused, stored, tree
from tutor.engine.embedded.copying.modes import Modes
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind


@pytest.mark.parametrize(
    ("chown", "owner"),
    [
        ("5", "5:5"),
        ("5:6", "5:6"),
        (":5", "0:5"),
        ("5:", "5:0"),
        ("+5", "5:5"),
        ("daemon", "1:1"),
        ("mail", "8:12"),
        ("mail:www-data", "8:33"),
        ("mail:2", "8:2"),
        ("mail:nope", "8:12"),
        ("nope", "0:0"),
        ("nope:nope", "0:0"),
        ("1000:nope", "1000:1000"),
        ("a:b:c", "0:0"),
        ("-1", "0:0"),
        ("0x5", "0:0"),
    ],
)
def test_chown_takes_names_and_numbers(chown, owner):
    assert stored(f"COPY --chown={chown} a.txt /x") == {"x": f"f 644 {owner} a"}


def test_a_name_is_root_where_there_is_no_passwd():
    assert stored("COPY --chown=daemon a.txt /x", stage=tree(folder("d"))) == {"x": "f 644 0:0 a"}


@pytest.mark.parametrize("chown", ["nonrot", ":nogrp", "5:nogrp", "0x5", "root:nogrp"])
@pytest.mark.parametrize("line", ["COPY --chown={} a.txt /x", "COPY --link --chown={} a.txt /x"])
def test_a_name_ends_the_build_where_there_are_no_files_at_all(line, chown):
    assert refused(line.format(chown), stage=tree()) == "invalid user index: -1"


@pytest.mark.parametrize(
    ("chown", "owner"),
    [("root", "0:0"), ("root:root", "0:0"), (":root", "0:0"), ("5:", "5:0"), (":", "0:0"), ("-1", "0:0")],
)
def test_on_scratch_root_and_numbers_need_no_passwd(chown, owner):
    assert stored(f"COPY --chown={chown} a.txt /x", stage=tree()) == {"x": f"f 644 {owner} a"}


def test_a_source_that_is_missing_is_told_before_a_name():
    assert "not found" in refused("COPY --chown=nonrot nix /x", stage=tree())


def test_root_is_0_whatever_passwd_holds():
    passwd = FileEntry("etc/passwd", FileKind.FILE, 0o644, 9, digest="sha256:unknown")
    assert stored("COPY --chown=root a.txt /x", stage=tree(passwd)) == {"x": "f 644 0:0 a"}


def test_a_name_from_a_passwd_of_unknown_content_is_not_known():
    passwd = FileEntry("etc/passwd", FileKind.FILE, 0o644, 9, digest="sha256:unknown")
    with pytest.raises(NotRecorded, match="/etc/passwd"):
        stored("COPY --chown=daemon a.txt /x", stage=tree(passwd))


def test_chown_reaches_folders_on_the_way_and_links():
    assert stored("COPY --chown=5:6 e /p/q") == {
        "p": "d 755 5:6",
        "p/q": "d 755 5:6",
        "p/q/lost": "l 777 5:6 -> no",
    }


def test_without_chown_the_owner_of_a_stage_s_file_comes_along():
    context = tree(folder("s", uid=7), file("s/f", uid=5, gid=6), link("s/l", "f", uid=8, gid=9))
    assert stored("COPY --from=s /s /p/q", context=context) == {
        "p": "d 755 0:0",
        "p/q": "d 755 0:0",
        "p/q/f": "f 644 5:6",
        "p/q/l": "l 777 8:9 -> f",
    }


def test_octal_chmod_is_for_all_but_the_folders_on_the_way_which_lose_what_the_umask_takes():
    assert stored("COPY --chmod=1777 d /p/q") == {
        "p": "d 755 0:0",
        "p/q": "d 755 0:0",
        "p/q/ls": "l 777 0:0 -> x",
        "p/q/sub": "d 1777 0:0",
        "p/q/sub/y": "f 1777 0:0 yy",
        "p/q/x": "f 1777 0:0 x",
    }
    assert stored("COPY --chmod=600 a.txt /p/") == {"p": "d 600 0:0", "p/a.txt": "f 600 0:0 a"}


def test_symbolic_chmod_changes_each_mode_but_not_the_folders_on_the_way():
    assert stored("COPY --chmod=u+x,g=w d /p/q") == {
        "p": "d 755 0:0",
        "p/q": "d 755 0:0",
        "p/q/ls": "l 777 0:0 -> x",
        "p/q/sub": "d 721 0:0",
        "p/q/sub/y": "f 4725 0:0 yy",
        "p/q/x": "f 724 0:0 x",
    }


@pytest.mark.parametrize(
    ("value", "mode", "becomes"),
    [
        ("a+X", 0o644, 0o644),
        ("a+X", 0o4711, 0o4711),
        ("-X", 0o4711, 0o4600),
        ("u=rwX,go=r", 0o4711, 0o744),
        ("u=,g-w+x,o=X", 0o4711, 0o011),
        ("=t", 0o4711, 0o5711),
        ("=t", 0o644, 0o1644),
        ("u=", 0o4755, 0o055),
        ("a=", 0o7777, 0o1000),
        ("u=g", 0o4755, 0o4555),
        ("go-u", 0o755, 0o700),
        ("u+t", 0o644, 0o1644),
        ("o+t,o+s", 0o644, 0o644),
        ("g+s", 0o644, 0o2644),
    ],
)
def test_symbolic_modes_are_those_of_setmode(value, mode, becomes):
    assert Modes(value).apply(mode, directory=False) == becomes


def test_exclude_leaves_out_of_a_folder_what_fits():
    assert sorted(stored("COPY --exclude=x d /p")) == ["p", "p/ls", "p/sub", "p/sub/y"]
    assert sorted(stored("COPY --exclude=sub d /p")) == ["p", "p/ls", "p/x"]
    assert sorted(stored("COPY --exclude=sub/ d* /p/")) == ["p", "p/ls", "p/x"]
    assert sorted(stored("COPY --exclude=**/y d /p/")) == ["p", "p/ls", "p/sub", "p/x"]
    assert sorted(stored("COPY --exclude=/sub d /p/")) == ["p", "p/ls", "p/sub", "p/sub/y", "p/x"]


def test_exclude_does_not_reach_a_file_that_is_named():
    assert stored("COPY --exclude=a.txt a.txt /x") == {"x": "f 644 0:0 a"}
    assert stored("COPY --exclude=a.txt *.txt /x") == {"x": "f 644 0:0 a"}


def test_an_exception_brings_its_folder_along():
    assert sorted(stored("COPY --exclude=* --exclude=!sub/y d /p")) == ["p", "p/sub", "p/sub/y"]


def test_a_folder_that_only_an_exception_brings_along_keeps_its_owner_where_it_is_there():
    stage = tree(folder("p/sub", 0o700, 3, 4))
    assert stored("COPY --chown=9 --chmod=640 --exclude=sub --exclude=!sub/y d /p", stage=stage) == {
        "p/ls": "l 777 9:9 -> x",
        "p/sub": "d 711 3:4",
        "p/sub/y": "f 640 9:9 yy",
        "p/x": "f 640 9:9 x",
    }


def test_a_malformed_exclude_is_refused():
    start = "failed to compute cache key: failed to calculate checksum of ref embedded: "
    assert refused("COPY --exclude=[ d /x") == f"{start}invalid excludepatterns: [[]: syntax error in pattern"
    illegal = 'invalid excludepatterns: [!]: illegal exclusion pattern: "!"'
    assert refused("COPY --exclude=! d /x") == start + illegal


def test_an_excluded_folder_is_looked_into_all_the_same():
    message = "failed to stat /d/sub/y: lstat /p/sub/y: not a directory"
    assert refused("COPY --exclude=sub d /p", stage=tree(file("p/sub"))) == message
