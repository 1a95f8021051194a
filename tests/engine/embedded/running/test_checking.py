"""A health check inside of a running container: whether it can start is computed, how it ends is recorded."""

from __future__ import annotations

import msgspec
import pytest

from tests.engine.embedded.running.making import Files, recording
from tutor.engine import HealthAnswer, HealthProbe, RunRequest, RunResult
from tutor.engine.embedded.catalogue.format import RecordedHealth
from tutor.engine.embedded.running import Situation, becomes, check_of, create, run
from tutor.engine.errors import NotRecorded
from tutor.image import HealthCheck

INSIDE = "OCI runtime exec failed: exec failed: unable to start container process: "


def server(*health: RecordedHealth, serves: bool = True) -> Files:
    return Files(recording("serve", serves=serves, health=health)).elf("serve").elf("bin/check").folder("tmp")


def asked(files: Files, *test: str) -> RunResult:
    check = HealthCheck(test) if test else None
    image = files.image("/serve", healthcheck=check)
    request = RunRequest("image", health=HealthProbe())
    return run(image, request, files.contents, files.facts)


def answer(files: Files, *test: str) -> HealthAnswer | None:
    result = asked(files, *test)
    assert result.exit_code is None
    return result.health


def check(*command: str, code: int = 0, log: str = "") -> RecordedHealth:
    files = server()
    container = create(files.image("/serve"), RunRequest("image"), files.contents)
    situation = Situation.of(
        becomes(container, files.contents).started, container, RunRequest("image"), files.contents
    )
    asked, _ = check_of(command, situation, files.contents)
    return msgspec.structs.replace(asked, exit_code=code, log=log)


def test_an_image_without_a_check_has_none():
    assert answer(server()) == HealthAnswer("none")
    assert answer(server(), "NONE") == HealthAnswer("none")


def test_a_recorded_check_ends_as_it_did():
    files = server(check("/bin/check", "-a"), check("/bin/check", "-b", code=1, log="not yet"))
    assert answer(files, "CMD", "/bin/check", "-a") == HealthAnswer("healthy", ("/bin/check", "-a"))
    assert answer(files, "CMD", "/bin/check", "-b") == HealthAnswer(
        "unhealthy", ("/bin/check", "-b"), "not yet"
    )
    with pytest.raises(NotRecorded, match="not recorded with this program"):
        answer(files, "CMD", "/bin/check", "-c")


@pytest.mark.parametrize(
    ("test", "command", "log"),
    [
        (("CMD", "curl", "x"), ("curl", "x"), 'exec: "curl": executable file not found in $PATH'),
        (
            ("CMD-SHELL", "curl x"),
            ("/bin/sh", "-c", "curl x"),
            'exec: "/bin/sh": stat /bin/sh: no such file or directory',
        ),
        (("CMD", "/tmp"), ("/tmp",), 'exec: "/tmp": permission denied'),
    ],
)
def test_a_check_that_cannot_start_is_told_in_the_runtimes_words(test, command, log):
    assert answer(server(), *test) == HealthAnswer("unhealthy", command, INSIDE + log)


@pytest.mark.parametrize(("test", "key"), [(("CMD", "curl"), "E20"), (("CMD-SHELL", "curl"), "E8")])
def test_a_check_that_cannot_start_has_a_cause(test, key):
    assert asked(server(), *test).cause.key == key


def test_nothing_is_well_in_a_container_that_has_ended():
    ended = asked(server(serves=False), "CMD", "/bin/check")
    assert ended.health == HealthAnswer("unhealthy", ("/bin/check",))
    assert ended.exit_code == 0, "it ended by itself"
