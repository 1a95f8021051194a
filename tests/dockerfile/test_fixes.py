"""What a quick fix makes of a line, marked with ``|`` at its end."""

from __future__ import annotations

import pytest

from tutor.dockerfile import lint, parse
from tutor.dockerfile.fixes import Fix, fixes_at


def fixes(marked: str, **outside) -> tuple[Fix, ...]:
    line = marked.partition("|")[0].count("\n") + 1
    text = marked.replace("|", "", 1)
    dockerfile = parse(text)
    return fixes_at(text, line, [*dockerfile.problems, *lint(dockerfile, **outside)])


BUILD = "FROM golang:1 AS build\n"


@pytest.mark.parametrize(
    ("marked", "title", "fixed"),
    [
        ("FRUM scratch|", "Write FROM", "FROM scratch"),
        (
            "FROM debian:13\nRUN apt-get update &&\n    rm -rf /var/lib/apt/lists/*|",
            "Let line 2 go on here",
            "FROM debian:13\nRUN apt-get update && \\\n    rm -rf /var/lib/apt/lists/*",
        ),
        (
            "FROM debian:13\nRUN apt-get update\n&& rm -rf /tmp/x|",
            "Let line 2 go on here",
            "FROM debian:13\nRUN apt-get update \\\n&& rm -rf /tmp/x",
        ),
        (BUILD + "CO . .|", "Write COPY", BUILD + "COPY . ."),
        (BUILD + "copi . .|", "Write COPY", BUILD + "COPY . ."),
        ("form scratch|", "Write FROM", "FROM scratch"),
        ("from a\nrun b\ncopi . .|", "Write copy", "from a\nrun b\ncopy . ."),
        (BUILD + "COPY --form=x . .|", "Write --from", BUILD + "COPY --from=x . ."),
        (BUILD + "COPY /a --from=0 /b|", "Write --from=0 before the paths", BUILD + "COPY --from=0 /a /b"),
        (
            BUILD + "COPY /a \\\n  /b --link|",
            "Write --link before the paths",
            BUILD + "COPY --link /a \\\n  /b",
        ),
        (
            BUILD + "RUN --mount=tpye=cache,target=/x a|",
            "Write type",
            BUILD + "RUN --mount=type=cache,target=/x a",
        ),
        (
            BUILD + "FROM scratch\nCOPY --from=biuld /a /a|",
            "Write build, a stage above",
            BUILD + "FROM scratch\nCOPY --from=build /a /a",
        ),
        (BUILD + "FROM biuld|", "Write build, a stage above", BUILD + "FROM build"),
        (
            "FROM golang:1\nFROM scratch\nCOPY --from=made /a /a|",
            "Name the stage of line 1 made",
            "FROM golang:1 AS made\nFROM scratch\nCOPY --from=made /a /a",
        ),
        ("FROM golang:1 as build|", "Write AS", BUILD.strip()),
        (
            "FROM golang:1 AS Build|\nFROM scratch\nCOPY --from=Build /a /a",
            "Call it build everywhere",
            "FROM golang:1 AS build\nFROM scratch\nCOPY --from=build /a /a",
        ),
        ("FROM a\nRUN b\nrun c|", "Write RUN", "FROM a\nRUN b\nRUN c"),
        (
            "FROM scratch\nCMD ['/calc', 'it is \"all\"',]|",
            'Write it as ["/calc", "it is \\"all\\""]',
            'FROM scratch\nCMD ["/calc", "it is \\"all\\""]',
        ),
        (
            "FROM scratch\nCMD /calc --all|",
            'Write it as ["/calc", "--all"]',
            'FROM scratch\nCMD ["/calc", "--all"]',
        ),
        (
            "FROM scratch\nHEALTHCHECK --interval=5s CMD /ok now|",
            'Write it as ["/ok", "now"]',
            'FROM scratch\nHEALTHCHECK --interval=5s CMD ["/ok", "now"]',
        ),
        (
            "FROM debian:13\nCMD a && b|",
            "Name the shell that it needs",
            'FROM debian:13\nCMD ["/bin/sh", "-c", "a && b"]',
        ),
        ("FROM a\nWORKDIR src|", "Begin the path with /", "FROM a\nWORKDIR /src"),
        (
            "FROM a\nENV VERSION=1\nCOPY $VERSON /a|",
            "Write $VERSION",
            "FROM a\nENV VERSION=1\nCOPY $VERSION /a",
        ),
        (
            "ARG APP=x\nFROM a\nCOPY ${APP} /a|",
            "Declare ARG APP in this stage too",
            "ARG APP=x\nFROM a\nARG APP\nCOPY ${APP} /a",
        ),
        ("FROM a\nRUN b \\\n\n  c|", "Take the blank line out", "FROM a\nRUN b \\\n  c"),
        ("FROM a\nENV NAME two words|", "Write NAME=…", 'FROM a\nENV NAME="two words"'),
        ("FROM a\nMAINTAINER me|", "Write LABEL", 'FROM a\nLABEL org.opencontainers.image.authors="me"'),
        ("FROM a\nEXPOSE 80/TCP|", "Write the protocol in small letters", "FROM a\nEXPOSE 80/tcp"),
        ("FROM --platform=$TARGETPLATFORM a|", "Take --platform out: it is so without it", "FROM a"),
        ('FROM a\nCMD ["b"]|\nCMD ["c"]', "Take this CMD out: a later one counts", 'FROM a\nCMD ["c"]'),
        ("FROM a\nADD main.go /src/|", "Write COPY: these are plain files", "FROM a\nCOPY main.go /src/"),
        ("FROM a\nCMD [\u201cb\u201d]|", "Write plain quotes", 'FROM a\nCMD ["b"]'),
        (
            "FROM a\nRUN apt-get update && apt-get install -y git|",
            "Delete apt's lists in the same RUN",
            "FROM a\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*",
        ),
        (
            "FROM a\nRUN apt-get update && \\\n    apt-get install -y git|\nUSER 1",
            "Delete apt's lists in the same RUN",
            "FROM a\nRUN apt-get update && \\\n    apt-get install -y git && \\\n"
            "    rm -rf /var/lib/apt/lists/*\nUSER 1",
        ),
    ],
)
def test_a_fix_mends_the_line_and_nothing_else(marked, title, fixed):
    found = {fix.title: fix.text for fix in fixes(marked)}
    assert title in found
    assert found[title] == fixed


