"""File commands, with what coreutils 9.7 and busybox 1.37 left behind and said on a real engine."""

from __future__ import annotations

import pytest

from tests.engine.embedded.shell.conftest import SETUP
from tutor.engine.embedded.shell import UnknownCommand
from tutor.engine.errors import NotRecorded


def test_mkdir_complains_as_coreutils_do(debian):
    out = debian.run(
        "mkdir /usr; mkdir -p /etc/passwd; mkdir -p /etc/passwd/x; mkdir /nope/x; mkdir; mkdir -m 9 x"
    )
    assert out.stderr.splitlines() == [
        "mkdir: cannot create directory '/usr': File exists",
        "mkdir: cannot create directory '/etc/passwd': File exists",
        "mkdir: cannot create directory '/etc/passwd': Not a directory",
        "mkdir: cannot create directory '/nope/x': No such file or directory",
        "mkdir: missing operand",
        "Try 'mkdir --help' for more information.",
        "mkdir: invalid mode '9'",
    ]
    assert out.exit_code == 1


def test_some_names_have_curly_quotes_in_utf_8(debian):
    debian.env["LANG"] = "C.UTF-8"
    out = debian.run("mkdir /usr; chown nobody2 /etc; rm /nope")
    assert out.stderr.splitlines() == [
        "mkdir: cannot create directory \u2018/usr\u2019: File exists",
        "chown: invalid user: \u2018nobody2\u2019",
        "rm: cannot remove '/nope': No such file or directory",
    ]


def test_mkdir_complains_as_busybox_does(busybox):
    out = busybox.run("mkdir /usr; mkdir -p /etc/passwd/x; mkdir /nope/x; mkdir -m 9 x")
    assert out.stderr.splitlines() == [
        "mkdir: can't create directory '/usr': File exists",
        "mkdir: can't create directory '/etc/passwd/': Not a directory",
        "mkdir: can't create directory '/nope/x': No such file or directory",
        "mkdir: invalid mode '9'",
    ]


def test_a_copy_goes_into_a_folder_that_is_there(debian):
    debian.run(SETUP)
    debian.run(
        "cd /tmp; mkdir e; cp -r d e; cp -r d/. e2; mkdir e3; cp -r d/. e3; cp d/l n;"
        " cp -P d/l o; cp -r d/l r"
    )
    assert debian.look("tmp/e", "tmp/e2", "tmp/e3", "tmp/n", "tmp/o", "tmp/r") == [
        "tmp/e d 755 0:0 0",
        "tmp/e/d d 750 0:0 0",
        "tmp/e/d/a f 600 0:0 2",
        "tmp/e/d/l l 777 0:0 0",
        "tmp/e2 d 750 0:0 0",
        "tmp/e2/a f 600 0:0 2",
        "tmp/e2/l l 777 0:0 0",
        "tmp/e3 d 755 0:0 0",
        "tmp/e3/a f 600 0:0 2",
        "tmp/e3/l l 777 0:0 0",
        "tmp/n f 600 0:0 2",
        "tmp/o l 777 0:0 0",
        "tmp/r l 777 0:0 0",
    ]


def test_cp_complains_as_coreutils_do(debian):
    out = debian.run(
        "cp /nope /x; cp /usr /x; cp /etc/passwd; cp; cp /etc/passwd /etc/passwd;"
        " cp /etc/passwd /etc/group /nope;"
        " cp /etc/passwd /nope/; cp /etc/passwd /nope/x; cp -r /usr/share /etc/passwd; cp /etc/passwd /usr/"
    )
    assert out.stderr.splitlines() == [
        "cp: cannot stat '/nope': No such file or directory",
        "cp: -r not specified; omitting directory '/usr'",
        "cp: missing destination file operand after '/etc/passwd'",
        "Try 'cp --help' for more information.",
        "cp: missing file operand",
        "Try 'cp --help' for more information.",
        "cp: '/etc/passwd' and '/etc/passwd' are the same file",
        "cp: target '/nope': No such file or directory",
        "cp: cannot create regular file '/nope/': Not a directory",
        "cp: cannot create regular file '/nope/x': No such file or directory",
        "cp: cannot overwrite non-directory '/etc/passwd' with directory '/usr/share'",
    ]
    assert debian.look("usr/passwd") == [f"usr/passwd f 644 0:0 {len(debian.read('etc/passwd'))}"]


def test_copies_with_a_keep_hard_links_together(debian):
    debian.run("mkdir /a && echo x > /a/one && ln /a/one /a/two && cp -a /a /b && cp -r /a /c")
    assert [debian.tree.get(f"{folder}/two").same_as for folder in "abc"] == ["a/one", "b/one", None]


def test_ln_makes_both_kinds_of_links(debian):
    debian.run(
        "cd /tmp; echo x > f; mkdir id; ln f hf; ln -s /abs sa; ln -sf /abs2 sa; ln -s x id; ln -sfn id2 sa"
    )
    assert debian.tree.get("tmp/hf").same_as == "tmp/f"
    assert [debian.tree.get(path).target for path in ("tmp/sa", "tmp/id/x")] == ["id2", "x"]


def test_ln_complains_as_coreutils_do(debian):
    out = debian.run(
        "ln -s /etc/passwd /etc/group; ln /nope /x; ln /etc /x; ln -s /a /nope/x; ln; cd /tmp;"
        " ln -s a b nodir"
    )
    assert out.stderr.splitlines() == [
        "ln: failed to create symbolic link '/etc/group': File exists",
        "ln: failed to access '/nope': No such file or directory",
        "ln: /etc: hard link not allowed for directory",
        "ln: failed to create symbolic link '/nope/x': No such file or directory",
        "ln: missing file operand",
        "Try 'ln --help' for more information.",
        "ln: target 'nodir': No such file or directory",
    ]


