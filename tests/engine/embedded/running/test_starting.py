"""Programs that end before their first own instruction, with the words and codes of Docker 28.5 on Linux."""

from __future__ import annotations

import pytest

from tests.engine.embedded.running.making import DYNAMIC, LIBC, LIBRARY, LOADER_PATH, STATIC, Files, recording
from tutor.engine import HttpProbe
from tutor.engine.errors import NotRecorded
from tutor.image import Elf

MISSING = (
    "{}: error while loading shared libraries: {}: "
    "cannot open shared object file: No such file or directory\n"
)
DEBIAN = "lib/x86_64-linux-gnu"


def with_libc() -> Files:
    return Files().elf(LOADER_PATH, LIBRARY).elf(f"{DEBIAN}/libc.so.6", LIBC)


def ended(files: Files, *arguments: str, **more) -> tuple[int | None, str]:
    result = files.run(*arguments, **more)
    assert (result.stdout, result.refused) == (b"", None)
    return result.exit_code, result.stderr.decode()


def starts(files: Files, *arguments: str, **more) -> bool:
    """Whether the program gets to run; nothing is recorded of it."""
    with pytest.raises(NotRecorded) as caught:
        files.run(*arguments, **more)
    return caught.value.reason == "what this program prints was not recorded"


def test_a_static_program_starts_in_an_empty_image():
    assert starts(Files().elf("calc"), "/calc")
    assert starts(Files().elf("calc").link("d", "/").link("good", "d/calc"), "good", env={"PATH": "/d"})


def test_a_missing_loader_is_told_as_the_program_missing():
    result = Files().elf("resolve", DYNAMIC).run("/resolve")
    assert (result.exit_code, result.stderr) == (1, b"exec /resolve: no such file or directory\n")
    assert result.cause is not None
    assert result.cause.key == "E3"


def test_a_program_found_in_the_path_is_named_by_its_path():
    files = Files().elf("usr/bin/resolve", DYNAMIC)
    assert ended(files, "resolve") == (1, "exec /usr/bin/resolve: no such file or directory\n")


def test_a_loader_that_cannot_be_executed():
    program = Files().elf("hello", DYNAMIC)
    assert ended(program.elf(LOADER_PATH, LIBRARY, mode=0o644), "/hello") == (
        1,
        "exec /hello: permission denied\n",
    )
    assert ended(Files().elf("hello", DYNAMIC).folder(LOADER_PATH), "/hello") == (
        1,
        "exec /hello: permission denied\n",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "input/output error"),
        ("#!/bin/sh\n", "input/output error"),
        ("x" * 64, "accessing a corrupted shared library"),
    ],
)
def test_a_loader_that_is_none(text, words):
    files = Files().elf("hello", DYNAMIC).text(LOADER_PATH, text)
    assert ended(files, "/hello") == (1, f"exec /hello: {words}\n")


def test_a_loader_for_another_machine():
    files = Files().elf("hello", DYNAMIC).elf(LOADER_PATH, Elf(None, (), "arm64"))
    assert ended(files, "/hello") == (1, "exec /hello: accessing a corrupted shared library\n")


@pytest.mark.parametrize("elf", [Elf(None, (), "arm64"), Elf("/lib/ld-linux-aarch64.so.1", (), "arm64")])
def test_a_program_for_another_machine(elf):
    assert ended(Files().elf("calc", elf), "/calc") == (1, "exec /calc: exec format error\n")


@pytest.mark.parametrize("text", ["", "x", "echo hi\n", "#!\n", "#! \t\n", "\x7fELF", "\0\0\0"])
def test_a_text_that_names_no_interpreter(text):
    assert ended(Files().text("script", text), "/script") == (1, "exec /script: exec format error\n")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("#!/bin/sh", "no such file or directory"),
        ("#!/nowhere/sh -e", "no such file or directory"),
        ("#!sh", "no such file or directory"),
        ("#!/calc\r", "no such file or directory"),
        ("#!/", "permission denied"),
        ("#!/noexec", "permission denied"),
        ("#!/dynamic", "no such file or directory"),
        ("#!/arm", "exec format error"),
    ],
)
def test_a_script_whose_interpreter_cannot_be_executed(line, words):
    files = Files().elf("calc").elf("noexec", mode=0o644).elf("dynamic", DYNAMIC)
    files.elf("arm", Elf(None, (), "arm64")).text("script", f"{line}\necho\n")
    assert ended(files, "/script") == (1, f"exec /script: {words}\n")


