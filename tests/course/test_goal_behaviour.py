"""Checks of what an image does, and of the program that it starts."""

from __future__ import annotations

import struct

import pytest
from made import Image, program, scene, symlink

from tutor.course.goals import Evidence, HeadNeed, Missing, RunNeed, Runs, StaticBinary
from tutor.engine.result import RunResult

ONE = "FROM scratch\nCOPY a a\n"


def elf(interpreter: bytes | None) -> bytes:
    """A 64-bit little-endian ELF file with one LOAD segment and, where there is a loader, one INTERP."""
    segments = [(1, 0, 0)] + ([] if interpreter is None else [(3, 0x200, len(interpreter) + 1)])
    header = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    header += struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0, 64, 0, 0, 64, 56, len(segments), 64, 0, 0)
    table = b"".join(
        struct.pack("<IIQQQQQQ", kind, 5, offset, offset, offset, size, size, 8)
        for kind, offset, size in segments
    )
    return (header + table).ljust(0x200, b"\0") + (interpreter or b"") + b"\0" * 16


def run_of(check, place, result):
    (need,) = check.needs(place)
    return check.judge(Evidence(place, {need: result}))


RUNS = Runs(stdin="1 + 2\n", arguments=(), stdout_contains="Result: 3")


def test_a_run_asks_for_the_stages_image_with_its_input():
    (need,) = Runs(stdin="x", arguments=("-v",), network=True, env={"B": "2", "A": "1"}).needs(
        scene(ONE, Image())
    )
    assert need == RunNeed(0, "x", ("-v",), network=True, env=(("A", "1"), ("B", "2")))


def test_a_program_that_prints_what_it_should_passes():
    assert run_of(RUNS, scene(ONE, Image()), RunResult(0, b"> Result: 3\n")).passed


@pytest.mark.parametrize(
    ("result", "happened"),
    [
        (RunResult(0, b"Result: 4\n"), "it ended with exit code 0 and wrote “Result: 4”"),
        (RunResult(1, b"", b"end of input\n"), "it ended with exit code 1 and wrote “end of input”"),
        (RunResult(0), "it ended with exit code 0 and wrote nothing"),
        (RunResult(1, b"Result: 3\n"), "it ended with exit code 1 and wrote “Result: 3”"),
        (
            RunResult(None, refused="exec /calc: no such file or directory"),
            "it did not start: “exec /calc: no such file",
        ),
        (
            RunResult(None, b"Result: 3", timed_out=True, seconds=30.2),
            "it was still running after 30 seconds",
        ),
        (RunResult(None, timed_out=True, seconds=1.0), "it was still running after 1 second and"),
    ],
)
def test_a_program_that_does_otherwise_is_told(result, happened):
    finding = run_of(RUNS, scene(ONE, Image()), result)
    assert finding.passed is False
    assert finding.facts["happened"].startswith(happened)


def test_long_output_is_quoted_at_its_end():
    finding = run_of(RUNS, scene(ONE, Image()), RunResult(2, b"x" * 5000 + b" the end"))
    assert finding.facts["stdout"].endswith("the end”")
    assert len(finding.facts["stdout"]) < 200


@pytest.mark.parametrize(
    "line",
    [
        "Error: Cannot find module '/app/node'",
        "panic: runtime error: index out of range [3]",
        'Exception in thread "main" java.lang.NoClassDefFoundError: hello/Main',
        "ModuleNotFoundError: No module named 'pystats'",
    ],
)
def test_of_a_long_trace_the_line_that_names_the_error_is_quoted(line):
    trace = (
        f"node:internal/modules/loader:1424\n  throw err;\n\n{line}\n" + "    at somewhere (file:1:2)\n" * 30
    )
    finding = run_of(RUNS, scene(ONE, Image()), RunResult(1, stderr=trace.encode()))
    assert f"“… {line} …”" in finding.facts["happened"]


def test_all_texts_must_be_there():
    check = Runs(stdout_contains=("ca ok", "tz ok"), stderr_contains="warned")
    assert run_of(check, scene(ONE, Image()), RunResult(0, b"ca ok tz ok", b"warned")).passed
    finding = run_of(check, scene(ONE, Image()), RunResult(0, b"ca ok"))
    assert not finding.passed
    assert finding.facts["missing"] == "“tz ok” and “warned”"


