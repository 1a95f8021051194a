"""Whether the embedded engine knows a lesson: all its Dockerfiles, and all that is run of them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.course.lesson import Lesson
from tutor.course.needed import runs_needed
from tutor.course.variants import Variant, runs_of
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError, MissingBase, NotRecorded
from tutor.engine.events import Built
from tutor.engine.result import BuildResult

if TYPE_CHECKING:
    from tutor.engine.embedded.engine import EmbeddedEngine


@dataclass(frozen=True, slots=True)
class Unknown:
    """A sentence about what is missing; ``line`` is the Dockerfile's, None for a run."""

    text: str
    line: int | None = None


def unrecorded(
    lesson: Lesson, variant: Variant, engine: EmbeddedEngine, cancel: Cancel
) -> tuple[Unknown, ...]:
    """What the embedded engine does not know of a Dockerfile; empty when it knows all of it."""
    with tempfile.TemporaryDirectory(prefix="distill-recorded-") as folder:
        request = variant.request(lesson, Path(folder))
        try:
            result: BuildResult | None = None
            for event in engine.build(replace(request, measure=False), cancel):
                if isinstance(event, Built):
                    result = event.result
        except MissingBase:
            return ()
        except NotRecorded as error:
            return (Unknown(_told(error), error.line),)
        except EngineError as error:
            return (Unknown(error.message),)
        if result is None:
            return ()
        missing = []
        image = str(result.final_stage.image)
        for run in (*runs_of(lesson), *runs_needed(lesson, request, result)):
            if cancel.thrown:
                break
            try:
                engine.run(replace(run, image=image), cancel)
            except NotRecorded as error:
                missing.append(Unknown(_told(error)))
        return tuple(dict.fromkeys(missing))


def _told(error: NotRecorded) -> str:
    return f"{error.what} is not recorded: {error.reason}"