def test_an_interpreter_may_be_a_script_five_deep():
    files = Files().elf("calc").text("n0", "#!/calc\n")
    for number in range(1, 6):
        files.text(f"n{number}", f"#!/n{number - 1}\n")
    assert starts(files, "/n4")
    assert ended(files, "/n5") == (1, "exec /n5: too many levels of symbolic links\n")


def test_a_script_starts_with_its_interpreter():
    assert starts(Files().elf("calc").text("script", "#! /calc -a b\n"), "/script")


def test_a_text_that_is_not_known_is_not_guessed():
    with pytest.raises(NotRecorded, match="/tool: its content is not known"):
        Files().unknown("tool").run("/tool")


def test_a_missing_library_is_the_loaders_complaint():
    files = Files().elf(LOADER_PATH, LIBRARY).elf("usr/bin/resolve", DYNAMIC)
    assert ended(files, "/usr/bin/resolve") == (127, MISSING.format("/usr/bin/resolve", "libc.so.6"))
    assert ended(files, "resolve") == (127, MISSING.format("resolve", "libc.so.6"))


def test_the_first_missing_library_is_the_one_that_is_told():
    files = (
        Files()
        .elf(LOADER_PATH, LIBRARY)
        .elf("foo", Elf(f"/{LOADER_PATH}", ("libfoo.so", "libc.so.6"), "amd64"))
    )
    assert ended(files, "/foo") == (127, MISSING.format("/foo", "libfoo.so"))


