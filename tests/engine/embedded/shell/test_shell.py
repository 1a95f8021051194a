"""The shell itself, with what dash 0.5.12, bash 5.2 and busybox 1.37 did on a real engine."""

from __future__ import annotations

import pytest

from tutor.engine.embedded.shell import UnknownCommand
from tutor.engine.errors import NotRecorded

DASH = ("/bin/sh", "-c")
BASH = ("/bin/bash", "-o", "pipefail", "-c")


@pytest.mark.parametrize(
    ("line", "stdout"),
    [
        ("echo a && false && echo b || echo c; echo d", "a\nc\nd\n"),
        ("false; echo $?; ! true; echo $?; ! false && echo neg", "1\n1\nneg\n"),
        ('X="a  b"; echo $X "$X" \\$X \'$X\'', "a b a  b $X $X\n"),
        ("echo ${X:-d e} ${HOME:+z} ${HOME%/*}${HOME#/} ${X-}end", "d e z root end\n"),
        (": ${V:=given}; echo $V", "given\n"),
        ("FOO=x; FOO=y echo $FOO; FOO=bar sh -c 'echo $FOO'", "x\nbar\n"),
        ("A=1; A=2 true; echo $A; export Z=1 W; echo $Z; unset Z; echo ${Z-unset}", "1\n1\nunset\n"),
        ("echo ~ ~root ~nope ~/x", "/root /root ~nope /root/x\n"),
        ("cd /usr/share && pwd; cd ..; pwd; cd -; cd; pwd", "/usr/share\n/usr\n/usr/share\n/root\n"),
        ("echo /etc/pass* /nope*/x '/etc/*'", "/etc/passwd /nope*/x /etc/*\n"),
        ("echo /e*c/[pg]*", "/etc/group /etc/passwd\n"),
        ("if [ -f /etc/passwd ]; then echo yes; elif true; then echo no; fi", "yes\n"),
        ("if false; then :; fi; echo $?", "0\n"),
        ('for f in a "c d"; do echo "<$f>"; done', "<a>\n<c d>\n"),
        ("{ echo a; echo b; } | cat; (cd /etc; pwd); pwd; echo c | cat | cat", "a\nb\n/etc\n/\nc\n"),
        ('X=$(echo hi; echo there); echo "$X"; echo $X `pwd`', "hi\nthere\nhi there /\n"),
        ("X=$(false); echo $?; X=$(true); echo $?", "1\n0\n"),
        ("test 1 -eq 2; echo $?; [ -n '' ]; echo $?", "1\n1\n"),
        ("[ ! -e /nope ] && echo n; [ a = a -a -d /etc ] && echo both", "n\nboth\n"),
        ("echo -n hi; echo -e 'a\\tb'; echo 'a\\tb\\c' x; echo .", "hi-e a\tb\na\tb.\n"),
        ("printf '%s %d\\n' a 1 b 2; printf '%s\\n'", "a 1\nb 2\n\n"),
        ("printf '%5s|%-5s|%03d\\n' a b 7", "    a|b    |007\n"),
        ("umask; umask 077; umask", "0022\n0077\n"),
        ("command -v cat; command -v cd; command -v nope; echo $?", "/usr/bin/cat\ncd\n127\n"),
        ("(set -e; false; echo no); echo $?", "1\n"),
        ("(set -e; ! true; false || true; echo here; true && false; echo not)", "here\n"),
        ("sh -c 'echo $0; exit 4'; echo $?", "sh\n4\n"),
        ("sh -ec 'false; echo x'; echo $?; (exit 7) || echo $?", "1\n7\n"),
        ("echo a#b #c", "a#b\n"),
    ],
)
def test_what_dash_prints(debian, line, stdout):
    out = debian.run(line)
    assert out.stdout == stdout


def test_names_that_start_nothing(debian):
    out = debian.run("nope; /nope/a; ./etc/passwd; /etc; exec nope")
    assert out.stderr.splitlines() == [
        "/bin/sh: 1: nope: not found",
        "/bin/sh: 1: /nope/a: not found",
        "/bin/sh: 1: ./etc/passwd: Permission denied",
        "/bin/sh: 1: /etc: Permission denied",
        "/bin/sh: 1: exec: nope: not found",
    ]
    assert out.exit_code == 127


def test_names_that_start_nothing_in_bash(debian):
    debian.shell = BASH
    out = debian.run(
        "nope; /nope/a; /etc; touch /f; /f; cd /nope; echo x > /nope/x; [ a -eq 1 ]; [ 1; false | true"
    )
    assert out.stderr.splitlines() == [
        "/bin/bash: line 1: nope: command not found",
        "/bin/bash: line 1: /nope/a: No such file or directory",
        "/bin/bash: line 1: /etc: Is a directory",
        "/bin/bash: line 1: /f: Permission denied",
        "/bin/bash: line 1: cd: /nope: No such file or directory",
        "/bin/bash: line 1: /nope/x: No such file or directory",
        "/bin/bash: line 1: [: a: integer expression expected",
        "/bin/bash: line 1: [: missing `]'",
    ]
    assert out.exit_code == 1


