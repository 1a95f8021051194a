"""Rules that need more than the text, the tutor's own advice, and the check directive."""

from __future__ import annotations

import pytest

from tutor.dockerfile import Severity, lint, parse
from tutor.dockerfile.rules.registry import BUILDKIT_RULES

DIGEST = "sha256:" + "a" * 64


def rules(text, *, severity=None, **outside):
    found = lint(parse(text), **outside)
    return [(p.rule, p.lines.first) for p in found if severity is None or p.severity is severity]


def advice(text, **outside):
    return [rule for rule, _ in rules(text, severity=Severity.ADVICE, **outside)]


def test_there_are_the_22_rules_of_docker_build_check():
    assert len({rule.name for rule in BUILDKIT_RULES}) == 22


def test_a_warning_links_to_dockers_page_about_it():
    (warning,) = [p for p in lint(parse("FROM scratch\nCMD x")) if p.rule == "JSONArgsRecommended"]
    assert warning.url == "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/"
    assert warning.severity is Severity.WARNING


class TestUndefinedVariables:
    def test_what_a_base_may_define_is_not_told(self):
        assert rules("FROM golang:1.27 AS x\nUSER 1\nCOPY $GOPATH /a") == []

    def test_what_a_known_base_does_not_define_is_told(self):
        known = {"base_env": lambda _name: {"GOPATH": "/go"}}
        found = lint(parse("FROM golang:1.27 AS x\nUSER 1\nCOPY $GOPATT /a"), **known)
        assert [p.message for p in found] == ["Usage of undefined variable '$GOPATT' (did you mean $GOPATH?)"]

    def test_what_is_nearly_a_declared_name_is_told_on_any_base(self):
        assert rules("FROM golang:1.27\nENV VERSION=1\nUSER 1\nCOPY $VERSON /a") == [("UndefinedVar", 4)]

    def test_a_global_arg_that_was_not_declared_again_is_told_on_any_base(self):
        assert rules("ARG APP=x\nFROM golang:1.27\nUSER 1\nCOPY $APP /a") == [("UndefinedVar", 4)]


class TestOutsideTheText:
    def test_a_copy_of_an_ignored_file_is_told(self):
        text = "FROM debian:13\nCOPY ./modules b /c/\nCOPY --from=x modules /d\nADD https://x/y z"
        found = lint(parse(text), is_ignored=lambda path: path == "modules")
        assert [p.message for p in found if p.rule == "CopyIgnoredFile"] == [
            'Attempting to Copy file "modules" that is excluded by .dockerignore'
        ]

    def test_a_base_of_another_platform_is_told(self):
        text = "FROM --platform=linux/amd64 debian:13 AS amd64\nUSER 1"
        found = lint(parse(text), base_platform=lambda _name: "linux/arm64")
        assert [(p.rule, p.message) for p in found] == [
            (
                "InvalidBaseImagePlatform",
                'Base image debian:13 was pulled with platform "linux/arm64", expected "linux/amd64" for'
                " current build",
            )
        ]
        assert lint(parse(text), base_platform=lambda _name: "linux/amd64") == ()


class TestCheckDirective:
    def test_skipped_rules_are_silent(self):
        text = "# check=skip=JSONArgsRecommended,RootInFinalStage\nFROM scratch AS A\nCMD x"
        assert rules(text) == [("StageNameCasing", 2), ("ShellFormWithoutShell", 3)]

    def test_all_rules_can_be_skipped(self):
        assert rules("# check=skip=all\nFROM debian AS A\nCMD x") == []

    def test_error_turns_warnings_but_not_advice_into_errors(self):
        found = lint(parse("# check=error=true\nFROM debian AS A\nUSER 1"))
        assert {p.rule: p.severity for p in found} == {
            "StageNameCasing": Severity.ERROR,
            "UnpinnedBase": Severity.ADVICE,
        }

    def test_experimental_rules_speak_when_asked_for(self):
        text = "{}# something\nFROM scratch AS a\nUSER 1"
        assert rules(text.format("")) == []
        asked = text.format("# check=experimental=InvalidDefinitionDescription\n")
        assert rules(asked) == [("InvalidDefinitionDescription", 3)]

    def test_an_option_that_does_not_exist_is_a_problem_of_the_file(self):
        dockerfile = parse("# check=foo=bar\nFROM scratch")
        assert [p.message for p in dockerfile.problems] == [
            'failed to parse check options: invalid check option "foo"'
        ]
        assert [p.rule for p in lint(dockerfile)] == ["RootInFinalStage"]


