"""What a RUN starts with: its forms, its user, its environment."""

from __future__ import annotations

import pytest

from tutor.engine.embedded.shell import CannotStart
from tutor.engine.errors import NotRecorded

NO_START = "runc run failed: unable to start container process: exec: "


def test_the_exec_form_needs_no_shell(busybox):
    busybox.tree = type(busybox.tree).of([entry for entry in busybox.tree if entry.path != "bin/sh"])
    assert busybox.run('["mkdir", "/x y"]').exit_code == 0
    assert busybox.look("x y") == ["x y d 755 0:0 0"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('["nope"]', '"nope": executable file not found in $PATH'),
        ('["/nope"]', '"/nope": stat /nope: no such file or directory'),
        ('["/etc/passwd"]', '"/etc/passwd": permission denied'),
        ('["/etc"]', '"/etc": permission denied'),
        ('["/etc/passwd/x"]', '"/etc/passwd/x": stat /etc/passwd/x: not a directory'),
        ('["etc"]', '"etc": executable file not found in $PATH'),
    ],
)
def test_what_cannot_start_gets_the_words_of_the_runtime(debian, line, words):
    with pytest.raises(CannotStart) as refused:
        debian.run(line)
    assert refused.value.message == NO_START + words
    assert (refused.value.exit_code, debian.said("stderr")) == (1, f"{NO_START}{words}\n")


def test_a_stage_without_a_shell(debian):
    debian.tree = type(debian.tree).of([entry for entry in debian.tree if entry.path != "usr/bin/sh"])
    with pytest.raises(CannotStart) as refused:
        debian.run("echo hi")
    assert refused.value.message == f'{NO_START}"/bin/sh": stat /bin/sh: no such file or directory'


@pytest.mark.parametrize(
    ("user", "words"),
    [
        ("foo", "unable to find user foo: no matching entries in passwd file"),
        ("1:foo", "unable to find group foo: no matching entries in group file"),
    ],
)
def test_a_user_that_is_not_there(debian, user, words):
    debian.user = user
    with pytest.raises(CannotStart) as refused:
        debian.run("true")
    assert (refused.value.message, refused.value.exit_code) == (words, None)


@pytest.mark.parametrize(
    ("user", "owner", "home"),
    [
        ("", "0:0", "/root"),
        ("nobody", "65534:65534", "/nonexistent"),
        ("1234", "1234:0", "/"),
        ("1234:55", "1234:55", "/"),
        ("bin:users", "2:100", "/bin"),
        (":5", "0:5", "/root"),
    ],
)
def test_who_a_user_is(debian, user, owner, home):
    debian.user = user
    assert debian.run("echo $HOME > /tmp/f").exit_code == 0
    assert debian.look("tmp/f") == [f"tmp/f f 644 {owner} {len(home) + 1}"]
    assert debian.read("tmp/f") == f"{home}\n"


def test_the_mount_points_of_the_container_stay_in_the_image(busybox):
    mounted = ("dev", "proc", "sys")
    busybox.tree = type(busybox.tree).of([entry for entry in busybox.tree if entry.path not in mounted])
    busybox.run("true")
    assert [entry.path for entry in busybox.layer.entries] == ["dev", "proc", "sys"]


def test_a_heredoc_alone_is_the_script(debian):
    out = debian.run('<<EOT\necho a $0\n\nnope\necho "$HOME" \\\n  b\nnope2\ntrue\nEOT')
    assert out.stdout == "a /bin/sh\n/root b\n"
    assert out.stderr == "/bin/sh: 3: nope: not found\n/bin/sh: 6: nope2: not found\n"


@pytest.mark.parametrize("marker", ["<<'EOT'", '<<"EOT"', "<<-EOT"])
def test_the_script_may_have_a_quoted_marker(debian, marker):
    assert debian.run(f"{marker}\necho $HOME\nEOT").stdout == "/root\n"


def test_a_script_with_an_interpreter_of_its_own_is_refused(debian):
    with pytest.raises(NotRecorded, match="#!"):
        debian.run("<<EOT\n#!/bin/bash\necho\nEOT")


def test_other_heredocs_are_the_shells(debian):
    debian.run("cat <<EOT > /x && cat <<'TWO' > /y\nhi $HOME\nEOT\nhi $HOME\nTWO")
    assert (debian.read("x"), debian.read("y")) == ("hi /root\n", "hi $HOME\n")


def test_mounts_are_refused(debian):
    with pytest.raises(NotRecorded, match="RUN --mount"):
        debian.run("--mount=type=cache,target=/c true")
