"""useradd and groupadd of Debian 13."""

from __future__ import annotations

import pytest

LOGIN_DEFS = (
    b"# comment\nHOME_MODE\t0700\nPASS_MAX_DAYS\t99999\nPASS_MIN_DAYS\t0\nPASS_WARN_AGE\t7\nUID_MIN\t\t1000\n"
    b"UID_MAX\t60000\nGID_MIN\t1000\nGID_MAX\t60000\nSUB_UID_MIN 100000\nSUB_UID_COUNT 65536\n"
    b"SUB_GID_MIN 100000\nSUB_GID_COUNT 65536\nUSERGROUPS_ENAB yes\n"
)


@pytest.fixture
def accounts(debian):
    debian.put("etc/login.defs", LOGIN_DEFS)
    debian.put("etc/default/useradd", b"SHELL=/bin/sh\n")
    debian.put("etc/shadow", b"root:*:20781:0:99999:7:::\n", 0o640, gid=42)
    debian.put("etc/gshadow", b"root:*::\nusers:*::\n", 0o640, gid=42)
    debian.put("etc/subuid")
    debian.put("etc/subgid")
    debian.put("etc/.pwd.lock", mode=0o600)
    debian.put("etc/skel/.profile", b"profile\n")
    debian.run("mkdir /home")
    return debian


def last(stage, path):
    return stage.read(path).splitlines()[-1]


def test_a_user_gets_a_group_and_ranges(accounts):
    accounts.run("useradd a; useradd b")
    assert last(accounts, "etc/passwd") == "b:x:1001:1001::/home/b:/bin/sh"
    assert last(accounts, "etc/group") == "b:x:1001:"
    assert last(accounts, "etc/gshadow") == "b:!::"
    assert last(accounts, "etc/subuid") == "b:165536:65536"
    name, password, days, rest = last(accounts, "etc/shadow").split(":", 3)
    assert (name, password, len(days), rest) == ("b", "!", 5, "0:99999:7:::")
    assert accounts.tree.get("home/b") is None


def test_what_changes_is_kept_as_it_was_before(accounts):
    accounts.run("useradd -r a")
    assert [entry.path for entry in accounts.layer.entries] == [
        "etc/.pwd.lock",
        *("etc/group", "etc/group-", "etc/gshadow", "etc/gshadow-"),
        *("etc/passwd", "etc/passwd-", "etc/shadow", "etc/shadow-"),
    ]
    assert accounts.look("etc/shadow-") == ["etc/shadow- f 640 0:42 26"]


def test_a_system_user_has_a_number_from_below(accounts):
    accounts.run(
        "groupadd -r g; useradd --system --no-create-home --shell /usr/sbin/nologin --gid g -G users s"
    )
    assert last(accounts, "etc/passwd") == "s:x:999:999::/home/s:/usr/sbin/nologin"
    assert accounts.read("etc/group").splitlines()[-3:] == ["users:x:100:s", "nogroup:x:65534:", "g:x:999:"]
    assert last(accounts, "etc/shadow").split(":", 3)[3] == ":::::"
    assert accounts.read("etc/subuid") == ""


def test_a_home_folder_comes_from_skel(accounts):
    accounts.run("useradd -m -u 1234 -s /bin/bash e")
    assert accounts.look("home") == [
        "home d 755 0:0 0",
        "home/e d 700 1234:1234 0",
        "home/e/.profile f 644 1234:1234 8",
    ]


def test_what_is_there_already(accounts):
    out = accounts.run(
        "useradd root; echo $?; useradd -u 0 d; echo $?; useradd -g nogrp d; echo $?; groupadd root"
    )
    assert out.stdout == "9\n4\n6\n"
    assert out.stderr.splitlines() == [
        "useradd: user 'root' already exists",
        "useradd: UID 0 is not unique",
        "useradd: group 'nogrp' does not exist",
        "groupadd: group 'root' already exists",
    ]
    assert out.exit_code == 9
