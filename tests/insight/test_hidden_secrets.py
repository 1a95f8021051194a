from __future__ import annotations

import pytest
from measured import file, layer, measured

from tutor.image import FileTree, Image, ImageConfig, ImageLayer
from tutor.insight import explain, secrets_of_image
from tutor.insight.hidden_secrets import is_secret_file, looks_secret


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        "app/.env.production",
        "root/.ssh/id_rsa",
        "root/.ssh/id_ed25519",
        "etc/tls/server.key",
        "app/.npmrc",
        "root/.netrc",
        "root/.aws/credentials",
        "app/deploy_token",
        "app/service-account.json",
    ],
)
def test_a_secret_is_known_by_its_file(path):
    assert is_secret_file(path)


@pytest.mark.parametrize(
    "path",
    [
        "app/.env.example",
        "root/.ssh/id_rsa.pub",
        "etc/ssl/certs/ca.pem",
        "usr/share/ca-certificates/a/b.pem",
        "app/node_modules/x/test/key.pem",
        "usr/include/c++/14/stop_token",
        "app/token.go",
        "opt/go/src/runtime/secret.go",
        "opt/go/src/crypto/x509/testdata/test-key.pem",
        "app/certs/ca-bundle.pem",
        "app/fullchain.pem",
    ],
)
def test_what_all_the_world_has_is_no_secret(path):
    assert not is_secret_file(path)


@pytest.mark.parametrize("name", ["API_TOKEN", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "KEY", "NPM_AUTH"])
def test_a_secret_is_known_by_its_variable(name):
    assert looks_secret(name)


@pytest.mark.parametrize("name", ["GPG_KEY", "PUBLIC_KEY", "KEY_FILE", "PATH", "MONKEY", "TOKEN_VERSION"])
def test_other_variables_are_none(name):
    assert not looks_secret(name)


TEXT = """\
FROM debian AS build
ARG API_TOKEN=abc
ARG NPM_TOKEN
COPY .env key.pem /app/
RUN rm /app/.env
FROM debian
ENV DB_PASSWORD=x
COPY .env /
RUN rm /.env
COPY --from=build /app/key.pem /
"""


def test_a_secret_names_the_line_that_brought_it_and_the_one_that_hid_it():
    layers = {
        4: layer(file("app/.env"), file("app/key.pem", 9)),
        5: layer(gone=["app/.env"]),
        8: layer(file(".env")),
        9: layer(gone=[".env"]),
        10: layer(file("key.pem", 9)),
    }
    secrets = explain(measured(TEXT, layers), TEXT).secrets
    assert [(one.what, one.name, one.line, one.hidden_by, one.ships) for one in secrets] == [
        ("file", "app/key.pem", 4, None, True),
        ("ENV", "DB_PASSWORD", 7, None, True),
        ("file", ".env", 8, 9, True),
        ("file", "key.pem", 10, None, True),
        ("ARG", "API_TOKEN", 2, None, False),
        ("file", "app/.env", 4, 5, False),
    ]
    assert secrets[2].says == "/.env of line 8 is deleted in line 9, and is in the final image all the same"
    assert not any("abc" in one.says for one in secrets)


def test_an_image_tells_its_secrets_without_a_dockerfile():
    layers = (
        ImageLayer(layer(file("app/id_rsa"), file("app/.netrc"))),
        ImageLayer(layer(gone=["app"]), line=7),
        ImageLayer(layer(file("x.pem"))),
    )
    files = FileTree.of([file("x.pem")])
    image = Image("saved", files, ImageConfig(env=("TOKEN=1", "PATH=/bin")), layers=layers)
    assert [(one.what, one.name, one.hidden_by) for one in secrets_of_image(image)] == [
        ("ENV", "TOKEN", None),
        ("file", "app/id_rsa", 7),
        ("file", "app/.netrc", 7),
        ("file", "x.pem", None),
    ]


def test_a_chown_is_not_what_brought_a_secret():
    text = "FROM debian\nCOPY . /srv/\nRUN chown -R 1 /srv\nRUN rm /srv/.env\n"
    layers = {
        2: layer(file("srv/.env")),
        3: layer(file("srv/.env", uid=1)),
        4: layer(gone=["srv/.env"]),
    }
    (secret,) = explain(measured(text, layers), text).secrets
    assert (secret.line, secret.hidden_by) == (2, 4)