def test_names_that_start_nothing_in_busybox(busybox):
    out = busybox.run("nope; cd /nope; echo x > /nope/x; cat < /nope; [ a -eq 1 ]; echo x > /etc; exec nope")
    assert out.stderr.splitlines() == [
        "/bin/sh: nope: not found",
        "/bin/sh: cd: line 0: can't cd to /nope: No such file or directory",
        "/bin/sh: can't create /nope/x: nonexistent directory",
        "/bin/sh: can't open /nope: no such file",
        "sh: a: bad number",
        "/bin/sh: can't create /etc: Is a directory",
        "/bin/sh: exec: line 0: nope: not found",
    ]


def test_redirections(debian):
    out = debian.run(
        "echo a >/r1; echo b >>/r1; cat </r1 >/r2; nope >/out 2>&1; nope 2>/dev/null; echo x >&2;"
        " >/empty; 2>/r4 nope; { echo o; nope; } > '/bo th' 2>&1; cat < /nope"
    )
    held = [debian.read(path) for path in ("r1", "r2", "out", "empty", "r4", "bo th")]
    not_found = "/bin/sh: 1: nope: not found\n"
    assert held == ["a\nb\n", "a\nb\n", not_found, "", not_found, "o\n" + not_found]
    assert (out.exit_code, out.stderr) == (2, "x\n/bin/sh: 1: cannot open /nope: No such file\n")


def test_set_x_tells_each_command(debian):
    out = debian.run("set -x; A=1 true 'a b' $HOME; B=2; echo x >/dev/null")
    assert out.stderr == "+ A=1 true a b /root\n+ B=2\n+ echo x\n"


def test_set_e_and_set_u_end_the_shell(debian):
    assert debian.run("set -e; mkdir /nope/x; touch /reached").exit_code == 1
    assert debian.tree.get("reached") is None
    out = debian.run("set -u; echo $FOO; touch /reached")
    assert (out.exit_code, out.stderr) == (2, "/bin/sh: 1: FOO: parameter not set\n")


def test_pipefail_is_known_of_debian_13_only(debian):
    with pytest.raises(NotRecorded, match="pipefail"):
        debian.run("set -o pipefail")
    debian.put("etc/debian_version", b"13.2\n")
    assert debian.run("set -o pipefail; false | true").exit_code == 1


@pytest.mark.parametrize(
    ("line", "dash", "busybox_says"),
    [
        ("echo )", 'Syntax error: ")" unexpected', 'syntax error: unexpected ")"'),
        ("a &&", "Syntax error: end of file unexpected", "syntax error: unexpected end of file"),
        ("echo 'x", "Syntax error: Unterminated quoted string", "syntax error: unterminated quoted string"),
        ("echo ${X", "Syntax error: Missing '}'", "syntax error: missing '}'"),
    ],
)
def test_mistakes_in_the_script_run_nothing(debian, busybox, line, dash, busybox_says):
    assert debian.run(f"touch /x; {line}").stderr == f"/bin/sh: 1: {dash}\n"
    assert debian.tree.get("x") is None
    out = busybox.run(line)
    assert (out.exit_code, out.stderr) == (2, f"/bin/sh: {busybox_says}\n")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("while true; do :; done", "`while`"),
        ("echo $((1 + 2))", "arithmetic"),
        ("f() { :; }", "a function"),
        ("sleep 1 & wait", "background"),
        ("case a in a) ;; esac", "`case`"),
        ("cat <<< x", "`<<<`"),
        ("IFS=:; echo", "IFS"),
        ("trap x EXIT", "`trap`"),
    ],
)
def test_what_is_not_understood_is_named(debian, line, part):
    with pytest.raises(NotRecorded) as refused:
        debian.run(line)
    assert part in refused.value.what


def test_an_unknown_command_tells_what_came_before_it(debian):
    debian.put("usr/bin/make", b"make", 0o755)
    debian.folder = "/usr/share"
    with pytest.raises(UnknownCommand) as unknown:
        debian.run("set -e; cd doc && X=1 make -j2 all || true")
    found = unknown.value
    assert (found.argv, found.folder, found.before) == (
        ("make", "-j2", "all"),
        "/usr/share/doc",
        "set -e; cd doc",
    )
    assert found.env["X"] == "1"
    assert found.key is not None


def test_a_command_inside_of_something_has_no_text_before_it(debian):
    debian.put("usr/bin/make", b"make", 0o755)
    for line in ("echo | make", "if make; then :; fi", "(make)", "sh -c make"):
        with pytest.raises(UnknownCommand) as unknown:
            debian.run(line)
        assert unknown.value.before is None
