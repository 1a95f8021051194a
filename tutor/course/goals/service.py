"""Checks of a server: what it answers, and whether it says itself that it is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from tutor.course.goals.behaviour import happened, not_built, quoted, several
from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence, Missing, Need, RunNeed, Scene
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.request import HealthProbe, HttpProbe
from tutor.engine.result import HealthAnswer, RunResult, StageImage
from tutor.image import ImageConfig


class Http(Check, frozen=True, tag="http"):
    """A stage's image, when it runs, answers a request as it should.

    ``port`` is used where the image EXPOSEs none, or more than one. ``port``, ``read_only`` and ``env`` are
    the lesson's ``[run]`` where they are left out.
    """

    path: str = "/"
    port: int | None = None
    status: int = 200
    body_contains: str | tuple[str, ...] = ()
    stage: str = "final"
    seconds: float = 10.0
    read_only: bool | None = None
    env: Mapping[str, str] | None = None
    facts: ClassVar = ("happened", "status", "body", "expected", "port")

    def need(self, scene: Scene) -> RunNeed | None:
        """The run that this check looks at; None when its stage was not built."""
        stage = scene.stage(self.stage)
        if stage is None or not stage.built:
            return None
        return RunNeed(
            stage.index,
            read_only=bool(self.read_only),
            env=tuple(sorted((self.env or {}).items())),
            seconds=self.seconds + GRACE_SECONDS,
            http=HttpProbe(port_of(stage.config, self.port), self.path, self.seconds),
        )

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        need = self.need(scene)
        return () if need is None else (need,)

    def judge(self, evidence: Evidence) -> Finding:
        need = self.need(evidence.scene)
        if need is None or need.http is None:
            return Finding(False, instead=not_built(evidence.scene, self.stage))
        run = evidence.runs.get(need, Missing("The image was not run."))
        if isinstance(run, Missing):
            return unclear(run.reason)
        body = run.http.body.decode(errors="replace") if run.http is not None else ""
        wanted = [f"“{text}”" for text in several(self.body_contains)]
        facts = {
            "happened": _answered(run, need.http),
            "status": "none" if run.http is None else str(run.http.status),
            "body": quoted(body),
            "expected": " with ".join([f"status {self.status}", *([" and ".join(wanted)] if wanted else [])]),
            "port": str(need.http.port),
        }
        right = run.http is not None and run.http.status == self.status
        return Finding(right and all(text in body for text in several(self.body_contains)), facts)

    def contradiction(self) -> str | None:
        return None if self.path.startswith("/") else "the path of a request begins with a slash"


class Healthy(Check, frozen=True, tag="healthy"):
    """A stage has a HEALTHCHECK, and it ends with 0 in the running container; with ``exec_form`` it needs no
    shell.
    """

    seconds: float = 20.0
    exec_form: bool = True
    stage: str = "final"
    read_only: bool | None = None
    env: Mapping[str, str] | None = None
    facts: ClassVar = ("happened", "check", "log")

    def need(self, scene: Scene) -> RunNeed | None:
        """The run that this check looks at; None when there is nothing to run."""
        stage = scene.stage(self.stage)
        if stage is None or not stage.built or not _test_of(stage):
            return None
        return RunNeed(
            stage.index,
            read_only=bool(self.read_only),
            env=tuple(sorted((self.env or {}).items())),
            seconds=self.seconds + GRACE_SECONDS,
            health=HealthProbe(self.seconds),
        )

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        need = self.need(scene)
        return () if need is None else (need,)

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None or not stage.built:
            return Finding(False, instead=not_built(evidence.scene, self.stage))
        if stage.config is None:
            return unclear(f"The engine did not say whether {the_stage(stage.label)} has a HEALTHCHECK.")
        test, need = _test_of(stage), self.need(evidence.scene)
        if need is None:
            nothing = {"happened": "there is no HEALTHCHECK", "check": "none", "log": "nothing"}
            return Finding(False, nothing)
        run = evidence.runs.get(need, Missing("The image was not run."))
        if isinstance(run, Missing):
            return unclear(run.reason)
        health = run.health or HealthAnswer("none")
        facts = {
            "happened": _told(run, health),
            "check": " ".join(test[1:]),
            "log": quoted(health.log),
        }
        if health.status == "healthy" and self.exec_form and test[0] != "CMD":
            facts["happened"] = "it is well, but the check is in shell form"
        return Finding(health.status == "healthy" and (test[0] == "CMD" or not self.exec_form), facts)


GRACE_SECONDS = 5.0
"""What a container may live longer than it is asked."""


def port_of(config: ImageConfig | None, otherwise: int | None) -> int:
    """The one port that an image EXPOSEs, or the lesson's."""
    ports = config.ports if config is not None else ()
    exposed = [port.removesuffix("/tcp") for port in ports if port.endswith("/tcp")]
    if len(exposed) == 1 and exposed[0].isdecimal():
        return int(exposed[0])
    return otherwise or 8080


def _test_of(stage: StageImage) -> tuple[str, ...]:
    """``CMD`` or ``CMD-SHELL`` with what it runs; () without a check."""
    check = stage.config.healthcheck if stage.config is not None else None
    return check.test if check is not None and check.test[:1] not in ((), ("NONE",)) else ()


def _answered(run: RunResult, asked: HttpProbe) -> str:
    """``GET /healthz on port 8080 gave status 404 and “not found”``."""
    where = f"GET {asked.path} on port {asked.port}"
    if run.http is not None:
        return f"{where} gave status {run.http.status} and {quoted(run.http.body.decode(errors='replace'))}"
    if run.refused is not None or run.exit_code is not None:
        return f"{where} got no answer: {happened(run)}"
    wrote = quoted((run.stderr + run.stdout).decode(errors="replace"))
    return f"{where} got no answer within {asked.within_seconds:g} s; the container wrote {wrote}"


def _told(run: RunResult, health: HealthAnswer) -> str:
    if health.status == "healthy":
        return "the check ended with 0"
    if run.refused is not None or run.exit_code is not None:
        return f"the container did not last: {happened(run)}"
    return f"the check did not end with 0: {quoted(health.log)}"
