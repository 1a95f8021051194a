"""The build info of Go programs, and where they are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.image.trees import file, link, tree
from tutor.image.packages import Package, go_build_info, go_modules_of
from tutor.image.packages.go import BEFORE_1_18, LEAST_FILE_BYTES, MAGIC, MOST_FILES

MODULES = (
    "path\texample.com/app/cmd\n"
    "mod\texample.com/app\t(devel)\t\n"
    "dep\tgolang.org/x/net\tv0.1.0\th1:x=\n"
    "dep\tgolang.org/x/text\tv0.2.0\n"
    "=>\texample.com/fork\tv0.3.0\th1:y=\n"
    "build\t-trimpath=true\n"
)


def varint(number: int) -> bytes:
    out = b""
    while number >= 0x80:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def program(modules: str = MODULES, flags: int = 2, before: int = 4096) -> bytes:
    info = b"0" * 16 + modules.encode() + b"1" * 16
    head = MAGIC + bytes([8, flags]) + b"\0" * 16
    return b"\x7fELF".ljust(before, b"\0") + head + varint(8) + b"go1.27.0" + varint(len(info)) + info


def test_a_program_names_its_module_and_what_is_linked_in():
    info = go_build_info(program())
    assert info.go_version == "go1.27.0"
    assert info.path == "example.com/app/cmd"
    assert info.main == Package("example.com/app", "(devel)", "go")
    assert info.dependencies == (
        Package("golang.org/x/net", "v0.1.0", "go"),
        Package("example.com/fork", "v0.3.0", "go"),
    )


def test_the_mark_counts_only_where_the_linker_puts_it():
    assert go_build_info(program(before=4097)) is None
    assert go_build_info(b"odd" + MAGIC + program()[3 + len(MAGIC) :]).main is not None
    assert go_build_info(b"\x7fELF" + b"\0" * 9999) is None


def test_an_old_program_is_said_to_be_old():
    assert go_build_info(program(flags=0)).note == BEFORE_1_18


@given(st.binary(max_size=200))
def test_whatever_follows_the_mark_never_raises(rest):
    go_build_info(MAGIC + bytes([8, 2]) + b"\0" * 16 + rest)


def test_large_executables_in_the_usual_places_are_searched():
    data = program().ljust(LEAST_FILE_BYTES, b"\0")
    files = tree(
        file("app/server", len(data), 0o755),
        file("app/readme", len(data), 0o644),
        file("app/small", 100, 0o755),
        file("usr/share/other", len(data), 0o755),
        link("bin", "usr/bin"),
        file("usr/bin/broken", len(data) + 1, 0o755),
    )
    asked = []

    def read(path: str, limit: int) -> bytes:
        asked.append(path)
        if path == "usr/bin/broken":
            raise PermissionError("not for you")
        return data[:limit]

    packages, notes = go_modules_of(files, read)
    assert asked == ["usr/bin/broken", "app/server"]
    assert [package.name for package in packages] == [
        "example.com/app",
        "example.com/fork",
        "golang.org/x/net",
    ]
    assert notes == ("/usr/bin/broken could not be searched for Go modules: not for you.",)


def test_the_search_has_an_end_and_says_so():
    files = tree(*(file(f"bin/p{n}", LEAST_FILE_BYTES, 0o755) for n in range(MOST_FILES + 3)))
    _, notes = go_modules_of(files, lambda path, limit: b"")
    assert notes == ("3 executables were not searched for Go modules.",)


@pytest.mark.parametrize("size", [LEAST_FILE_BYTES, 10**9])
def test_only_files_of_a_likely_size_are_read(size):
    asked = []
    go_modules_of(tree(file("app/x", size, 0o755)), lambda path, limit: asked.append(path) or b"")
    assert bool(asked) is (size == LEAST_FILE_BYTES)