def test_another_exit_code_may_be_wanted_or_any():
    assert run_of(Runs(exit_code=3), scene(ONE, Image()), RunResult(3)).passed
    assert not run_of(Runs(exit_code=3), scene(ONE, Image()), RunResult(0)).passed
    assert run_of(Runs(exit_code="any"), scene(ONE, Image()), RunResult(3)).passed
    assert not run_of(Runs(exit_code="any"), scene(ONE, Image()), RunResult(None)).passed


def test_a_run_that_the_engine_could_not_make_cannot_be_told():
    finding = run_of(RUNS, scene(ONE, Image()), Missing("The engine is gone."))
    assert finding.passed is None
    assert finding.instead == "The engine is gone."


def test_a_stage_that_was_not_built_is_not_run():
    place = scene("FROM a AS test\nRUN x\nFROM b\n", Image(skipped="no later stage needs it"), Image())
    check = Runs(stage="test")
    assert check.needs(place) == ()
    assert check.judge(Evidence(place)).instead == "Stage test was not built: no later stage needs it."


def static(image, head):
    place = scene(ONE, image)
    needs = StaticBinary().needs(place)
    return StaticBinary().judge(Evidence(place, heads=dict.fromkeys(needs, head)))


def test_a_program_without_a_loader_is_static():
    assert static(Image([program("calc")], cmd=("/calc",)), elf(None)).passed


def test_a_program_with_a_loader_is_not():
    finding = static(Image([program("calc")], cmd=("/calc",)), elf(b"/lib64/ld-linux-x86-64.so.2"))
    assert finding.passed is False
    assert finding.facts == {"program": "/calc", "interpreter": "/lib64/ld-linux-x86-64.so.2", "stage": "0"}


@pytest.mark.parametrize(
    ("image", "path"),
    [
        (Image([program("calc")], entrypoint=("/calc",), cmd=("-v",)), "calc"),
        (Image([program("usr/local/bin/calc")], cmd=("calc",)), "usr/local/bin/calc"),
        (Image([program("opt/calc")], cmd=("calc",), env=("PATH=/nothing:/opt",)), "opt/calc"),
        (Image([program("app/bin/calc")], cmd=("./bin/calc",), workdir="/app"), "app/bin/calc"),
        (Image([program("usr/bin/real"), symlink("calc", "usr/bin/real")], cmd=("/calc",)), "usr/bin/real"),
        (Image([program("usr/bin/calc"), symlink("bin", "usr/bin")], cmd=("/bin/calc",)), "usr/bin/calc"),
    ],
)
def test_the_program_is_found_as_an_engine_would_find_it(image, path):
    assert StaticBinary().needs(scene(ONE, image)) == (HeadNeed(0, path),)


@pytest.mark.parametrize(
    ("image", "says"),
    [
        (Image([program("calc")], cmd=("/bin/sh", "-c", "/calc")), "shell form"),
        (Image([program("calc")]), "no ENTRYPOINT and no CMD"),
        (Image([program("calc")], cmd=("/other",)), "would start /other, but holds no such file"),
        (Image([program("calc")], cmd=("calc",)), "would start calc, but holds no such file"),
    ],
)
def test_without_a_program_the_reason_is_told(image, says):
    finding = static(image, b"")
    assert finding.passed is False
    assert says in finding.instead


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"#!/usr/bin/env python3\nprint()\n", "/calc is a script that /usr/bin/env python3 has to run"),
        (b"hello", "/calc is no ELF program"),
        (b"", "/calc is no ELF program"),
    ],
)
def test_what_is_no_program_is_told(head, says):
    finding = static(Image([program("calc")], cmd=("/calc",)), head)
    assert finding.passed is False
    assert finding.instead.startswith(says)


def test_a_program_that_could_not_be_read_cannot_be_told():
    finding = static(Image([program("calc")], cmd=("/calc",)), Missing("The engine is gone."))
    assert finding.passed is None


def test_files_that_were_not_listed_cannot_be_told():
    assert StaticBinary().judge(Evidence(scene(ONE, Image(files=None, cmd=("/calc",))))).passed is None
