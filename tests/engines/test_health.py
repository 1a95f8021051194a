"""An image's own HEALTHCHECK is run inside its container, as its user."""

from __future__ import annotations

import time

import pytest

from tests.engines.building import built
from tutor.engine import Cancel, HealthProbe, Limits, RunRequest

pytestmark = pytest.mark.engine

SERVER = """\
FROM busybox
RUN mkdir /www && echo welcome > /www/index.html
USER 1000
{check}
CMD ["sh", "-c", "sleep 1; exec httpd -f -p 8080 -h /www"]
"""
ASKS = 'HEALTHCHECK CMD ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/{path}"]'


@pytest.fixture
def asked(engine, tmp_path):
    """What comes of the health check of a server with this HEALTHCHECK line."""

    def ask(check, *arguments, within=8.0, cancel=None):
        text = SERVER.format(check=check)
        image = built(engine, text, tmp_path, measure=False, name="engine-tests-health").final_stage.image
        request = RunRequest(image, arguments, health=HealthProbe(within), limits=Limits(seconds=20))
        return engine.run(request, cancel or Cancel())

    return ask


def test_a_check_is_run_until_it_ends_well(asked):
    result = asked(ASKS.format(path="index.html"))
    assert result.health.status == "healthy", result
    assert result.health.command[0] == "wget"
    assert result.health.log == "welcome"
    assert (result.exit_code, result.timed_out) == (None, False)


def test_a_shell_form_is_run_by_the_shell_and_as_the_images_user(asked):
    result = asked("HEALTHCHECK CMD id -u && exit 0")
    assert result.health.command == ("/bin/sh", "-c", "id -u && exit 0")
    assert (result.health.status, result.health.log) == ("healthy", "1000")


def test_a_check_that_never_ends_well_is_told_with_what_it_wrote(asked):
    result = asked(ASKS.format(path="missing.html"))
    assert result.health.status == "unhealthy"
    assert "404" in result.health.log


def test_a_program_that_is_not_there_is_told_at_once(asked):
    began = time.monotonic()
    result = asked('HEALTHCHECK CMD ["curl", "http://127.0.0.1:8080"]', within=15)
    assert result.health.status == "unhealthy"
    assert "curl" in result.health.log
    assert result.cause.key == "E20"
    assert time.monotonic() - began < 12


def test_a_check_that_hangs_is_ended(asked):
    began = time.monotonic()
    result = asked('HEALTHCHECK CMD ["sleep", "60"]', within=2)
    assert result.health.status == "unhealthy"
    assert time.monotonic() - began < 15


def test_a_container_that_ended_is_not_well(asked):
    result = asked('HEALTHCHECK CMD ["true"]', "sh", "-c", "sleep 0.2; exit 3", within=6)
    assert result.health is not None
    result = asked('HEALTHCHECK CMD ["false"]', "false", within=6)
    assert result.health.status == "unhealthy"


def test_an_image_without_a_check_has_none(asked):
    assert asked("ENV NOTHING=1").health.status == "none"


def test_a_base_images_check_can_be_taken_back(asked):
    assert asked("HEALTHCHECK NONE").health.status == "none"


def test_the_config_tells_the_check(engine, tmp_path):
    text = SERVER.format(check=ASKS.format(path="x"))
    final = built(engine, text, tmp_path, name="engine-tests-health").final_stage
    assert final.config.healthcheck.test[:2] == ("CMD", "wget")


def test_waiting_can_be_cancelled(asked):
    from threading import Timer

    cancel = Cancel()
    timer = Timer(4.0, cancel.throw)
    timer.start()
    began = time.monotonic()
    result = asked('HEALTHCHECK CMD ["false"]', within=60, cancel=cancel)
    timer.cancel()
    assert result.health.status == "unhealthy"
    assert time.monotonic() - began < 15


def test_no_container_is_left_behind(asked, engine):
    asked('HEALTHCHECK CMD ["true"]')
    with engine.daemon.api() as api:
        assert api.containers(all=True, filters={"label": "dev.distill.owner=run"}) == []
