"""How large the stages of a text would become: reckoned without building, told or kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.dockerfile import graph_of, parse
from tutor.dockerfile.platforms import platform_values
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.building import Builder, Stopped
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying import read_context
from tutor.engine.embedded.stand import PLATFORM
from tutor.engine.errors import EngineError, MissingBase, NotRecorded
from tutor.engine.request import BuildRequest


@dataclass(frozen=True, slots=True)
class PredictedStage:
    """A stage as it would become; ``size`` is bytes as ``StageImage.size``, None where it is not known.

    ``base`` is what its FROM names, ``skipped`` why no build would make it.
    """

    index: int
    name: str | None
    size: int | None
    final: bool = False
    base: str = ""
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """The stages of a text in file order; ``unknown`` says in a few words why some sizes are not known.

    ``fails`` tells that no build would make them, whatever is recorded.
    """

    stages: tuple[PredictedStage, ...]
    unknown: str = ""
    fails: bool = False

    @property
    def final(self) -> PredictedStage | None:
        return next((stage for stage in self.stages if stage.final), None)


class Predictor:
    """Predicts from what is recorded; for one thread at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._contents = Contents(catalogue)

    def predict(self, request: BuildRequest, cancel: Cancel) -> Prediction | None:
        """What a build would make; None when it was cancelled. What is not known raises nothing."""
        args = {**platform_values(PLATFORM), **request.build_args}
        dockerfile = parse(request.dockerfile, args, base_env=self._environment)
        if not dockerfile.stages:
            return Prediction((), "there is no FROM yet", fails=True)
        wanted = dockerfile.stage(request.target) if request.target is not None else None
        target = wanted.index if wanted is not None else None
        unknown, fails = "", False
        builder: Builder | None = None
        try:
            context = read_context(
                request.context, request.dockerfile, request.dockerfile_path, self._contents
            )
            builder = Builder(
                request, dockerfile, target, self._catalogue, self._contents, context, StepCache(), cancel
            )
            unknown = _carried_out(builder)
            fails = bool(unknown)
        except Stopped:
            return None
        except (NotRecorded, MissingBase) as error:
            unknown = f"line {error.line} is not recorded" if error.line else "something is not recorded"
        except EngineError as error:
            unknown = error.message
        made = {} if builder is None else builder.stages
        skipped = graph_of(dockerfile).skipped(target)
        final = target if target is not None else dockerfile.stages[-1].index
        stages = []
        for stage in dockerfile.stages:
            so_far = made.get(stage.index)
            whole = so_far is not None and len(so_far.told) == len(stage.instructions)
            size = sum(told.adds for told in so_far.told) if so_far is not None and whole else None
            stages.append(
                PredictedStage(
                    stage.index,
                    stage.name,
                    size,
                    stage.index == final,
                    stage.base.name,
                    skipped.get(stage.index),
                )
            )
        return None if cancel.thrown else Prediction(tuple(stages), unknown, fails)

    def _environment(self, name: str) -> dict[str, str] | None:
        base = self._catalogue.image(name)
        return None if base is None else dict(pair.partition("=")[::2] for pair in base.config.env)


def _carried_out(builder: Builder) -> str:
    """Carry it out, and say where it would stop."""
    events = builder.build()
    while True:
        try:
            next(events)
        except StopIteration as end:
            failure = end.value
            break
    if failure is None:
        return ""
    if failure.message.startswith("dockerfile parse error"):
        return f"line {failure.line} does not parse"
    return f"line {failure.line} would fail" if failure.line else "the build would fail"
