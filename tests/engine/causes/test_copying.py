"""Paths that are not there to copy; messages are the engines' own, but for IDs and folders."""

# ruff: noqa: E501 - messages stand as the engines write them

from __future__ import annotations

import pytest

from tutor.engine.causes import recognise

ABSENT_IN_STAGE = {
    "BuildKit of Docker 28.5": (
        "failed to compute cache key: failed to calculate checksum of ref "
        'vypk4107k2h9fs2qlh5bdqlcu::uk338cl99bgdh1mdd39a9uzg7: "/app/public": not found'
    ),
    "BuildKit of Docker 20.10": (
        "failed to compute cache key: failed to walk /var/lib/docker/tmp/buildkit-mount2666910068/app/public: lstat "
        "/var/lib/docker/tmp/buildkit-mount2666910068/app/public: no such file or directory"
    ),
    "BuildKit, while it copies": "lstat /app/public: no such file or directory",
    "classic": "COPY failed: stat app/public: file does not exist",
    "older classic": (
        "COPY failed: stat /var/lib/docker/overlay2/0f7e/merged/app/public: no such file or directory"
    ),
    "Buildah": (
        'building at STEP "COPY --from=build /app/public /a": checking on sources under '
        '"/var/lib/containers/storage/overlay/e306/merged": copier: stat: "/app/public": no such file or directory\n'
    ),
}


@pytest.mark.parametrize("message", ABSENT_IN_STAGE.values(), ids=ABSENT_IN_STAGE.keys())
def test_a_path_that_the_earlier_stage_lacks_is_named_with_the_stage(message):
    cause = recognise(message, known_stages=["build"], instruction="COPY --from=build /app/public /a")
    assert cause is not None
    assert cause.key == "E2"
    assert "build holds nothing at" in cause.meaning
    assert "app/public" in cause.meaning


@pytest.mark.parametrize("message", ABSENT_IN_STAGE.values(), ids=ABSENT_IN_STAGE.keys())
def test_a_missing_source_is_recognised_from_the_message_alone(message):
    cause = recognise(message)
    assert cause is not None
    assert cause.key == "E2"


ABSENT_IN_CONTEXT = {
    "BuildKit of Docker 28.5": (
        "failed to compute cache key: failed to calculate checksum of ref "
        '2bfa2356-eccf-46a2-8627-a5cd0392a0ff::xq7etfir2s2aex6v8qytg0wnh: "/nofile.txt": not found'
    ),
    "BuildKit of Docker 20.10": 'failed to compute cache key: "/nofile.txt" not found: not found',
    "classic": (
        "COPY failed: file not found in build context or excluded by .dockerignore: stat nofile.txt: file does not "
        "exist"
    ),
    "Buildah": (
        'building at STEP "COPY nofile.txt /a": checking on sources under "/var/tmp/libpod_builder1886157742/build": '
        'copier: stat: "/nofile.txt": no such file or directory\n'
    ),
}


@pytest.mark.parametrize("message", ABSENT_IN_CONTEXT.values(), ids=ABSENT_IN_CONTEXT.keys())
def test_a_path_that_the_context_lacks_is_told_from_an_ignored_one(message):
    instruction = "COPY nofile.txt /a"
    absent = recognise(message, instruction=instruction, ignored=lambda path: path == "other")
    hidden = recognise(message, instruction=instruction, ignored=lambda path: path == "nofile.txt")
    assert absent is not None
    assert hidden is not None
    assert (absent.key, hidden.key) == ("E2", "E16")
    assert "build context holds nothing at nofile.txt" in absent.meaning
    assert "nofile.txt did not reach the builder" in hidden.meaning


def test_buildah_says_itself_that_the_ignore_file_hides_a_path():
    cause = recognise(
        'building at STEP "COPY secret.txt /a": no items matching glob "/var/tmp/libpod_builder379767332/build/'
        'secret.txt" copied (1 filtered out using /var/tmp/libpod_builder379767332/build/.dockerignore): no such file '
        "or directory\n"
    )
    assert cause is not None
    assert cause.key == "E16"
    assert cause.meaning.startswith("secret.txt did not reach")
