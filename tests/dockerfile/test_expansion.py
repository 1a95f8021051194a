"""Variables in words; every expected value was read from an image that Docker 28.5 built."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("$A", "/usr/local/bin"),
        ("${A}", "/usr/local/bin"),
        ("${A}_x", "/usr/local/bin_x"),
        ("$A_x", ""),
        ("$N", ""),
        ("${N:-d}", "d"),
        ("${N-d}", "d"),
        ("${E:-d}", "d"),
        ("${E-d}", ""),
        ("${A:+p}", "p"),
        ("${E:+p}", ""),
        ("${E+p}", "p"),
        ("${N+p}", ""),
        ("${N:-${E:-${A}}}", "/usr/local/bin"),
        ("${N:-'q $A'}", "q $A"),
        ('${N:-"q $A"}', "q /usr/local/bin"),
        ("${A#/usr}", "/local/bin"),
        ("${A#*/}", "usr/local/bin"),
        ("${A##*/}", "bin"),
        ("${A%/*}", "/usr/local"),
        ("${A%%/*}", ""),
        ("${A%b*}", "/usr/local/"),
        ("${A#?}", "usr/local/bin"),
        ("${A/o/0}", "/usr/l0cal/bin"),
        ("${A/*o/X}", "Xcal/bin"),
        ("${A//?/Z}", "ZZZZZZZZZZZZZZ"),
        ("${A//l*/}", "/usr/"),
        ("${A//\\//_}", "_usr_local_bin"),
        ("\\$A", "$A"),
        ("'$A'", "$A"),
        ('"$A"', "/usr/local/bin"),
        ('"\\$A"', "$A"),
        ('"a\\nb"', "a\\nb"),
        ('"a\\\\b"', "a\\b"),
        ("a\\ b", "a b"),
        ("x'y'z\"w\"", "xyzw"),
        ("$", "$"),
        ("$-", ""),
    ],
)
def test_a_word_expands_as_docker_expands_it(word, value):
    stage = parse(f'FROM scratch\nENV A=/usr/local/bin E=""\nLABEL l={word}').stages[0]
    assert stage.instructions[2].expanded == (f"l={value}",)


def expanded(text, **kwargs):
    dockerfile = parse(text, **kwargs)
    return dockerfile.stages[-1].instructions[-1].expanded


def test_a_global_arg_is_seen_in_from_and_after_being_declared_again():
    text = "ARG V=1\nARG W=$V.2\nFROM scratch\nLABEL a=$W\nARG W\nLABEL a=$W"
    labels = parse(text).stages[0].instructions
    assert labels[1].expanded == ("a=",)
    assert labels[3].expanded == ("a=1.2",)


def test_build_arguments_beat_defaults():
    text = "ARG TAG=trixie\nFROM debian:$TAG\nARG X=1\nUSER $X"
    dockerfile = parse(text, {"TAG": "sid", "X": "2", "UNDECLARED": "3"})
    assert dockerfile.stages[0].base.name == "debian:sid"
    assert dockerfile.stages[0].instructions[-1].expanded == ("2",)
    assert dockerfile.stages[0].instructions[1].expanded == ("X=2",)


def test_predefined_platform_arguments_need_declaring_in_a_stage_only():
    text = "FROM --platform=$BUILDPLATFORM scratch\nUSER $TARGETARCH\nARG TARGETARCH\nUSER $TARGETARCH"
    dockerfile = parse(text, {"BUILDPLATFORM": "linux/riscv64", "TARGETARCH": "arm64"})
    assert dockerfile.stages[0].base.platform == "linux/riscv64"
    users = dockerfile.stages[0].instructions
    assert (users[1].expanded, users[3].expanded) == (("",), ("arm64",))


def test_variables_of_one_env_are_those_before_it():
    assert expanded("FROM scratch\nENV A=1\nENV A=2 B=$A\nUSER $B") == ("1",)


def test_a_stage_built_on_a_stage_inherits_env_and_arg():
    assert expanded("FROM scratch AS a\nENV E=1\nARG F=2\nFROM a\nUSER $E$F") == ("12",)


def test_env_wins_over_an_arg_of_the_same_name_in_the_next_stage():
    text = "FROM scratch AS a\nENV A=env\nARG A=arg\nUSER $A\nFROM a\nUSER $A"
    dockerfile = parse(text)
    assert dockerfile.stages[0].instructions[-1].expanded == ("arg",)
    assert dockerfile.stages[1].instructions[-1].expanded == ("env",)


def test_the_shell_expands_run_cmd_and_entrypoint():
    stage = parse("FROM scratch\nENV A=1\nRUN $A\nCMD $A\nENTRYPOINT $A\nHEALTHCHECK CMD $A").stages[0]
    assert [i.expanded[-1] for i in stage.instructions[2:]] == ["$A"] * 4


def test_path_has_dockers_default_and_a_base_may_bring_more():
    text = "FROM golang:1\nENV PATH=$PATH:/x G=$GOPATH\nUSER x"
    plain = parse(text).stages[0].instructions[1].expanded
    assert plain[0] == "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/x"
    known = parse(text, base_env=lambda _name: {"PATH": "/go/bin", "GOPATH": "/go"}).stages[0].instructions[1]
    assert known.expanded == ("PATH=/go/bin:/x", "G=/go")


def test_one_word_of_expose_may_become_several_ports():
    assert expanded("FROM scratch\nENV P='80 90/udp'\nEXPOSE $P 100") == ("80", "90/udp", "100")


def test_a_required_variable_that_is_missing_is_a_problem():
    (problem,) = parse("FROM scratch\nUSER ${A:?tell}").problems
    assert problem.message == 'failed to process "${A:?tell}": A: tell'


def test_a_pattern_of_many_stars_takes_no_time():
    text = f"FROM scratch\nENV A={'a' * 300}\nUSER ${{A#{'*a' * 60}*b}}"
    assert parse(text).stages[0].instructions[-1].expanded == ("a" * 300,)
