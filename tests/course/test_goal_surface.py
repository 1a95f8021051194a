"""Checks of users, packages, releases, interpreters and start commands."""

from __future__ import annotations

import pytest
from made import Image, file, program, scene, symlink

from tutor.course.goals import (
    Evidence,
    NonRoot,
    NoSetuid,
    Packages,
    PythonMatch,
    SameRelease,
    StartCommand,
)

ONE = "FROM debian\n"
TWO = "FROM debian AS build\nRUN make\nFROM debian:12\nCOPY --from=build /a /a\n"
PASSWD = b"nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n"


def judged(check, *scene_parts):
    return check.judge(Evidence(scene(*scene_parts)))


@pytest.mark.parametrize(
    ("user", "passed"),
    [
        ("65532", True),
        ("65532:1000", True),
        ("nonroot", True),
        ("1000", False),
        ("other", False),
        ("", False),
    ],
)
def test_a_user_is_known_by_number_and_by_the_images_own_names(user, passed):
    image = Image([file("etc/passwd")], user=user, documents={"etc/passwd": PASSWD})
    finding = judged(NonRoot(uid=65532), ONE, image)
    assert (finding.passed, finding.facts["user"]) == (passed, user or "root (no USER is set)")


def status(*names):
    text = "".join(f"Package: {name}\nStatus: install ok installed\nVersion: 1\n\n" for name in names)
    return Image([file("var/lib/dpkg/status")], documents={"var/lib/dpkg/status": text.encode()})


def test_packages_are_counted():
    assert judged(Packages(at_most=2), ONE, status("libc6", "tzdata")).passed
    finding = judged(Packages(at_most=1), ONE, status("libc6", "tzdata"))
    assert finding.passed is False
    assert finding.facts["packages"] == "2 packages"
    assert finding.facts["names"] == "libc6 and tzdata"


def test_packages_of_another_manager_do_not_count():
    assert judged(Packages(at_most=0, managers=("npm",)), ONE, status("libc6")).passed


def test_a_list_of_packages_that_was_not_read_cannot_be_told():
    assert judged(Packages(at_most=5), ONE, Image([file("var/lib/dpkg/status")])).passed is None


def test_setuid_and_setgid_files_are_named():
    finding = judged(
        NoSetuid(), ONE, Image([file("usr/bin/su", mode=0o4755), file("a"), file("b", mode=0o2755)])
    )
    assert finding.passed is False
    assert finding.facts["files"] == "/b and /usr/bin/su"
    assert judged(NoSetuid(), ONE, Image([program("usr/bin/ls")])).passed


def release(number, system="debian"):
    text = f'NAME="Some"\nID={system}\nVERSION_ID="{number}"\n'.encode()
    return Image([file("usr/lib/os-release")], documents={"usr/lib/os-release": text})


def test_a_builder_of_another_release_is_named():
    finding = judged(SameRelease(), TWO, release(13), release(12))
    assert finding.passed is False
    assert finding.facts == {"release": "Debian 12", "other": "Debian 13", "other_name": "build"}


@pytest.mark.parametrize("pair", [(release(12), release(12)), (release(13, "alpine"), release(12)),
                                  (release(13), Image())])  # fmt: skip
def test_the_same_release_other_systems_and_an_empty_final_stage_are_fine(pair):
    assert judged(SameRelease(), TWO, *pair).passed


def test_a_stage_that_the_image_does_not_use_may_be_of_any_release():
    text = "FROM debian AS test\nRUN x\nFROM debian:12\n"
    assert judged(SameRelease(), text, release(13), release(12)).passed


def test_a_release_that_was_not_read_cannot_be_told():
    assert judged(SameRelease(), TWO, Image([file("usr/lib/os-release")]), release(12)).passed is None
    assert judged(SameRelease(), TWO, Image(files=None), release(12)).passed is None


PYTHON = program("usr/bin/python3.13")
EXTENSION = "app/lib/python3.{0}/site-packages/fast.cpython-3{0}-x86_64-linux-gnu.so"


def test_an_extension_for_another_python_is_named():
    finding = judged(PythonMatch(), ONE, Image([PYTHON, file(EXTENSION.format(11))]))
    assert finding.passed is False
    assert finding.facts["found"] == "an extension for Python 3.11"
    assert finding.facts["wanted"] == "Python 3.13 at /usr/bin/python3.13"
    assert judged(PythonMatch(), ONE, Image([PYTHON, file(EXTENSION.format(13))])).passed


def venv(target, version="3.13"):
    return [file("app/pyvenv.cfg"), symlink("app/bin/python", "python3"), symlink("app/bin/python3", target),
            file(f"app/lib/python{version}/site-packages/a.py")]  # fmt: skip


def test_a_venv_whose_python_lies_elsewhere_is_named():
    finding = judged(PythonMatch(), ONE, Image([PYTHON, *venv("/usr/local/bin/python3.13")]))
    assert finding.passed is False
    assert finding.facts["found"] == "a venv whose Python is not at /usr/local/bin/python3.13"


def test_a_venv_of_another_version_is_named():
    finding = judged(PythonMatch(), ONE, Image([PYTHON, *venv("/usr/bin/python3.13", "3.11")]))
    assert finding.facts["found"] == "a venv for Python 3.11"


def test_a_venv_that_leads_to_its_python_fits():
    assert judged(PythonMatch(), ONE, Image([PYTHON, *venv("/usr/bin/python3.13")])).passed


def test_without_a_python_nothing_fits():
    assert judged(PythonMatch(), ONE, Image([file("a")])).instead == "Stage-0 has no Python."


START = StartCommand(entrypoint=("/nodejs/bin/node",), cmd_without=("node",), cmd_first_suffix=".js")


@pytest.mark.parametrize(
    ("entrypoint", "cmd", "passed"),
    [
        (("/nodejs/bin/node",), ("server.js", "--port", "1"), True),
        (("/nodejs/bin/node",), ("node", "server.js"), False),
        (("/nodejs/bin/node",), ("/usr/bin/node",), False),
        (("/nodejs/bin/node",), ("server",), False),
        (("/nodejs/bin/node",), None, False),
        (None, ("server.js",), False),
    ],
)
def test_a_start_command_is_what_the_config_says(entrypoint, cmd, passed):
    finding = judged(START, ONE, Image(entrypoint=entrypoint, cmd=cmd))
    assert finding.passed is passed
    assert finding.facts["cmd"] == (" ".join(cmd) if cmd else "nothing")


def test_a_program_in_cmd_is_one_too_many_only_behind_an_entrypoint():
    check = StartCommand(cmd_without=("java",))
    command = ("/jre/bin/java", "-jar", "/hello.jar")
    assert judged(check, ONE, Image(entrypoint=None, cmd=command)).passed
    assert not judged(check, ONE, Image(entrypoint=("/usr/bin/java", "-jar"), cmd=command)).passed


def test_a_start_command_check_wants_something():
    assert StartCommand().contradiction()
    assert Packages(at_most=-1).contradiction()
