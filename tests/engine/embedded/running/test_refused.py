"""Containers that Docker 28.5 with runc 1.1 does not start; every message was taken down there."""

from __future__ import annotations

import pytest

from tests.engine.embedded.running.making import Files
from tutor.engine import RunRequest
from tutor.engine.embedded.running import run
from tutor.engine.errors import NotRecorded

RUNTIME = (
    "failed to create task for container: failed to create shim task: OCI runtime create failed: "
    "runc create failed: unable to start container process: "
)
MOUNT_ADVICE = (
    ": Are you trying to mount a directory onto a file (or vice-versa)? "
    "Check if the specified host path exists and is the expected type"
)


def refused(files: Files, *arguments: str, **more) -> str:
    result = files.run(*arguments, **more)
    assert (result.exit_code, result.stdout, result.stderr, result.seconds) == (None, b"", b"", 0.0)
    assert result.refused is not None, result
    return result.refused


def runtime(files: Files, *arguments: str, **more) -> str:
    message = refused(files, *arguments, **more)
    assert message.startswith(RUNTIME)
    return message.removeprefix(RUNTIME)


@pytest.fixture
def files():
    return (
        Files()
        .elf("k/static")
        .elf("k/noexec", mode=0o644)
        .folder("k/src")
        .link("dangling", "nowhere")
        .link("loop", "loop")
        .link("to-folder", "/k")
        .link("to-noexec", "k/noexec")
    )


def test_an_image_without_a_command(files):
    assert refused(files) == "no command specified"
    assert refused(files, entrypoint=("",)) == "no command specified"


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("/nope", 'exec: "/nope": stat /nope: no such file or directory'),
        ("./nope", 'exec: "./nope": stat ./nope: no such file or directory'),
        ("k/static/", f'exec: "k/static/": stat k/static/: not a directory{MOUNT_ADVICE}'),
        ("/k/static/x", f'exec: "/k/static/x": stat /k/static/x: not a directory{MOUNT_ADVICE}'),
        ("/dangling", 'exec: "/dangling": stat /dangling: no such file or directory'),
        ("/loop", 'exec: "/loop": stat /loop: too many levels of symbolic links'),
        ("/loop/x", 'exec: "/loop/x": stat /loop/x: too many levels of symbolic links'),
        ("/k/noexec", 'exec: "/k/noexec": permission denied'),
        ("/to-noexec", 'exec: "/to-noexec": permission denied'),
        ("/k/src", 'exec: "/k/src": permission denied'),
        ("/to-folder", 'exec: "/to-folder": permission denied'),
        ("/", 'exec: "/": permission denied'),
        ("/dev/null", 'exec: "/dev/null": permission denied'),
        ("/proc", 'exec: "/proc": permission denied'),
        ("/etc/hosts", 'exec: "/etc/hosts": permission denied'),
        ("", 'exec: "": executable file not found in $PATH'),
        ("static", 'exec: "static": executable file not found in $PATH'),
        ("..", 'exec: "..": executable file not found in $PATH'),
    ],
)
def test_a_program_that_cannot_be_one(files, program, message):
    assert runtime(files, program) == message


def test_the_shell_form_in_an_image_without_a_shell_is_recognised(files):
    result = files.run("/bin/sh", "-c", "/k/static")
    assert result.refused == f'{RUNTIME}exec: "/bin/sh": stat /bin/sh: no such file or directory'
    assert result.cause is not None
    assert result.cause.key == "E7"


@pytest.mark.parametrize("name", ["src", "noexec", "nope"])
def test_what_the_path_holds_must_be_a_program(files, name):
    assert runtime(files, name, env={"PATH": "/nowhere:/k"}) == (
        f'exec: "{name}": executable file not found in $PATH'
    )


@pytest.mark.parametrize("path", [".", ":/x"])
def test_a_program_of_the_working_folder_is_not_taken_by_its_bare_name(files, path):
    assert runtime(files, "static", env={"PATH": path}, config={"workdir": "/k"}) == (
        'exec: "static": cannot run executable found relative to current directory'
    )


def test_an_empty_path_holds_nothing(files):
    assert runtime(files, "static", env={"PATH": ""}, config={"workdir": "/k"}) == (
        'exec: "static": executable file not found in $PATH'
    )


@pytest.mark.parametrize(
    ("user", "program", "message"),
    [
        ("", "/theirs", "exec /theirs: permission denied"),  # root without its capabilities
        ("5", "/roots", "exec /roots: permission denied"),
        ("1000:50", "/groups", "exec /groups: permission denied"),  # the owner's bits count for the owner
        ("", "/private/static", 'exec: "/private/static": stat /private/static: permission denied'),
        ("5", "/private/nope", 'exec: "/private/nope": stat /private/nope: permission denied'),
        ("1000", "/private/nope", 'exec: "/private/nope": stat /private/nope: no such file or directory'),
    ],
)
def test_permissions_bind_root_too(user, program, message):
    files = Files().elf("theirs", mode=0o700, uid=1000, gid=1000).elf("roots", mode=0o700)
    files.elf("groups", mode=0o070, uid=1000, gid=50)
    files.folder("private", mode=0o700, uid=1000, gid=1000).elf("private/static")
    assert runtime(files, program, config={"user": user}) == message


def test_an_unknown_user_is_nobody_whatever_the_program(files):
    files.text("etc/passwd", "root:x:0:0::/:\n", mode=0o644)
    message = refused(files, "/nope", config={"user": "bob"})
    assert message == "unable to find user bob: no matching entries in passwd file"


def test_a_file_where_the_working_folder_should_be(files):
    assert refused(files, "nope", config={"workdir": "/k/noexec"}) == (
        "Cannot mkdir: /k/noexec is not a directory"
    )


def test_a_missing_working_folder_is_made(files):
    assert runtime(files, "./x", config={"workdir": "/new/deep"}) == (
        'exec: "./x": stat ./x: no such file or directory'
    )


def test_what_decides_and_is_not_known_is_not_guessed(files):
    files.unknown("etc/passwd")
    with pytest.raises(NotRecorded, match="/etc/passwd"):
        files.run("/nope", config={"user": "bob"})


def test_below_proc_nothing_is_known(files):
    with pytest.raises(NotRecorded, match="/proc/self"):
        files.run("/proc/self/exe")


def test_nothing_is_told_of_a_container_that_never_started(files):
    told = []
    image = files.image("/nope")
    run(image, RunRequest("image"), files.contents, files.facts, lambda *output: told.append(output))
    assert told == []
