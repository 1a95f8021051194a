"""A recorded run answers only the question that it was an answer to."""

from __future__ import annotations

import pytest

from tests.engine.embedded.running.making import (
    DYNAMIC,
    LIBC,
    LIBRARY,
    LOADER,
    LOADER_PATH,
    Files,
    digest,
    recording,
)
from tutor.engine import Cancel, HttpAnswer, HttpProbe, Limits
from tutor.engine.embedded.catalogue.format import Chunk, RecordedAnswer
from tutor.engine.embedded.running.recordings import steers
from tutor.engine.errors import NotRecorded

DEBIAN = "lib/x86_64-linux-gnu"


def calculator(**more) -> Files:
    return Files(recording("calc", **more)).elf("calc")


def missed(files: Files, *arguments: str, **more) -> NotRecorded:
    with pytest.raises(NotRecorded) as caught:
        files.run(*arguments, **more)
    return caught.value


def test_a_recorded_run_is_told_with_all_it_gave():
    told = []
    files = calculator(
        stdin=b"1 + 2\nx\n",
        output=(Chunk(0.01, "stdout", b"Result: 3\n"), Chunk(0.02, "stderr", b"line 2: no sum\n")),
        exit_code=1,
        seconds=0.25,
    )
    result = files.run("/calc", stdin=b"1 + 2\nx\n", on_output=lambda *output: told.append(output))
    assert (result.exit_code, result.stdout, result.stderr) == (1, b"Result: 3\n", b"line 2: no sum\n")
    assert (result.seconds, result.timed_out, result.truncated, result.refused) == (0.25, False, False, None)
    assert told == [("stdout", b"Result: 3\n"), ("stderr", b"line 2: no sum\n")]


def test_a_known_mistake_is_recognised_in_what_a_program_said():
    files = calculator(
        output=(Chunk(0.0, "stderr", b"panic: unknown time zone Europe/Berlin\n"),), exit_code=2
    )
    assert files.run("/calc").cause.key == "E6"


def test_a_recording_follows_its_program_wherever_it_lies():
    files = Files(recording("calc")).elf("usr/local/bin/calc").link("app", "usr/local/bin/calc")
    assert files.run("calc").stdout == b"Result: 3\n"
    assert files.run("/app").stdout == b"Result: 3\n"


def test_another_input_is_a_miss_that_says_which_inputs_are_known():
    files = Files(
        recording("calc", stdin=b"1 + 2\n"), recording("calc", stdin=b"2 * 2\n3\n"), recording("calc")
    )
    problem = missed(files.elf("calc"), "/calc", stdin=b"2 + 2\n")
    assert problem.what == "/calc with the input “2 + 2”"
    assert problem.reason == "this program was recorded only with another input"
    assert problem.near == ("the input “1 + 2”", "the input “2 * 2” and more lines", "no input")


def test_other_arguments_are_a_miss():
    problem = missed(calculator(argv=("-v", "a b")), "/calc", "-q")
    assert problem.what == "/calc -q with no input"
    assert problem.reason == "this program was recorded only with other arguments"
    assert problem.near == ("the arguments -v 'a b', no input",)


def test_a_program_that_reads_nothing_fits_any_input():
    assert calculator(stdin=None).run("/calc", stdin=b"anything").exit_code == 0


def test_a_program_that_was_never_run_is_a_miss():
    problem = missed(Files().elf("calc"), "/calc")
    assert (problem.reason, problem.near) == ("what this program prints was not recorded", ())


@pytest.mark.parametrize(
    ("env", "given", "fits"),
    [
        ({"PORT": "80"}, {"PORT": "80"}, True),
        ({"PORT": "80"}, {"PORT": "81"}, False),
        ({"PORT": "80"}, {}, False),
        ({"PORT": None}, {}, True),
        ({"PORT": None}, {"PORT": "80"}, False),
        ({}, {"GREETING": "hello"}, True),
        ({}, {"GODEBUG": "gctrace=1"}, False),
        ({"LANG": "C.UTF-8"}, {"LANG": "C.UTF-8"}, True),
        ({}, {"LANG": "C.UTF-8"}, False),
        ({}, {"PYTHON_VERSION": "3.13.9"}, True),
    ],
)
def test_variables_that_mattered_must_be_the_same(env, given, fits):
    files = calculator(env=env)
    if fits:
        assert files.run("/calc", env=given).exit_code == 0
    else:
        ((name, value),) = env.items() or [(next(iter(given)), None)]
        wanted = f"no {name}" if value is None else f"{name}={value}"
        assert missed(files, "/calc", env=given).reason == f"this program was recorded only with {wanted}"


