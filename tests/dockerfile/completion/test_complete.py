"""What is offered at a cursor, written ``|``."""

from __future__ import annotations

import pytest

from tutor.dockerfile.completion import CONTEXT, Folder, Known

STATIC = "gcr.io/distroless/static-debian13:nonroot"
STAGES = "FROM golang:1.27 AS build\nRUN a\nFROM build AS test\nRUN b\nFROM scratch\n"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("F|", ["FROM"]),
        ("|", ["FROM", "ARG"]),
        ("FROM a\nWO|", ["WORKDIR"]),
        ("FROM a\nwo|", ["WORKDIR"]),
        ("from a\nWO|", ["workdir"]),
        ("FROM a\n  e|", ["ENV", "ENTRYPOINT", "EXPOSE"]),
        ("FROM a\nONBUILD CO|", ["COPY"]),
        ("FROM a\nRUN --|", ["--mount=", "--network="]),
        ("FROM a\nRUN --mount=type=tmpfs,target=/t --|", ["--mount=", "--network="]),
        ("FROM a\nCOPY --from=x --ch|", ["--chown=", "--chmod="]),
        ("FROM a\nCOPY --from=x --fr|", []),
        ("# syntax=docker/dockerfile:1\nFROM a\nCOPY --pa|", ["--parents"]),
        ("FROM a\nCOPY --pa|", []),
        ("FROM a\nCOPY . . --|", []),
        ("FROM a\nHEALTHCHECK --st|", ["--start-period=", "--start-interval="]),
        ("FROM a\nHEALTHCHECK --interval=5s C|", ["CMD"]),
        ("FROM a\nRUN --network=n|", ["none"]),
        ("FROM --platform=$B|", ["$BUILDPLATFORM", "$BUILDOS", "$BUILDARCH", "$BUILDVARIANT"]),
        ("FROM --platform=linux/amd|", ["linux/amd64"]),
        ("FROM a\nCOPY --chmod=07|", ["0755"]),
        ("FROM a\nSTOPSIGNAL SIGT|", ["SIGTERM"]),
    ],
)
def test_instructions_flags_and_their_values(complete, text, labels):
    assert complete(text).labels[: len(labels) + 1] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("FROM a\nRUN --mount=|", ["type=", "from=", "source=", "target=", "readwrite"]),
        ("FROM a\nRUN --mount=type=ca|", ["cache"]),
        ("FROM a\nRUN --mount=type=cache,sh|", ["sharing="]),
        ("FROM a\nRUN --mount=type=cache,sharing=lo|", ["locked"]),
        ("FROM a\nRUN --mount=type=cache,target=/root/.n|", ["/root/.npm"]),
        ("FROM a\nRUN --mount=type=tmpfs,target=/x,|", ["size="]),
        ("FROM a\nRUN --mount=type=secret,required=|", ["true", "false"]),
        (STAGES + "RUN --mount=from=|", ["test", "build"]),
        (STAGES + "RUN --mount=from=build,source=/o|", ["out/"]),
        (STAGES + "RUN --mount=type=bind,source=ma|", ["main.go", "Makefile"]),
    ],
)
def test_the_fields_of_a_mount(complete, text, labels):
    assert complete(text).labels[: len(labels)] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (STAGES + "COPY --from=|", ["test", "build", "alpine:3.22"]),
        (STAGES + "COPY --from=B|", ["build"]),
        ("FROM a\nFROM b\nCOPY --from=|", ["0", "alpine:3.22"]),
        ("FROM a\nFROM b\nRUN --mount=from=|", ["alpine:3.22"]),
        ("FROM a AS me\nCOPY --from=m|", []),
        ("FROM golang AS build\nFROM b|", ["build"]),
        ("FROM static|", ["gcr.io/distroless/static-debian13:nonroot"]),
        ("FROM g|", ["golang:1.27-trixie", "gcr.io/distroless/static-debian13:nonroot"]),
        ("FROM scr|", ["scratch", "scratchpad:1"]),
        ("FROM --platform=linux/amd64 gol|", ["golang:1.27-trixie"]),
        ("FROM golang A|", ["AS"]),
        ("FROM golang AS |", []),
    ],
)
def test_stages_and_images(complete, text, labels):
    assert complete(text).labels[: len(labels) or 1] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("FROM a\nCOPY |", ["Makefile", "go.mod", "main.go", "pkg/"]),
        ("FROM a\nCOPY m|", ["main.go", "Makefile"]),
        ("FROM a\nCOPY .g|", [".git/", "main.go"]),
        ("FROM a\nCOPY go.mod pkg/|", ["add.go", "sub/"]),
        ("FROM a\nCOPY ./pkg/|", ["add.go", "sub/"]),
        ("FROM a\nCOPY /pkg/a|", ["add.go"]),
        ("FROM a\nCOPY ../x|", []),
        ("FROM a\nCOPY $DIR/x|", []),
        ('FROM a\nCOPY ["pk|', ["pkg/"]),
        ('FROM a\nCOPY ["go.mod", "ma|', ["main.go", "Makefile"]),
        ("FROM a\nADD https://m|", []),
        ("FROM a\nCOPY go.mod \\\n  ma|", ["main.go", "Makefile"]),
        (STAGES + "COPY --from=build /out/|", ["calc", "calc.sig"]),
        (STAGES + "COPY --from=build out/|", ["calc", "calc.sig"]),
        ("FROM a\nCOPY --from=golang:1.27-trixie /|", ["go/", "usr/"]),
        ("FROM a AS build\nCOPY x /o|", ["out/"]),
        ("FROM a AS build\nWORKDIR /us|", ["usr/"]),
        ('FROM a AS build\nENTRYPOINT ["/out/|', ["calc", "calc.sig"]),
    ],
)
def test_paths(complete, text, labels):
    assert complete(text).labels == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("ARG V=1\nFROM golang:$V|", ["$V"]),
        ("ARG V=1\nFROM golang:${V|", ["${V}"]),
        ("FROM a\nARG ONE\nENV TWO=2 THREE=3\nRUN echo $T|", ["$THREE", "$TWO"]),
        ("FROM a AS x\nENV X=1\nFROM b AS y\nENV Y=1\nFROM x\nCOPY $|", ["$X"]),
        ("ARG OUT=1\nFROM a\nCOPY $O|", []),
        ("ARG OUT=1\nFROM a\nARG O|", ["OUT"]),
        ("FROM a\nENV OLD value\nRUN <<E\necho $O|\nE", ["$OLD"]),
        ("FROM a\nENV A=1 \\\n  B=2\nENV C=$|", ["$B", "$A"]),
        ("FROM a\nARG TARGETA|", ["TARGETARCH"]),
    ],
)
def test_variables(complete, text, labels):
    assert complete(text).labels[: len(labels) or 1] == labels


