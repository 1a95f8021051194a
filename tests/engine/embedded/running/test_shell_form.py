"""`sh -c PROGRAM`: how Debian's dash and busybox start a program, or say that they cannot."""

from __future__ import annotations

import pytest

from tests.engine.embedded.running.making import DYNAMIC, STATIC, Files, digest, recording
from tutor.engine.errors import NotRecorded
from tutor.image import Elf, FileEntry, FileKind

ARM = Elf(None, (), "arm64")


def with_programs(files: Files) -> Files:
    files.elf("k/hello").elf("k/dynamic", DYNAMIC).elf("k/arm", ARM).elf("k/noexec", mode=0o644)
    return files.folder("k/lib").text("k/badscript", "#!/nowhere\n").text("k/text", "echo hi\n")


def debian(*runs) -> Files:
    return with_programs(
        Files(*runs).elf("usr/bin/dash", STATIC).link("usr/bin/sh", "dash").link("bin", "usr/bin")
    )


def busybox(*runs) -> Files:
    files = with_programs(Files(*runs).elf("bin/busybox", STATIC))
    shell = FileEntry("bin/sh", FileKind.FILE, 0o755, files.entries[0].size, digest=digest("busybox"))
    files.entries.append(shell)
    return files


@pytest.mark.parametrize(
    ("line", "exit_code", "words"),
    [
        ("/k/nope", 127, "/bin/sh: 1: /k/nope: not found\n"),
        ("./k/nope x", 127, "/bin/sh: 1: ./k/nope: not found\n"),
        ('/k/nope "a  b"', 127, "/bin/sh: 1: /k/nope: not found\n"),
        ("'/k/nope' x", 127, "/bin/sh: 1: /k/nope: not found\n"),
        (" /k/nope ", 127, "/bin/sh: 1: /k/nope: not found\n"),
        ("nope", 127, "/bin/sh: 1: nope: not found\n"),
        ("/k/hello/x", 127, "/bin/sh: 1: /k/hello/x: not found\n"),
        ("/k/noexec", 126, "/bin/sh: 1: /k/noexec: Permission denied\n"),
        ("/k/lib", 126, "/bin/sh: 1: /k/lib: Permission denied\n"),
        ("noexec", 127, "/bin/sh: 1: noexec: Permission denied\n"),
        ("lib", 127, "/bin/sh: 1: lib: Permission denied\n"),
        ("/k/arm", 126, "/bin/sh: 1: /k/arm: Exec format error\n"),
        ("arm", 126, "/bin/sh: 1: arm: Exec format error\n"),
        ("/k/dynamic", 127, "/bin/sh: 1: /k/dynamic: not found\n"),
        ("/k/badscript", 127, "/bin/sh: 1: /k/badscript: not found\n"),
        ("exec /k/nope", 127, "/bin/sh: 1: exec: /k/nope: not found\n"),
        ("", 0, ""),
    ],
)
def test_dash_says_what_it_cannot_start(line, exit_code, words):
    result = debian().run("/bin/sh", "-c", line, env={"PATH": "/k:/bin"})
    assert (result.exit_code, result.stderr.decode(), result.stdout) == (exit_code, words, b"")


@pytest.mark.parametrize(
    ("line", "exit_code", "words"),
    [
        ("/k/nope", 127, "/bin/sh: /k/nope: not found\n"),
        ("nope", 127, "/bin/sh: nope: not found\n"),
        ("/k/hello/x", 127, "/bin/sh: /k/hello/x: not found\n"),
        ("/k/noexec", 126, "/bin/sh: /k/noexec: Permission denied\n"),
        ("/k/lib", 126, "/bin/sh: /k/lib: Permission denied\n"),
        ("/k/dynamic", 127, "/bin/sh: /k/dynamic: not found\n"),
        ("", 0, ""),
    ],
)
def test_busybox_says_it_in_its_own_words(line, exit_code, words):
    result = busybox().run("/bin/sh", "-c", line, env={"PATH": "/k:/bin"})
    assert (result.exit_code, result.stderr.decode(), result.stdout) == (exit_code, words, b"")


def test_a_shell_speaks_under_the_name_it_was_called_by():
    assert debian().run("sh", "-c", "nope").stderr == b"sh: 1: nope: not found\n"


@pytest.mark.parametrize("files", [debian, busybox])
@pytest.mark.parametrize("line", ["/k/hello", "exec /k/hello", " '/k/hello' ", "hello"])
def test_the_program_that_a_shell_becomes_is_the_one_that_is_recorded(files, line):
    result = files(recording("hello")).run("/bin/sh", "-c", line, env={"PATH": "/k:/bin"})
    assert (result.exit_code, result.stdout) == (0, b"Result: 3\n")


def test_quotes_hold_words_together():
    files = debian(recording("hello", argv=("a", "b c", "de")))
    assert files.run("/bin/sh", "-c", "/k/hello a \"b c\" d'e'").stdout == b"Result: 3\n"


@pytest.mark.parametrize(
    "line",
    [
        "/k/hello | cat",
        "/k/hello; true",
        "/k/hello && /k/hello",
        "A=1 /k/hello",
        "/k/hello $HOME",
        "/k/hello *",
        "/k/hello > /x",
        "/k/hello\n/k/hello",
        "echo hi",
        "exit 3",
        "/k/text",
        "~/hello",
    ],
)
def test_what_a_shell_does_beyond_that_is_not_computed(line):
    with pytest.raises(NotRecorded):
        debian(recording("hello")).run("/bin/sh", "-c", line)


def test_a_killed_program_under_a_shell_is_not_computed():
    files = debian(recording("hello", exit_code=139, output=()))
    assert files.run("/k/hello").exit_code == 139
    with pytest.raises(NotRecorded, match="was killed"):
        files.run("/bin/sh", "-c", "/k/hello")


def test_an_unknown_program_by_a_shells_name_is_no_shell():
    files = with_programs(Files().elf("bin/sh"))
    with pytest.raises(NotRecorded) as caught:
        files.run("/bin/sh", "-c", "/k/nope")
    assert caught.value.what == "/bin/sh -c /k/nope with no input"