def test_some_variables_steer_every_program():
    steering = ["GODEBUG", "LC_ALL", "LD_PRELOAD", "PYTHONPATH", "NODE_OPTIONS", "TZ", "JAVA_TOOL_OPTIONS"]
    assert all(map(steers, steering))
    assert not any(map(steers, ["PATH", "HOME", "GOPATH", "PYTHON_VERSION", "LD_LIBRARY_PATH", "TZX"]))


CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


def test_files_that_the_program_looked_at_must_be_the_same():
    bundle = Files().text(CERTIFICATES[1:], "certificates\n", mode=0o644)
    same = bundle.entries[0].digest
    without = calculator(needs={CERTIFICATES: ""}, says=b"x509\n")
    assert without.run("/calc").stdout == b"x509\n"
    assert missed(without.text(CERTIFICATES[1:], "certificates\n", mode=0o644), "/calc").reason == (
        f"this program was recorded only with no {CERTIFICATES}"
    )
    with_them = calculator(needs={CERTIFICATES: same})
    assert missed(with_them, "/calc").reason == f"this program was recorded only with another {CERTIFICATES}"
    assert with_them.text(CERTIFICATES[1:], "certificates\n", mode=0o644).run("/calc").exit_code == 0


def test_what_may_not_be_read_is_another_thing_than_what_is_not_there():
    files = calculator(needs={"/secret": "unreadable"}).text("secret", "x", mode=0o600, uid=9)
    assert files.run("/calc").exit_code == 0
    assert missed(calculator(needs={"/secret": ""}).text("secret", "x", mode=0o600, uid=9), "/calc")


def test_a_folder_counts_with_its_mode_and_owner():
    files = calculator(needs={"/tmp": "folder 1777 0:0", "/etc/hosts": "mounted", "/proc/self/x": "mounted"})
    assert missed(files, "/calc").reason == "this program was recorded only with another /tmp"
    assert files.folder("tmp", mode=0o1777).run("/calc").exit_code == 0


def test_libraries_must_be_the_same_wherever_they_lie():
    libraries = {LOADER: digest("ld-linux-x86-64.so.2"), "libc.so.6": digest("libc.so.6")}
    run = recording("resolve", libraries=libraries)
    files = Files(run).elf("resolve", DYNAMIC).elf(LOADER_PATH, LIBRARY)
    assert files.elf("usr/lib/libc.so.6", LIBC).run("/resolve").exit_code == 0
    other = Files(run).elf("resolve", DYNAMIC).elf(LOADER_PATH, LIBRARY)
    other.elf("lib/libc-2.31.so", LIBC).link("lib/libc.so.6", "libc-2.31.so")
    assert missed(other, "/resolve").reason == "this program was recorded only with other libraries"


def test_the_interpreter_of_a_script_must_be_the_same():
    script = "#!/bin/tool\n"
    content = Files().text("script", script).entries[0].digest
    run = recording("script", libraries={"/bin/tool": digest("tool")})
    run = type(run)(**{**{name: getattr(run, name) for name in run.__struct_fields__}, "program": content})
    assert Files(run).text("script", script).elf("bin/tool").run("/script").exit_code == 0
    other = Files(run).text("script", script).elf("bin/other").link("bin/tool", "other")
    assert missed(other, "/script").reason == "this program was recorded only with other libraries"


def test_a_script_that_its_interpreter_may_not_read_is_a_miss():
    files = Files().text("script", "#!/bin/tool\n", mode=0o711, uid=9).elf("bin/tool")
    assert missed(files, "/script").what == "/script"


