"""Modes and owners as coreutils 9.7 and busybox 1.37 set them on a real engine, and who may do what."""

from __future__ import annotations

from tests.engine.embedded.shell.conftest import SETUP


def test_folders_get_the_umask_or_exactly_the_mode_that_is_named(debian):
    debian.run("mkdir -m 1777 /w; mkdir -m u=rwx,go= -p /w1/w2; mkdir -m a-w /aw; mkdir -m g+s /gs")
    assert debian.look("w", "w1", "aw", "gs") == [
        "aw d 555 0:0 0",
        "gs d 2777 0:0 0",
        "w d 1777 0:0 0",
        "w1 d 755 0:0 0",
        "w1/w2 d 700 0:0 0",
    ]


def test_what_lies_in_a_setgid_folder_takes_its_group(debian):
    debian.run("mkdir /gs; chgrp 7 /gs; chmod g+s /gs; mkdir /gs/x; touch /gs/f; mkdir -m 700 /gs/y")
    assert debian.look("gs") == [
        "gs d 2755 0:7 0",
        "gs/f f 644 0:7 0",
        "gs/x d 2755 0:7 0",
        "gs/y d 2700 0:7 0",
    ]


def test_copies_belong_to_the_process_and_with_p_or_a_to_the_owner(debian):
    debian.run(SETUP)
    debian.run("cd /tmp; cp f g; cp -p f h; cp -a f i; cp -r d e; cp -a d k")
    assert debian.look("tmp/g", "tmp/h", "tmp/i", "tmp/e", "tmp/k") == [
        "tmp/e d 750 0:0 0",
        "tmp/e/a f 600 0:0 2",
        "tmp/e/l l 777 0:0 0",
        "tmp/g f 644 0:0 3",
        "tmp/h f 644 5:6 3",
        "tmp/i f 644 5:6 3",
        "tmp/k d 2750 0:0 0",
        "tmp/k/a f 600 5:6 2",
        "tmp/k/l l 777 0:0 0",
    ]


def test_busybox_keeps_setgid_on_copied_folders(busybox):
    busybox.run(SETUP)
    busybox.run("cd /tmp; cp -r d e")
    assert busybox.look("tmp/e")[0] == "tmp/e d 2750 0:0 0"


def test_chmod_reads_octal_and_symbolic_modes(debian):
    debian.run(SETUP)
    modes = []
    for change in ("+x", "-x,u+s", "a=rX", "u=rwX,g-w,o=g", "g=u,+t", "4755", "=r", "o+w"):
        debian.run(f"chmod {change} /tmp/f")
        modes.append(f"{debian.tree.get('tmp/f').mode:o}")
    assert modes == ["755", "4644", "444", "644", "1664", "4755", "444", "446"]


def test_a_folder_keeps_setgid_under_an_octal_mode_but_not_in_busybox(debian, busybox):
    for stage in (debian, busybox):
        stage.run("mkdir /d; chmod 2750 /d; chmod 0755 /d")
    assert (debian.look("d"), busybox.look("d")) == (["d d 2755 0:0 0"], ["d d 755 0:0 0"])
    debian.run("chmod 00755 /d")
    assert debian.look("d") == ["d d 755 0:0 0"]


def test_chmod_without_whom_tells_where_the_umask_kept_bits(debian):
    debian.run("echo > /f; chmod 446 /f")
    out = debian.run("cd /; chmod -w f")
    assert (out.exit_code, out.stderr) == (1, "chmod: f: new permissions are r--r--rw-, not r--r--r--\n")


def test_chown_follows_named_symlinks_and_takes_setuid_away(debian):
    debian.run(
        "mkdir /d; echo > /d/a; ln -s a /d/l; chmod 4755 /d/a; chown bin: /d; chown 9 /d/l; chown -h 10 /d/l"
    )
    assert debian.look("d") == ["d d 755 2:2 0", "d/a f 755 9:0 1", "d/l l 777 10:0 0"]
    debian.run("chown -R nobody:nogroup /d")
    assert debian.look("d")[1:] == ["d/a f 755 65534:65534 1", "d/l l 777 65534:65534 0"]


def test_an_owner_that_is_not_there(debian, busybox):
    line = "chown nobody2 /etc; chown root:nogrp2 /etc; chown root /nope; chgrp foo /etc; chown 55: /tmp"
    assert debian.run(line).stderr.splitlines() == [
        "chown: invalid user: 'nobody2'",
        "chown: invalid group: 'root:nogrp2'",
        "chown: cannot access '/nope': No such file or directory",
        "chgrp: invalid group: 'foo'",
        "chown: invalid spec: '55:'",
    ]
    assert busybox.run(line).stderr.splitlines() == [
        "chown: unknown user nobody2",
        "chown: unknown user/group root:nogrp2",
        "chown: /nope: No such file or directory",
        "chgrp: unknown group foo",
    ]
    assert busybox.look("tmp") == ["tmp d 1777 55:55 0"]


def test_install_sets_modes_and_owners(debian):
    debian.run(
        "cd /tmp; echo hi > f; install f in1; install -m 644 f in2; install -d -m 700 id/a/b;"
        " install -o 5 -g 6 f in3; install -D f iD/x/y; install -t id f; install -d -o nobody -g nogroup own"
    )
    assert debian.look("tmp")[2:] == [
        "tmp/iD d 755 0:0 0",
        "tmp/iD/x d 755 0:0 0",
        "tmp/iD/x/y f 755 0:0 3",
        "tmp/id d 755 0:0 0",
        "tmp/id/a d 755 0:0 0",
        "tmp/id/a/b d 700 0:0 0",
        "tmp/id/f f 755 0:0 3",
        "tmp/in1 f 755 0:0 3",
        "tmp/in2 f 644 0:0 3",
        "tmp/in3 f 755 5:6 3",
        "tmp/own d 755 65534:65534 0",
    ]


def test_somebody_else_may_not_do_everything(debian):
    debian.run("mkdir /x /x/y; echo s > /secret; chmod 600 /secret; touch /tmp/f")
    debian.user = "nobody"
    out = debian.run(
        "mkdir /x/q; touch /tmp/n; cat /secret; rm /secret; rm -rf /x; chmod 700 /secret;"
        " chown nobody /secret;"
        " cp /secret /tmp/q; mv /secret /tmp/z; ln -s a /l; cd /root; echo x > /secret;"
        " rm /tmp/f; rm -f /secret"
    )
    assert out.stderr.splitlines() == [
        "mkdir: cannot create directory '/x/q': Permission denied",
        "cat: /secret: Permission denied",
        "rm: cannot remove '/secret': Permission denied",
        "rm: cannot remove '/x/y': Permission denied",
        "chmod: changing permissions of '/secret': Operation not permitted",
        "chown: changing ownership of '/secret': Operation not permitted",
        "cp: cannot open '/secret' for reading: Permission denied",
        "mv: cannot move '/secret' to '/tmp/z': Permission denied",
        "ln: failed to create symbolic link '/l': Permission denied",
        "/bin/sh: 1: cd: can't cd to /root",
        "/bin/sh: 1: cannot create /secret: Permission denied",
        "rm: cannot remove '/tmp/f': Operation not permitted",
        "rm: cannot remove '/secret': Permission denied",
    ]
    assert debian.look("tmp/n") == ["tmp/n f 644 65534:65534 0"]
