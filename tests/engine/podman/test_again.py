"""A service that died of a build and was started again."""

from __future__ import annotations

import pytest

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineLost
from tutor.engine.events import Cancelled
from tutor.engine.moby.engine import MobyEngine
from tutor.engine.podman import engine as podman
from tutor.engine.podman.engine import PodmanEngine
from tutor.engine.protocol import EngineInfo
from tutor.engine.request import BuildRequest


class Service:
    """Answers, or does not."""

    def __init__(self, *, back: bool) -> None:
        self.back = back

    def answers(self) -> bool:
        return self.back


@pytest.fixture
def builds(monkeypatch):
    """How often it was built; the first time the service dies of it."""
    made: list[BuildRequest] = []

    def build(self, request, cancel):
        made.append(request)
        if len(made) == 1:
            raise EngineLost("gone")
        yield Cancelled()

    monkeypatch.setattr(MobyEngine, "build", build)
    monkeypatch.setattr(podman, "COMES_BACK_SECONDS", 0.05)
    return made


def engine(*, back: bool) -> PodmanEngine:
    info = EngineInfo("podman", "Podman", "4.3.1", "Buildah", "nowhere")
    return PodmanEngine(Service(back=back), info)


def test_a_build_is_made_once_more_where_the_service_came_back(builds, tmp_path):
    events = list(engine(back=True).build(BuildRequest("FROM scratch\n", tmp_path, "again"), Cancel()))
    assert events == [Cancelled()]
    assert len(builds) == 2


def test_a_service_that_stays_away_is_lost(builds, tmp_path):
    with pytest.raises(EngineLost):
        list(engine(back=False).build(BuildRequest("FROM scratch\n", tmp_path, "again"), Cancel()))
    assert len(builds) == 1


def test_nothing_is_made_again_for_somebody_who_stopped_it(builds, tmp_path):
    cancel = Cancel()
    cancel.throw()
    with pytest.raises(EngineLost):
        list(engine(back=True).build(BuildRequest("FROM scratch\n", tmp_path, "again"), cancel))
    assert len(builds) == 1