@pytest.mark.parametrize(
    ("recorded", "request_or_config", "reason"),
    [
        ({"network": True}, {}, "a network"),
        ({"network": False}, {"network": True}, "no network"),
        ({"read_only": False}, {"read_only": True}, "files that can be written"),
        ({"user": "1000:1000"}, {}, "another user"),
        ({"folder": "/src"}, {}, "another working folder"),
        ({"name": "calc"}, {}, "other arguments"),
    ],
)
def test_the_circumstances_count_where_they_mattered(recorded, request_or_config, reason):
    problem = missed(calculator(**recorded), "/calc", **request_or_config)
    assert problem.reason == f"this program was recorded only with {reason}"


def test_the_circumstances_fit():
    files = calculator(network=False, read_only=True, user="1000:0", folder="/src", name="/calc")
    config = {"user": "1000", "workdir": "/src"}
    assert files.run("/calc", read_only=True, config=config).exit_code == 0


def server(*answers: RecordedAnswer) -> Files:
    return calculator(serves=True, stdin=None, answers=answers)


def test_a_server_answers_what_it_was_asked_when_it_was_recorded():
    files = server(RecordedAnswer(8080, "/", 200, b"hello"), RecordedAnswer(8080, "/healthz", 503))
    ran = files.run("/calc", http=HttpProbe(8080))
    assert (ran.http, ran.exit_code, ran.timed_out) == (HttpAnswer(200, b"hello"), None, False)
    assert files.run("/calc", http=HttpProbe(8080, "/healthz")).http == HttpAnswer(503, b"")


def test_a_port_that_was_closed_stays_closed_and_another_is_not_known():
    files = server(RecordedAnswer(8080, "/", 200, b"hello"), RecordedAnswer(80, "/", 0))
    assert files.run("/calc", http=HttpProbe(80)).http is None
    problem = missed(files, "/calc", http=HttpProbe(3000, "/x"))
    assert problem.what == "the answer of /calc on port 3000 to /x"
    assert problem.near == ("port 8080, path /", "port 80, path /")


def test_a_server_that_nobody_asks_runs_until_its_time_is_up():
    ran = server().run("/calc", limits=Limits(seconds=7))
    assert (ran.exit_code, ran.timed_out, ran.seconds, ran.stdout) == (None, True, 7, b"Result: 3\n")


def test_a_program_that_has_ended_answers_nobody():
    ran = calculator(exit_code=1).run("/calc", http=HttpProbe(8080))
    assert (ran.http, ran.exit_code, ran.stdout) == (None, 1, b"Result: 3\n")


def test_a_run_longer_than_its_limit_is_ended():
    chunks = (Chunk(0.5, "stdout", b"up\n"), Chunk(5.0, "stdout", b"done\n"))
    result = calculator(output=chunks, seconds=6.0).run("/calc", limits=Limits(seconds=2.0))
    assert (result.exit_code, result.timed_out, result.stdout, result.seconds) == (None, True, b"up\n", 2.0)


def test_output_is_cut_at_its_limit():
    chunks = (Chunk(0.0, "stdout", b"12345"), Chunk(0.1, "stderr", b"678"), Chunk(0.2, "stdout", b"9"))
    result = calculator(output=chunks).run("/calc", limits=Limits(output_bytes=6))
    assert (result.stdout, result.stderr, result.truncated) == (b"12345", b"6", True)
    assert result.exit_code == 0


def test_a_cancelled_run_has_no_exit_code():
    cancel = Cancel()
    chunks = (Chunk(0.0, "stdout", b"up\n"), Chunk(0.1, "stdout", b"on\n"))
    files = calculator(output=chunks, seconds=100.0)
    result = files.run(
        "/calc", cancel=cancel, on_output=lambda *_: cancel.throw(), limits=Limits(seconds=200)
    )
    assert (result.exit_code, result.stdout) == (None, b"up\n")


def test_several_differences_are_one_sentence():
    files = calculator(network=False, folder="/src", user="9:9")
    reason = missed(files, "/calc", network=True).reason
    assert reason == (
        "this program was recorded only with another user and another working folder and without network"
    )