@pytest.mark.parametrize("folder", ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib", "usr/lib"])
def test_libraries_are_found_where_debians_loader_looks(folder):
    files = Files().elf(LOADER_PATH, LIBRARY).elf("hello", DYNAMIC).elf(f"{folder}/libc.so.6", LIBC)
    assert starts(files, "/hello")


@pytest.mark.parametrize("folder", ["lib64", "usr/lib64", "usr/local/lib"])
def test_and_nowhere_else(folder):
    files = Files().elf(LOADER_PATH, LIBRARY).elf("hello", DYNAMIC).elf(f"{folder}/libc.so.6", LIBC)
    assert ended(files, "/hello") == (127, MISSING.format("/hello", "libc.so.6"))


def test_a_library_for_another_machine_is_passed_over():
    foo = Elf(f"/{LOADER_PATH}", ("libfoo.so",), "amd64")
    files = with_libc().elf("foo", foo).elf(f"{DEBIAN}/libfoo.so", Elf(None, (), "arm64"))
    assert ended(files, "/foo") == (127, MISSING.format("/foo", "libfoo.so"))
    files.entries.append(Files().elf("usr/lib/other").entries[0])
    assert starts(_also(files, "usr/lib/libfoo.so"), "/foo")


def _also(files: Files, path: str) -> Files:
    """A good library under a name that another one has in another folder."""
    good = Files().elf("usr/lib/good", LIBRARY)
    files.facts.elves.update(good.facts.elves)
    entry = good.entries[0]
    files.entries.append(type(entry)(path, entry.kind, entry.mode, entry.size, digest=entry.digest))
    return files


def test_a_library_that_may_not_be_read_is_passed_over():
    files = Files().elf(LOADER_PATH, LIBRARY).elf("hello", DYNAMIC)
    files.elf(f"{DEBIAN}/libc.so.6", LIBC, mode=0o700, uid=7)
    assert ended(files, "/hello") == (127, MISSING.format("/hello", "libc.so.6"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("#!/bin/sh\n", "/lib/libfoo.so: file too short"),
        ("", "/lib/libfoo.so: file too short"),
        ("x" * 64, "/lib/libfoo.so: invalid ELF header"),
    ],
)
def test_a_library_that_is_none_ends_the_search(text, complaint):
    files = (
        with_libc().elf("foo", Elf(f"/{LOADER_PATH}", ("libfoo.so",), "amd64")).text("lib/libfoo.so", text)
    )
    assert ended(files, "/foo") == (127, f"/foo: error while loading shared libraries: {complaint}\n")


def test_a_folder_by_a_librarys_name():
    files = with_libc().elf("foo", Elf(f"/{LOADER_PATH}", ("libfoo.so",), "amd64")).folder("lib/libfoo.so")
    assert ended(files, "/foo") == (
        127,
        "/foo: error while loading shared libraries: /lib/libfoo.so: cannot read file data: Error 21\n",
    )


def needing(library: str, **more) -> Elf:
    return Elf(f"/{LOADER_PATH}", (library, "libc.so.6"), "amd64", **more)


@pytest.mark.parametrize(
    "elf",
    [
        needing("libfoo.so", rpath="/k/lib"),
        needing("libfoo.so", runpath="/k/lib"),
        needing("libfoo.so", runpath="$ORIGIN/lib"),
        needing("libfoo.so", rpath="/x:${ORIGIN}/lib"),
    ],
)
def test_a_program_may_name_folders_of_its_own(elf):
    assert starts(with_libc().elf("k/foo", elf).elf("k/lib/libfoo.so", LIBRARY), "/k/foo")


def test_rpath_holds_for_the_libraries_libraries_and_runpath_does_not():
    foo = Elf(None, ("libbar.so",), "amd64")
    files = with_libc().elf("k/lib/libfoo.so", foo).elf("k/lib/libbar.so", LIBRARY)
    files.elf("rpath", needing("libfoo.so", rpath="/k/lib")).elf(
        "runpath", needing("libfoo.so", runpath="/k/lib")
    )
    assert starts(files, "/rpath")
    assert ended(files, "/runpath") == (127, MISSING.format("/runpath", "libbar.so"))


@pytest.mark.parametrize("value", ["/k/lib", "/nope:/k/lib", "/x;/k/lib"])
def test_the_search_variable_names_more_folders(value):
    files = with_libc().elf("k/foo", needing("libfoo.so")).elf("k/lib/libfoo.so", LIBRARY)
    assert starts(files, "/k/foo", env={"LD_LIBRARY_PATH": value})
    assert ended(files, "/k/foo", env={"LD_LIBRARY_PATH": ":"})[0] == 127


def test_other_variables_of_the_loader_are_not_computed():
    with pytest.raises(NotRecorded, match=r"LD_PRELOAD=/x\.so"):
        with_libc().elf("hello", DYNAMIC).run("/hello", env={"LD_PRELOAD": "/x.so"})


def test_a_library_that_the_processor_decides_about_is_not_guessed():
    files = with_libc().elf("hello", DYNAMIC)
    files.elf(f"{DEBIAN}/glibc-hwcaps/x86-64-v3/libc.so.6", LIBC)
    with pytest.raises(NotRecorded, match="depends on the processor"):
        files.run("/hello")


def test_an_unknown_cache_matters_only_where_it_could_decide():
    files = with_libc().elf("hello", DYNAMIC).elf("foo", needing("libfoo.so")).unknown("etc/ld.so.cache")
    assert starts(files, "/hello")
    assert ended(files, "/foo") == (127, MISSING.format("/foo", "libfoo.so"))
    files.elf("opt/libfoo.so", LIBRARY)
    with pytest.raises(NotRecorded, match=r"/opt/libfoo\.so"):
        files.run("/foo")


def test_the_loader_of_another_c_library_is_left_to_recordings():
    musl = Elf("/lib/ld-musl-x86_64.so.1", ("libc.musl-x86_64.so.1",), "amd64")
    assert starts(Files().elf("hello", musl).elf("lib/ld-musl-x86_64.so.1", LIBRARY), "/hello")


def test_a_server_that_cannot_start_gives_no_answer():
    result = Files().elf("server", DYNAMIC).run("/server", http=HttpProbe(8080))
    assert (result.exit_code, result.http) == (1, None)
    assert result.stderr == b"exec /server: no such file or directory\n"


def test_last_words_are_told_as_they_come_and_cut_at_the_limit():
    told = []
    Files().elf("resolve", DYNAMIC).run("/resolve", on_output=lambda *output: told.append(output))
    assert told == [("stderr", b"exec /resolve: no such file or directory\n")]


def test_a_program_of_the_working_folder():
    assert starts(Files().elf("k/calc", STATIC), "./calc", config={"workdir": "/k"})
    assert starts(Files().elf("k/calc", STATIC), "../k/calc", config={"workdir": "/new/.."})


def test_nothing_that_cannot_start_is_taken_from_a_recording():
    files = Files(recording("resolve")).elf("resolve", DYNAMIC)
    assert files.run("/resolve").exit_code == 1
