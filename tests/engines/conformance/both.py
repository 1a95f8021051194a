"""The same Dockerfile on a real engine and on the embedded one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.engines.conformance.comparing import caching, differences
from tutor.engine import BuildRequest, BuildResult, Built, Cancel, Failed
from tutor.engine.embedded.recording import Recorder

NAME = "engine-tests-conformance"

MOST_FAULTS = 6


@dataclass(frozen=True)
class Both:
    """Two engines that must say the same."""

    real: Any
    embedded: Any
    recorder: Recorder | None = None

    def record_what_is_missing(self, text: str, context: Path) -> None:
        """Record commands that Distill does not bring for just these base images.

        What a package manager does depends on the archives that a machine's own image names, and on what
        they hold today.
        """
        assert self.recorder is not None
        self.recorder.all_of(BuildRequest(text, context, NAME, context / "Dockerfile"), ())

    def complaints(self, text: str, context: Path, *, twice: bool = True) -> list[str]:
        """What they say differently of one build, and of a second one right after it."""
        # What was fetched for the recording just now is not what an earlier build fetched.
        cached = not any("apt-get" in what for what in self.recorder.recorded) if self.recorder else True
        request = BuildRequest(text, context, NAME, context / "Dockerfile", use_cache=cached)
        request, theirs, ours = self._at_one_place(request)
        found = differences(theirs, ours)
        if twice and not found and theirs.failure is None:
            # The layers are known to be equal now: only what came from the cache is asked.
            found = caching(*self.build(replace(request, measure=False, use_cache=True)))
        return found

    def _at_one_place(self, request: BuildRequest) -> tuple[BuildRequest, BuildResult, BuildResult]:
        """A build that fails in one place at most.

        Of several faults BuildKit tells the one that it met first, which is chance: stages are built at the
        same time, and a later COPY may miss its source while an earlier step still runs. So the other faults
        are taken out.
        """
        for _ in range(MOST_FAULTS):
            theirs, ours = self.build(request)
            if theirs.failure is None or ours.failure is None or theirs.failure.line is None:
                break
            one, other = theirs.failure, ours.failure
            if one.stage != other.stage:
                request = replace(request, target=str(other.stage))
            elif one.line != other.line:
                request = replace(request, dockerfile=_without(request.dockerfile, ours))
            else:
                break
        return request, theirs, ours

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


def _without(text: str, result: BuildResult) -> str:
    """The text with blank lines in the place of the instruction that failed."""
    assert result.failure is not None
    lines = text.split("\n")
    for stage in result.stages:
        for instruction in stage.instructions:
            if instruction.line == result.failure.line:
                for number in range(instruction.line - 1, instruction.last_line):
                    lines[number] = ""
    return "\n".join(lines)