@pytest.mark.parametrize(
    "marked",
    [
        "FROM golang:1|",
        "FROM scratch\nCMD $APP|",
        "FROM a\nADD https://x/y /z|",
        "FROM a\nADD app.tar.gz /z|",
        "FROM a\nADD --checksum=sha256:0 b /z|",
        "FROM a\nRUN apt-get install -y git && rm -rf /var/lib/apt/lists/*|",
        "FROM a\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y git|",
        "FROM golang:1\nCOPY --from=alpine:3 /a /a|",
        "# FRUM|",
        "|",
    ],
)
def test_where_nothing_can_be_mended_safely_nothing_is_offered(marked):
    assert [fix.title for fix in fixes(marked)] == []


@pytest.mark.parametrize(
    "marked",
    [
        "FROM debian:13\nRUN a\nFRUM scratch|",
        "FROM debian:13\n\n  copi . .|",
        "FROM debian:13\nUSER 1\nCO . .|",
    ],
)
def test_a_misspelt_instruction_is_not_taken_for_the_rest_of_the_line_above(marked):
    assert not [fix.title for fix in fixes(marked) if fix.title.endswith("go on here")]


def test_what_is_no_instruction_is_not_written_in_capitals():
    offered = fixes("FROM debian:13\nRUN apt-get update &&\n    apt-get install -y curl|")
    assert [fix.title for fix in offered] == ["Let line 2 go on here"]


def test_an_image_that_an_engine_does_not_know_gets_the_names_that_may_be_meant():
    text = "FROM go AS build\nCOPY --from=statc /go /go\nFROM go:1\nCOPY --from=build /go /go\nRUN go build"
    images = {"go": ("golang:1.27-trixie", "golang"), "statc": ("gcr.io/distroless/static-debian13",)}
    lines = text.split("\n")
    assert [fix.text.split("\n")[0] for fix in fixes_at(text, 1, (), images)] == [
        "FROM golang:1.27-trixie AS build",
        "FROM golang AS build",
    ]
    (other,) = fixes_at(text, 2, (), images)
    assert other.title == "Write gcr.io/distroless/static-debian13"
    assert other.text.split("\n")[1] == "COPY --from=gcr.io/distroless/static-debian13 /go /go"
    assert other.text.split("\n")[2:] == lines[2:]
    assert [fixes_at(text, line, (), images) for line in (3, 4, 5)] == [(), (), ()]


@pytest.mark.parametrize("rule", ["UnusedStage", "UnpinnedBase", "RootInFinalStage", "CopyWholeStage"])
def test_what_a_lesson_is_about_stays_the_learners_to_mend(rule):
    text = "FROM golang AS build\nFROM golang AS other\nFROM debian\nCOPY --from=build / /"
    problems = [problem for problem in lint(parse(text)) if problem.rule == rule]
    assert problems
    assert not any(fixes_at(text, problem.lines.first, problems) for problem in problems)


def test_a_stage_that_is_nearly_named_is_told():
    found = lint(parse(BUILD + "RUN a\nFROM scratch\nUSER 1\nCOPY --from=biuld /a /a\nCOPY --from=bus /a /b"))
    assert [(p.rule, p.lines.first) for p in found] == [("UnusedStage", 1), ("MisspeltStage", 5)]