def test_mv_renames_and_replaces(debian):
    debian.run(SETUP)
    out = debian.run("cd /tmp; mkdir t; mv f g; mv g t; mv d/a d/b; mv d t; mv t/d t/q; mv nope x; mv t t/x")
    assert debian.look("tmp/t") == [
        "tmp/t d 755 0:0 0",
        "tmp/t/g f 644 5:6 3",
        "tmp/t/q d 2750 0:0 0",
        "tmp/t/q/b f 600 5:6 2",
        "tmp/t/q/l l 777 0:0 0",
    ]
    assert out.stderr.splitlines() == [
        "mv: cannot stat 'nope': No such file or directory",
        "mv: cannot move 't' to a subdirectory of itself, 't/x'",
    ]


def test_rm_takes_what_a_pattern_names(debian):
    debian.run("rm -rf /usr/share/doc/* /nope*")
    assert debian.look("usr/share/doc") == ["usr/share/doc d 755 0:0 0"]
    assert debian.layer.whiteouts == ("usr/share/doc/a", "usr/share/doc/b")


def test_rm_complains_as_coreutils_do(debian):
    out = debian.run(
        "rm /nope; rm /usr; rm; rm -f; rm -rf /nope; rm -rf /; rm -rf .; rm /etc/passwd/x;"
        " rm -f /etc/passwd/x;"
        " rmdir /nope /usr /etc/passwd; mkdir -p /w1/w2; rmdir -p /w1/w2"
    )
    assert out.stderr.splitlines() == [
        "rm: cannot remove '/nope': No such file or directory",
        "rm: cannot remove '/usr': Is a directory",
        "rm: missing operand",
        "Try 'rm --help' for more information.",
        "rm: it is dangerous to operate recursively on '/'",
        "rm: use --no-preserve-root to override this failsafe",
        "rm: refusing to remove '.' or '..' directory: skipping '.'",
        "rm: cannot remove '/etc/passwd/x': Not a directory",
        "rmdir: failed to remove '/nope': No such file or directory",
        "rmdir: failed to remove '/usr': Directory not empty",
        "rmdir: failed to remove '/etc/passwd': Not a directory",
        "rmdir: failed to remove directory '/': Device or resource busy",
    ]


def test_rm_complains_as_busybox_does(busybox):
    out = busybox.run("rm /nope; rm /usr; rm -r /nope; rm -f /etc/passwd/x; rmdir /nope /usr; rm -rf .")
    assert out.stderr.splitlines() == [
        "rm: can't remove '/nope': No such file or directory",
        "rm: '/usr' is a directory",
        "rm: can't remove '/nope': No such file or directory",
        "rm: can't stat '/etc/passwd/x': Not a directory",
        "rmdir: '/nope': No such file or directory",
        "rmdir: '/usr': Directory not empty",
        "rm: can't remove '.' or '..'",
    ]


def test_touch_stores_a_file_again(debian):
    out = debian.run("cd /tmp; touch t /etc/passwd; touch -c nope; touch /nope/x; touch new/")
    assert [entry.path for entry in debian.layer.entries] == ["etc/passwd", "tmp/t"]
    assert out.stderr.splitlines() == [
        "touch: cannot touch '/nope/x': No such file or directory",
        "touch: setting times of 'new/': No such file or directory",
    ]


def test_cat_reads_files_and_standard_input(debian):
    out = debian.run("cat /usr/share/doc/a - < /usr/share/doc/b/c; cat /nope; cat /etc")
    assert out.stdout == "a\nc\n"
    assert out.stderr == "cat: /nope: No such file or directory\ncat: /etc: Is a directory\n"


@pytest.mark.parametrize(
    "line",
    [
        "touch /etc/hosts",
        "cat /proc/version",
        "rm -rf /etc",
        "cp --reflink=always /etc/passwd /x",
        "chown root.root /etc",
        "cp -r /usr /usr/share",
    ],
)
def test_what_cannot_be_computed_exactly_is_refused(debian, line):
    with pytest.raises(NotRecorded):
        debian.run(line)


def test_a_command_of_an_unknown_origin_is_not_computed(debian):
    debian.put("usr/local/bin/mkdir", b"something else", 0o755)
    with pytest.raises(UnknownCommand, match="mkdir /x: no run of it is recorded"):
        debian.run("mkdir /x")


def test_ls_tells_names_line_by_line(debian):
    out = debian.run(f"{SETUP} && touch .h B && ls; ls -A d f nope; ls -a d/l d 2>/dev/null")
    assert out.stdout == "B\nd\nf\nf\n\nd:\na\nl\nd/l\n\nd:\n.\n..\na\nl\n"
    assert (out.stderr, out.exit_code) == ("ls: cannot access 'nope': No such file or directory\n", 0)
    assert debian.run("ls /nope").exit_code == 2
    with pytest.raises(NotRecorded):
        debian.run("ls -l")


def test_busyboxs_ls_complains_its_own_way(busybox):
    out = busybox.run("mkdir /x; touch /x/b /x/a; ls /x /nope")
    assert (out.stdout, out.stderr, out.exit_code) == (
        "/x:\na\nb\n",
        "ls: /nope: No such file or directory\n",
        1,
    )