@pytest.mark.parametrize(
    "text",
    [
        "# F|",
        "FROM a\nRUN gi|",
        "FROM a\nRUN <<E\nF|\nE",
        "FROM a\nRUN a && \\\n # F|\n b",
        "FROM a\nUSER r|",
    ],
)
def test_nothing_is_offered_in_comments_and_commands(complete, text):
    assert complete(text).labels == []


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("FR|", "FROM", "FROM "),
        ("FROM a\nCOPY --fr|", "--from=", "COPY --from="),
        ("FROM a\nCOPY --li|", "--link", "COPY --link "),
        (STAGES + "COPY --from=bu|ild /a /b", "build", "COPY --from=build /a /b"),
        (STAGES + "RUN --mount=from=b|,target=/x", "build", "RUN --mount=from=build,target=/x"),
        ("FROM a\nCOPY pkg/a|", "add.go", "COPY pkg/add.go"),
        ("FROM a\nCOPY mak|", "Makefile", "COPY Makefile"),
        ('FROM a\nCOPY ["ma|', "main.go", 'COPY ["main.go"'),
        ("FROM static|", STATIC, f"FROM {STATIC}"),
        ("FROM a\nENV X=1\nRUN echo ${|", "${X}", "RUN echo ${X}"),
    ],
)  # fmt: skip
def test_what_is_taken_takes_the_place_of_what_was_typed(complete, text, label, line):
    assert complete(text).taking(label) == line


def test_a_folder_that_nobody_read_is_asked_for(complete):
    assert complete("FROM a\nCOPY sub/x|").completion.wanted == Folder(CONTEXT, "sub")
    assert complete("FROM a\nCOPY --from=other /a/b/|").completion.wanted == Folder("other", "a/b")


@pytest.mark.parametrize("text", ["|", "FROM a\n|", "FROM |", "FROM a |"])
def test_what_was_not_begun_is_offered_only_when_asked(complete, text):
    assert complete(text).completion.unasked is False


def test_of_very_many_files_some_are_offered_at_once(complete):
    names = tuple(f"file{number:06}" for number in range(100_000))
    known = Known(folders={Folder(CONTEXT, ""): names})
    assert complete("FROM a\nCOPY file0999|", known).labels[0] == "file099900"
    assert len(complete("FROM a\nCOPY f|", known).labels) == 200


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("COPY --ch|--from=build a b", "COPY --chown=--from=build a b"),
        ("COPY --ch|own=1:1 a b", "COPY --chown=1:1 a b"),
        ("COPY --ch|=1:1 a b", "COPY --chown=1:1 a b"),
    ],
)
def test_a_flag_before_another_or_its_own_value_spoils_neither(complete, line, becomes):
    assert complete(f"FROM a\n{line}").taking("--chown=") == becomes
