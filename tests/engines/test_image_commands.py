"""``distill inspect`` and ``compare`` on what real engines hold and save."""

from __future__ import annotations

import docker
import msgspec
import pytest
from click.testing import CliRunner

from tests.engines.building import built
from tutor.cli import main
from tutor.insight.report import ComparisonReport, InspectionReport

pytestmark = pytest.mark.engine

TEXT = """\
FROM debian:trixie-slim AS build
COPY program /program
RUN chmod 4755 /program && echo one > /one
FROM scratch
COPY --from=build /program /one /etc/passwd /data/
USER 1000
"""


@pytest.fixture
def image(engine, tmp_path, monkeypatch):
    """An image's name and the file that its engine saved it to."""
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "home"))
    (tmp_path / "context").mkdir()
    (tmp_path / "context" / "program").write_text("p" * 20_000)
    name = built(engine, TEXT, tmp_path / "context").final_stage.image
    saved = tmp_path / "saved.tar"
    client = docker.APIClient(base_url=engine.info.host, timeout=120)
    with saved.open("wb") as file:
        for piece in client.get_image(name):
            file.write(piece)
    client.close()
    return name, saved


def call(*arguments, stdin=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def test_an_image_its_archive_and_its_stream_are_told_alike(engine, image):
    name, saved = image
    told = [
        call("inspect", name, "--engine", engine.info.host, "--json"),
        call("inspect", saved, "--json"),
        call("inspect", "-", "--json", stdin=saved.read_bytes()),
    ]
    reports = [msgspec.json.decode(one.stdout, type=InspectionReport) for one in told]
    for report in reports:
        assert report.size == reports[0].size > 20_000
        assert report.kinds == reports[0].kinds
        assert report.surface == reports[0].surface
        assert [layer.bytes for layer in report.layers] == [layer.bytes for layer in reports[0].layers]
    assert [row.path for row in reports[0].surface.setuid] == ["data/program"]
    assert reports[0].surface.user == "1000"


def test_an_image_beside_its_own_archive_has_no_difference(engine, image):
    name, saved = image
    result = call("compare", name, saved, "--engine", engine.info.host, "--json")
    report = msgspec.json.decode(result.stdout, type=ComparisonReport)
    assert report.plus[0] == f"{saved} is {name}: no path differs."


def test_an_image_that_is_not_there_says_what_to_do(engine, image):
    result = call("inspect", "no-such-image:1", "--engine", engine.info.host)
    assert result.exit_code == 2
    assert "no-such-image:1" in result.stderr
    assert len(result.stderr.splitlines()) >= 2
