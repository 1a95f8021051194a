"""Users, tags and folders that are not there: what is said, and what is offered in their place."""

from __future__ import annotations

import pytest

from tests.dockerfile.test_fixes import fixes
from tutor.dockerfile import lint, parse
from tutor.dockerfile.rules.advice import DISTROLESS
from tutor.dockerfile.rules.destinations import DISTROLESS_FOLDERS
from tutor.engine.embedded.catalogue.catalogue import Catalogue

SCRATCH = "FROM scratch\n"
STATIC = "FROM gcr.io/distroless/static-debian13:nonroot\n"


def told(text, rule):
    return [problem.message for problem in lint(parse(text)) if problem.rule == rule]


def fixed(text):
    return [fix.text for fix in fixes(f"{text}|")]


def test_a_name_on_scratch_is_told_because_docker_stops_at_it():
    (said,) = told(SCRATCH + "COPY --chown=nonroot:nonroot a /a", "ChownName")
    assert (
        said
        == "Nothing here has an /etc/passwd that tells who nonroot is: write numbers, as --chown=65532:65532"
    )


@pytest.mark.parametrize(
    "text",
    [
        SCRATCH + "COPY --chown=65532:65532 a /a",
        SCRATCH + "COPY --chown=root a /a",
        SCRATCH + "COPY --from=x /etc/passwd /etc/\nCOPY --chown=app a /a",
        SCRATCH + "COPY --from=x / /\nCOPY --chown=nonrot a /a",
        STATIC + "COPY --chown=nonroot:nonroot a /a",
        "FROM debian:13\nRUN useradd nobdy\nCOPY --chown=nobdy a /a",
        "FROM node:24\nCOPY --chown=node a /a",
        "FROM debian:13\nCOPY --chown=$WHO a /a",
    ],
)
def test_a_user_that_may_be_there_is_not(text):
    assert told(text, "ChownName") == []


def test_a_misspelt_user_would_be_root_and_is_told_with_the_one_that_was_meant():
    text = STATIC + "COPY --chown=nonrot:nonroot /nonrot /a"
    (said,) = told(text, "ChownName")
    assert said.startswith("Docker takes root for")
    assert said.endswith("did you mean nonroot?")
    assert fixed(text) == [STATIC + "COPY --chown=nonroot:nonroot /nonrot /a"]


def test_the_user_of_the_image_is_one_that_may_be_meant():
    text = "FROM debian:13\nCOPY --chown=runer a /a\nUSER runner"
    assert "did you mean runner?" in told(text, "ChownName")[0]


def test_a_misspelt_tag_of_a_distroless_image_is_told_and_mended():
    text = "FROM gcr.io/distroless/static-debian13:noroot"
    assert told(text, "MisspeltTag") == ["static-debian13 has no tag noroot; did you mean nonroot?"]
    assert fixed(text) == ["FROM gcr.io/distroless/static-debian13:nonroot"]


@pytest.mark.parametrize("tag", [":nonroot", ":debug-nonroot", ":nonroot-arm64", ":latest", "", ":1.2"])
def test_other_tags_are_not(tag):
    assert told(f"FROM gcr.io/distroless/static-debian13{tag}", "MisspeltTag") == []


def test_a_source_that_is_called_like_no_stage_at_all_is_told():
    text = "FROM busybox AS d\nFROM scratch\nCOPY --from={} /bin /bin"
    (said,) = told(text.format("biuld"), "UnknownStage")
    assert said.startswith("No stage is called biuld (the stages above are d), so a registry is asked")
    for name in ("d", "0", "nginx:1.31", "ghcr.io/a/b", "$WHERE"):
        assert told(text.format(name), "UnknownStage") == []
    assert told("FROM busybox AS build\nFROM scratch\nCOPY --from=biuld /bin /bin", "UnknownStage") == []


def test_a_file_called_like_a_folder_is_told_and_gets_its_slash():
    text = SCRATCH + "COPY --from=x /etc/ssl/certs/ca.crt /etc/ssl/certs"
    (said,) = told(text, "FileForFolder")
    assert (
        said == "This makes a file called certs: write /etc/ssl/certs/ to put it into a folder of that name"
    )
    assert fixed(text) == [text + "/"]


@pytest.mark.parametrize("base", [STATIC, STATIC + "USER 1\n", STATIC.replace("\n", " AS a\n") + "FROM a\n"])
def test_a_folder_that_no_distroless_image_has_is_told_too(base):
    (said,) = told(base + "COPY a.pem /app/certs", "FileForFolder")
    assert said == "This makes a file called certs: write /app/certs/ to put it into a folder of that name"
    assert fixed(base + "COPY a.pem /app/certs") == [base + "COPY a.pem /app/certs/"]


def test_no_recorded_distroless_image_has_another_folder_at_its_top():
    catalogue = Catalogue.load()
    names = [name for name in catalogue.image_names() if name.startswith(DISTROLESS)]
    assert names
    for name in names:
        assert {entry.path for entry in catalogue.image(name).tree.children("")} <= DISTROLESS_FOLDERS


@pytest.mark.parametrize(
    "text",
    [
        SCRATCH + "COPY ca.crt /etc/ssl/certs/",
        SCRATCH + "COPY app.bin /usr/bin/app",
        SCRATCH + "COPY app.jar /app",
        SCRATCH + "COPY certs /etc/ssl/certs",
        SCRATCH + "WORKDIR /etc/ssl/certs\nCOPY ca.crt /etc/ssl/certs",
        SCRATCH + "COPY --from=x /etc /etc\nCOPY ca.crt /etc/ssl/certs",
        "FROM scratch AS a\nCOPY x.pem /etc/ssl/certs/\nFROM a\nCOPY ca.crt /etc/ssl/certs",
        "FROM debian:13\nCOPY ca.crt /etc/ssl/certs",
        "FROM debian:13\nCOPY ca.crt /app/certs",
        STATIC + "COPY ca.crt /etc/ssl/certs",
        STATIC + "COPY ca.crt /app/certs/",
        STATIC + "WORKDIR /app/certs\nCOPY ca.crt /app/certs",
        STATIC + "COPY --from=x /app /app\nCOPY ca.crt /app/certs",
        STATIC + "COPY ca.crt data/in/certs",
    ],
)
def test_where_a_folder_may_be_or_a_file_is_meant_nothing_is_said(text):
    assert told(text, "FileForFolder") == []
