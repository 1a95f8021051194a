"""What a real run becomes in the catalogue."""

from __future__ import annotations

import pytest

from tests.engine.embedded.running.making import (
    DYNAMIC,
    LIBC,
    LIBRARY,
    LOADER,
    LOADER_PATH,
    PROVENANCE,
    Files,
    digest,
)
from tutor.engine import RunRequest, RunResult
from tutor.engine.embedded.catalogue.format import Chunk
from tutor.engine.embedded.running import Ended, Mattered, recorded, run

OUTPUT = (Chunk(0.1, "stdout", b"localhost is 127.0.0.1\n"),)
RESULT = RunResult(0, b"localhost is 127.0.0.1\n", seconds=0.2)


def resolver() -> Files:
    files = Files().elf("resolve", DYNAMIC).elf(LOADER_PATH, LIBRARY).elf("lib/libc.so.6", LIBC)
    return files.folder("tmp", mode=0o1777)


def test_a_recording_holds_what_mattered_and_answers_the_same_request():
    files = resolver()
    image = files.image("/resolve", "-4", user="5", env=("PATH=/bin", "LANG=C", "A=b", "C=d"))
    request = RunRequest("image", stdin=b"localhost\n", env={"PORT": "80"})
    mattered = Mattered(looked_at=("/tmp", "/etc/nsswitch.conf"), variables=("PORT", "PROXY"), user=True)
    run_of_it = recorded(image, request, files.contents, RESULT, OUTPUT, mattered, PROVENANCE)
    assert run_of_it.program == digest("resolve")
    assert run_of_it.argv == ("-4",)
    assert run_of_it.env == {"LANG": "C", "PORT": "80", "PROXY": None}
    assert run_of_it.needs == {"/etc/nsswitch.conf": "", "/tmp": "folder 1777 0:0"}
    assert run_of_it.libraries == {LOADER: digest("ld-linux-x86-64.so.2"), "libc.so.6": digest("libc.so.6")}
    assert (run_of_it.user, run_of_it.folder, run_of_it.name) == ("5:0", "", "")
    assert (run_of_it.network, run_of_it.read_only) == (False, None)
    files.facts.recorded = (run_of_it,)
    assert run(image, request, files.contents, files.facts) == RESULT


def test_a_run_through_a_shell_is_recorded_as_the_programs_own():
    files = Files().elf("calc").elf("bin/dash").link("bin/sh", "dash")
    image = files.image("/bin/sh", "-c", "/calc -v")
    run_of_it = recorded(image, RunRequest("image"), files.contents, RESULT, OUTPUT, Mattered(), PROVENANCE)
    assert (run_of_it.program, run_of_it.argv) == (digest("calc"), ("-v",))


def test_what_is_computed_is_not_recorded():
    files = Files().elf("resolve", DYNAMIC)
    with pytest.raises(Ended):
        recorded(
            files.image("/resolve"), RunRequest("image"), files.contents, RESULT, (), Mattered(), PROVENANCE
        )


def test_a_run_that_did_not_end_by_itself_is_not_recorded():
    files = resolver()
    with pytest.raises(ValueError, match="ended by itself"):
        recorded(
            files.image("/resolve"),
            RunRequest("image"),
            files.contents,
            RunResult(None),
            (),
            Mattered(),
            PROVENANCE,
        )


def test_what_an_argument_names_counts_where_the_lesson_says_so():
    files = resolver().folder("data", mode=0o777).folder("kept", mode=0o755)
    mattered = Mattered(finds=("{1:/data}",))
    request = RunRequest("image")

    def found(*arguments: str) -> str:
        image = files.image("/resolve", *arguments, user="5")
        made = recorded(image, request, files.contents, RESULT, OUTPUT, mattered, PROVENANCE)
        return made.finds["{1:/data}"]

    assert found() == "folder to write"
    assert found("/data") == "folder to write"
    assert found("/kept") == "folder to read"
    assert found("/absent") == "nothing, in a folder to read"
