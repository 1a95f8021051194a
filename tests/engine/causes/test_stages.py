"""Names that were meant to be stages; messages are the engines' own, offline and online."""

# ruff: noqa: E501 - messages stand as the engines write them

from __future__ import annotations

import pytest

from tutor.engine.causes import recognise

NO_HOST = (
    'failed to do request: Head "https://registry-1.docker.io/v2/library/biuld/manifests/latest": '
    "dial tcp: lookup registry-1.docker.io on 192.0.2.1:53: no such host"
)

MISNAMED_STAGE = {
    "BuildKit of Docker 28.5, offline": (
        f"biuld: failed to resolve source metadata for docker.io/library/biuld:latest: {NO_HOST} (did you mean build?)"
    ),
    "BuildKit of Docker 28.5, online": (
        "biuld: failed to resolve source metadata for docker.io/library/biuld:latest: pull access denied, repository "
        "does not exist or may require authorization: server message: insufficient_scope: authorization failed "
        "(did you mean build?)"
    ),
    "BuildKit of Docker 20.10, COPY, offline": f"failed to load cache key: {NO_HOST}",
    "BuildKit of Docker 20.10, FROM, offline": (
        f"failed to solve with frontend dockerfile.v0: failed to create LLB definition: {NO_HOST}"
    ),
    "BuildKit of Docker 20.10, online": (
        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: pull access denied, repository "
        "does not exist or may require authorization: server message: insufficient_scope: authorization failed: "
        "docker.io/library/biuld:latest"
    ),
    "classic, offline": (
        'invalid from flag value biuld: Get "https://registry-1.docker.io/v2/": dial tcp: lookup '
        "registry-1.docker.io on 192.0.2.1:53: no such host"
    ),
    "classic, online": (
        "invalid from flag value biuld: pull access denied for biuld, repository does not exist or may require "
        "'docker login': denied: requested access to the resource is denied"
    ),
    "the pull before the build": (
        "biuld:latest: pull access denied for biuld, repository does not exist or may require 'docker login'"
    ),
    "the pull before the build, offline": (
        'biuld: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 192.0.2.1:53: '
        "no such host"
    ),
    "the pull before the build, containerd store": (
        'failed to resolve reference "docker.io/library/biuld:latest": docker.io/library/biuld:latest: not found'
    ),
    "Buildah, COPY": "COPY --from=biuld: no stage or image found with that name\n",
    "Buildah, mount": (
        'building at STEP "RUN --mount=from=biuld,target=/m true": from=biuld,target=/m from=biuld: '
        "no stage or image found with that name\n"
    ),
    "Buildah, FROM": (
        "creating build container: initializing source docker://biuld:latest: pinging container registry "
        'registry-1.docker.io: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: '
        "no such host\n"
    ),
    "Podman without search registries": (
        'creating build container: short-name "biuld" did not resolve to an alias and no unqualified-search '
        'registries are defined in "/etc/containers/registries.conf"'
    ),
    "target, BuildKit of Docker 28.5": 'target stage "biuld" could not be found (did you mean build?)',
    "target, BuildKit of Docker 20.10": (
        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: target stage biuld could not "
        "be found"
    ),
    "target, classic": "failed to reach build target biuld in Dockerfile",
}


@pytest.mark.parametrize("message", MISNAMED_STAGE.values(), ids=MISNAMED_STAGE.keys())
def test_a_misspelt_stage_is_recognised_and_the_right_name_is_offered(message):
    cause = recognise(message, known_stages=["base", "build", "test"])
    assert cause is not None
    assert cause.key == "E1"
    assert "biuld" in cause.meaning
    assert "Did you mean build?" in cause.idea


def test_the_builders_own_guess_is_used_when_the_stages_are_not_known():
    cause = recognise(MISNAMED_STAGE["BuildKit of Docker 28.5, offline"])
    assert cause is not None
    assert "Did you mean build?" in cause.idea


def test_a_name_close_to_no_stage_gets_the_list_of_stages():
    cause = recognise(
        "COPY --from=zzz: no stage or image found with that name", known_stages=["compile", "assets"]
    )
    assert cause is not None
    assert "compile, assets" in cause.idea


@pytest.mark.parametrize(
    "message",
    [
        "invalid stage index 3",
        "invalid from flag value 3: index out of bounds",
        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: invalid stage index 3",
    ],
)
def test_the_number_of_a_stage_that_does_not_exist_is_recognised(message):
    cause = recognise(message, known_stages=["build"])
    assert cause is not None
    assert cause.key == "E1"
    assert "Stage 3 does not exist" in cause.meaning


@pytest.mark.parametrize(
    "message",
    [
        # the network is at fault, and no stage has a name like this
        'golang:1.27: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
        "debian: failed to resolve source metadata for docker.io/library/debian:latest: failed to do request: "
        'Head "https://registry-1.docker.io/v2/library/debian/manifests/latest": dial tcp: i/o timeout',
        # a private image, a wrong tag
        "pull access denied for acme/server, repository does not exist or may require 'docker login'",
        "docker.io/library/golang:9.99: not found",
        "manifest for golang:9.99 not found: manifest unknown: manifest unknown",
        "gcr.io/distroless/statik-debian13:latest: not found",
        # the dockerfile frontend itself
        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: "
        "unknown instruction: COYP",
    ],
)
def test_an_image_that_cannot_be_had_is_no_misspelt_stage(message):
    assert recognise(message, known_stages=["build", "test"]) is None


def test_a_stage_that_stands_further_below_is_told_from_a_misspelt_one():
    cause = recognise(
        "COPY --from=build: no stage or image found with that name", known_stages=["build", "test"]
    )
    assert cause is not None
    assert cause.key == "E1"
    assert "move build up" in cause.idea


def test_a_program_whose_name_is_like_a_stage_is_no_stage():
    assert recognise("builder: error: cannot open the file\n", known_stages=["build"]) is None


@pytest.mark.parametrize(
    "message",
    [
        'failed to parse stage name "Biuld": invalid reference format: repository name (library/Biuld) must be lowercase',
        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: failed to parse stage name "
        '"Biuld": invalid reference format: repository name must be lowercase',
        "invalid from flag value Biuld: invalid reference format: repository name must be lowercase",
        "invalid reference format: repository name (library/Biuld) must be lowercase",
        "COPY --from=Biuld: no stage or image found with that name\n",
    ],
)
def test_a_misspelt_stage_with_a_capital_letter_is_recognised(message):
    cause = recognise(message, known_stages=["build"])
    assert cause is not None
    assert cause.key == "E1"
    assert "Did you mean build?" in cause.idea
