"""whoami, id, grep and which, as a Debian answers them."""

from __future__ import annotations

import pytest

from tests.engine.embedded.shell.conftest import Stage
from tutor.engine.errors import NotRecorded


@pytest.fixture
def asked(debian) -> Stage:
    for name in ("whoami", "id", "grep", "which.debianutils"):
        debian.put(f"usr/bin/{name}", name.encode(), 0o755)
    for package in ("grep", "debianutils"):
        debian.put(f"var/lib/dpkg/info/{package}.list")
    debian.put("w/a.txt", b"one\nTwo two\n")
    debian.put("w/b.txt", b"three\n")
    return debian


@pytest.mark.parametrize(
    ("user", "told"),
    [
        ("", "root\nuid=0(root) gid=0(root) groups=0(root)\n0 root\n"),
        ("daemon", "daemon\nuid=1(daemon) gid=1(daemon) groups=1(daemon)\n1 daemon\n"),
        ("bin:users", "bin\nuid=2(bin) gid=100(users) groups=100(users)\n2 users\n"),
    ],
)
def test_a_user_is_told_by_numbers_and_names(asked, user, told):
    asked.user = user
    assert asked.run("whoami && id && echo $(id -u) $(id -gn)").stdout == told


def test_a_number_without_an_account_has_no_name(asked):
    asked.user = "65532:70"
    assert asked.run("id").stdout == "uid=65532 gid=70 groups=70\n"
    with pytest.raises(NotRecorded, match="without an account"):
        asked.run("whoami")


@pytest.mark.parametrize(
    ("line", "stdout", "code"),
    [
        ("grep two /w/a.txt", "Two two\n", 0),
        ("grep -n t /w/a.txt /w/b.txt", "/w/a.txt:2:Two two\n/w/b.txt:1:three\n", 0),
        ("grep -c e /w/a.txt", "1\n", 0),
        ("grep -iv TWO /w/a.txt", "one\n", 0),
        ("grep -q four /w/a.txt", "", 1),
        ("cat /w/a.txt | grep one", "one\n", 0),
    ],
)
def test_lines_are_found_by_a_plain_text(asked, line, stdout, code):
    out = asked.run(line)
    assert (out.stdout, out.exit_code) == (stdout, code)


def test_a_file_that_is_not_there_is_told_and_ends_with_2(asked):
    out = asked.run("grep one /w/nope")
    assert (out.stderr, out.exit_code) == ("grep: /w/nope: No such file or directory\n", 2)


def test_a_pattern_with_a_meaning_of_its_own_is_not_computed(asked):
    with pytest.raises(NotRecorded, match="pattern"):
        asked.run("grep 'o.e' /w/a.txt")
    assert asked.run("grep -F 'o.e' /w/a.txt").exit_code == 1


def test_which_names_what_a_name_starts(asked):
    asked.run("ln -s which.debianutils /usr/bin/which")
    assert asked.run("which cat nope; echo $?").stdout == "/usr/bin/cat\n1\n"