class TestAdvice:
    def test_a_stage_that_nothing_needs(self):
        found = lint(parse("FROM debian:13 AS test\nFROM debian:13\nUSER 1"))
        assert [(p.rule, p.lines.first, p.message) for p in found] == [
            ("UnusedStage", 1, "Stage test is not built: no later stage needs it")
        ]

    @pytest.mark.parametrize("tag", ["", ":latest"])
    def test_a_distroless_image_has_its_version_in_its_name(self, tag):
        assert advice(f"FROM gcr.io/distroless/static-debian13{tag}\nUSER 1") == []
        assert advice(f"FROM gcr.io/distroless/static{tag}\nUSER 1") == ["UnpinnedBase"]

    @pytest.mark.parametrize("base", ["debian", "debian:latest", "localhost:5000/a/b"])
    def test_a_base_without_a_version(self, base):
        assert advice(f"FROM {base}\nUSER 1") == ["UnpinnedBase"]

    @pytest.mark.parametrize(
        "base", ["debian:13", "debian@sha256:" + "a" * 64, "debian:latest@sha256:" + "a" * 64]
    )
    def test_a_base_with_a_version_or_digest_is_pinned(self, base):
        assert advice(f"FROM {base}\nUSER 1") == []

    @pytest.mark.parametrize(
        "text",
        [
            "FROM scratch",
            "FROM debian:13\nUSER 1\nUSER root",
            "FROM debian:13\nUSER 0:0",
            "FROM debian:13 AS a\nUSER root\nFROM a",
            "ARG U=root\nFROM debian:13\nARG U\nUSER $U",
        ],
    )
    def test_a_final_stage_that_runs_as_root(self, text):
        assert advice(text) == ["RootInFinalStage"]

    @pytest.mark.parametrize(
        "text",
        [
            "FROM debian:13\nUSER 65532",
            "FROM debian:13 AS a\nUSER app\nFROM a",
            "FROM gcr.io/distroless/static-debian13:nonroot",
            "FROM gcr.io/distroless/static-debian13:debug-nonroot",
        ],
    )
    def test_a_final_stage_that_does_not_run_as_root(self, text):
        assert advice(text) == []

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("FROM scratch\nUSER 1\nCMD x", 3),
            ("FROM scratch\nUSER 1\nRUN x", 3),
            ("FROM gcr.io/distroless/base-debian13:nonroot AS a\nFROM a\nENTRYPOINT x", 3),
            ("FROM gcr.io/distroless/static-debian13:debug-nonroot\nHEALTHCHECK CMD x", 2),
        ],
    )
    def test_shell_form_where_there_is_no_shell(self, text, line):
        assert rules(text, severity=Severity.ADVICE) == [("ShellFormWithoutShell", line)]

    def test_brackets_are_advised_where_they_help(self):
        found = lint(parse("FROM scratch\nUSER 1\nRUN x\nCMD x"))
        run, cmd = [one.message for one in found if one.rule == "ShellFormWithoutShell"]
        assert "COPY --from" in run
        assert "JSON array" not in run
        assert "JSON array" in cmd

    @pytest.mark.parametrize(
        "text",
        [
            'FROM scratch\nUSER 1\nCMD ["x"]',
            "FROM debian:13\nUSER 1\nCMD x",
            "FROM scratch\nADD rootfs.tar /\nUSER 1\nRUN x",
            "FROM scratch\nCOPY --from=busybox:1.37 /bin/busybox /bin/sh\nUSER 1\nRUN x",
            'FROM scratch\nSHELL ["/b"]\nUSER 1\nRUN x',
        ],
    )
    def test_shell_form_where_there_may_be_a_shell(self, text):
        assert advice(text) == []

    def test_whether_an_image_has_a_shell_can_be_asked(self):
        text = "FROM example/app:1\nUSER 1\nCMD x"
        assert advice(text, base_has_shell=lambda _name: False) == ["ShellFormWithoutShell"]
        assert advice(text, base_has_shell=lambda _name: None) == []

    @pytest.mark.parametrize("what", ["/", ".", "/.", "./"])
    def test_a_copy_of_a_whole_stage_into_the_final_one(self, what):
        text = f"FROM debian:13 AS a\nFROM scratch\nUSER 1\nCOPY --from=a {what} /"
        assert rules(text) == [("CopyWholeStage", 4)]

    def test_a_copy_of_the_context_or_of_one_folder_is_fine(self):
        text = "FROM debian:13 AS a\nFROM debian:13\nUSER 1\nCOPY . .\nCOPY --from=a /out /"
        assert rules(text) == []


GO = "FROM golang:1 AS build\nRUN go build -o /a .\nFROM scratch\nUSER 1\n{}COPY --from=build /a /a"


def out_of_reach(text: str) -> list[tuple[int, str]]:
    return [(p.lines.first, p.message) for p in lint(parse(text)) if p.rule == "EnvOutOfReach"]


class TestAVariableOutOfReach:
    def test_in_another_stage_than_the_tool(self):
        assert out_of_reach(GO.format("ENV CGO_ENABLED=0\n")) == [
            (5, "CGO_ENABLED counts in this stage only, and go runs in stage build, line 2: set it there")
        ]

    def test_below_the_line_that_needs_it(self):
        text = "FROM golang:1\nRUN go build .\nENV CGO_ENABLED=0\nUSER 1"
        assert out_of_reach(text) == [(3, "CGO_ENABLED is set below line 2, where go runs: set it above")]

    @pytest.mark.parametrize(
        "text",
        [
            "FROM golang:1\nENV CGO_ENABLED=0\nRUN go build .\nUSER 1",
            "FROM golang:1 AS base\nENV CGO_ENABLED=0\nFROM base\nRUN go build .\nUSER 1",
            "FROM golang:1\nRUN CGO_ENABLED=0 go build .\nENV CGO_ENABLED=0\nUSER 1",
            GO.format("ENV TZ=UTC\n"),
            "FROM scratch\nENV CGO_ENABLED=0\nUSER 1",
        ],
    )
    def test_where_it_counts_or_is_not_missed(self, text):
        assert out_of_reach(text) == []
