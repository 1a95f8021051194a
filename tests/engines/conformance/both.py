"""The same Dockerfile on a real engine and on the embedded one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.engines.conformance.comparing import caching, differences
from tutor.engine import BuildRequest, BuildResult, Built, Cancel, Failed

NAME = "engine-tests-conformance"


@dataclass(frozen=True)
class Both:
    """Two engines that must say the same."""

    real: Any
    embedded: Any

    def complaints(self, text: str, context: Path, *, twice: bool = True) -> list[str]:
        """What they say differently of one build, and of a second one right after it."""
        request = BuildRequest(text, context, NAME, context / "Dockerfile")
        theirs, ours = self.build(request)
        if ours.failure is not None and theirs.failure is not None and ours.failure.stage is not None:
            # Of two stages that fail BuildKit tells the faster one: ask for one of them alone.
            request = replace(request, target=str(ours.failure.stage))
            theirs, ours = self.build(request)
        found = differences(theirs, ours)
        if twice and not found and theirs.failure is None:
            # The layers are known to be equal now: only what came from the cache is asked.
            found = caching(*self.build(replace(request, measure=False)))
        return found

    def build(self, request: BuildRequest) -> tuple[BuildResult, BuildResult]:
        """The results of both; with the real one's history, which is no part of it yet."""
        theirs, ours = (self._build(engine, request) for engine in (self.real, self.embedded))
        image = theirs.final_stage.image if theirs.stages else None
        if image is None:
            return theirs, ours
        with self.real.daemon.api() as api:
            lines = tuple(line["CreatedBy"] for line in reversed(api.history(image)))
        final = replace(theirs.final_stage, history=lines)
        return replace(theirs, stages=(*theirs.stages[:-1], final)), ours

    def images(self, text: str, context: Path) -> tuple[str | None, str | None]:
        """The names of the final images of both, None where the build fails."""
        request = BuildRequest(text, context, NAME, context / "Dockerfile", measure=False)
        results = [self._build(engine, request) for engine in (self.real, self.embedded)]
        theirs, ours = (result.final_stage.image for result in results)
        return theirs, ours

    @staticmethod
    def _build(engine: Any, request: BuildRequest) -> BuildResult:
        last = list(engine.build(request, Cancel()))[-1]
        assert isinstance(last, Built | Failed), last
        return last.result
