"""Reading the files of a side; everything here blocks, so it is for workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from tutor.ui.comparing.side import Opened, Side, Subject

if TYPE_CHECKING:
    from tutor.engine.cancel import Cancel
    from tutor.engine.protocol import Engine
    from tutor.insight.digested import Digests
    from tutor.ui.comparing.attempts import KeptTrees

Hold = Callable[[], AbstractContextManager["Engine"]]
"""The engine for as long as one thing is done with it. Raises NoEngine."""


class NoEngine(Exception):  # noqa: N818 - reads as what it is
    """There is no engine to ask; a sentence says what to do."""


class Opener:
    """Opens sides for one screen; what was opened is kept, as it never changes."""

    def __init__(self, subject: Subject, hold: Hold, kept: KeptTrees | None, cancel: Cancel) -> None:
        self._subject = subject
        self._hold = hold
        self._kept = kept
        self._cancel = cancel
        self._opened: dict[tuple[str, str], Opened] = {}

    def open(self, side: Side) -> Opened:
        """The side with its files, or with the reason why they cannot be read."""
        known = self._opened.get((side.kind, side.key))
        if known is not None:
            return known
        opened = _OPENERS[side.kind](self, side)
        if opened.image is not None:
            self._opened[side.kind, side.key] = opened
        return opened

    def _stage(self, side: Side) -> Opened:
        from dataclasses import replace

        from tutor.image import Image
        from tutor.insight import image_of_stage

        index = int(side.key)
        result, request = self._subject.result, self._subject.request
        assert result is not None
        stage = result.stages[index]
        if stage.files is None:
            why = stage.skipped_because or "the build stopped before it"
            told = "Its files could not be listed." if stage.built else f"It was not built: {why}."
            return Opened(side, None, stage.size, told)
        if request is None:
            image = Image(side.label, stage.files, stage.config, stage.documents)
        else:
            image = replace(image_of_stage(result, index, request.dockerfile), name=side.label)

        def name(engine: Engine) -> str:
            return stage.image or (engine.image_of(request, index) if request is not None else "")

        def read(path: str, limit: int) -> bytes:
            with self._hold() as engine:
                return engine.read_file(name(engine), "/" + path, limit)

        if not stage.image and request is None:
            return Opened(side, image, stage.size, stage=index)
        return Opened(side, image, stage.size, read=read, stage=index, digests=self._digests(name))

    def _start(self, side: Side) -> Opened:
        """Builds it beside the learner's own build, where the learner's is built."""
        from dataclasses import replace

        from tutor.engine.errors import EngineError
        from tutor.engine.events import Built, Failed
        from tutor.insight import image_of_stage

        assert self._subject.start is not None
        request = replace(self._subject.start, aside=True, measure=True, replay="instant")
        result = None
        try:
            with self._hold() as engine:
                for event in engine.build(request, self._cancel):
                    if isinstance(event, Built | Failed):
                        result = event.result
        except EngineError as error:
            return Opened(side, None, None, f"{error.message.rstrip('.')}. {error.advice}".strip())
        except NoEngine as error:
            return Opened(side, None, None, str(error))
        if result is None or result.failure is not None or result.final_stage.files is None:
            return Opened(side, None, None, "The text that the lesson begins with does not build.")
        stage = result.final_stage
        image = replace(image_of_stage(result, stage.index, request.dockerfile), name=side.label)

        def read(path: str, limit: int) -> bytes:
            with self._hold() as engine:
                return engine.read_file(stage.image or "", "/" + path, limit)

        digests = self._digests(lambda engine: stage.image or "")
        return Opened(side, image, stage.size, read=read, digests=digests)

    def _attempt(self, side: Side) -> Opened:
        number, _, wanted = side.key.partition(":")
        stages = self._kept.stages(int(number)) if self._kept is not None else ()
        kept = next((one for one in stages if str(one.number) == wanted), stages[-1] if stages else None)
        if kept is None or (wanted and str(kept.number) != wanted):
            return Opened(side, None, side.size, "The files of this attempt are not kept, only its sizes.")
        return Opened(side, kept.image, kept.size)

    def _image(self, side: Side) -> Opened:
        from tutor.engine.errors import EngineError

        try:
            with self._hold() as engine:
                image = engine.open_image(side.key, self._cancel)
        except EngineError as error:
            return Opened(side, None, None, f"{error.message.rstrip('.')}. {error.advice}".strip())
        except NoEngine as error:
            return Opened(side, None, None, str(error))

        def read(path: str, limit: int) -> bytes:
            with self._hold() as engine:
                return engine.read_file(side.key, "/" + path, limit)

        digests = self._digests(lambda engine: side.key)
        return Opened(side, image, image.size, read=read, digests=digests)

    def _digests(self, name: Callable[[Engine], str]) -> Digests:
        """Digests that the engine reckons, as many at a time as it takes."""
        from tutor.engine.protocol import MOST_DIGESTS

        def digests(paths: Collection[str]) -> dict[str, str]:
            ordered, found = sorted(paths), dict[str, str]()
            with self._hold() as engine:
                for start in range(0, len(ordered), MOST_DIGESTS):
                    some = ordered[start : start + MOST_DIGESTS]
                    found |= engine.digests(name(engine), some, self._cancel)
            return found

        return digests

    def _archive(self, side: Side) -> Opened:
        from tutor.home import expanded
        from tutor.image import MalformedArchive
        from tutor.image.archive import open_archive

        try:
            archive = open_archive(expanded(side.key))
            image = archive.image(None)
        except MalformedArchive as error:
            return Opened(side, None, None, f"This is no archive that Distill can read: {error}.")
        except OSError as error:
            return Opened(side, None, None, f"{side.key} cannot be read: {error.strerror or error}.")
        return Opened(side, image, image.size, read=archive.read, digests=archive.digests)


_OPENERS: dict[str, Callable[[Opener, Side], Opened]] = {
    "stage": Opener._stage,
    "start": Opener._start,
    "attempt": Opener._attempt,
    "image": Opener._image,
    "archive": Opener._archive,
}


@contextmanager
def nobody() -> Iterator[Engine]:
    """Stands for an engine where there is none."""
    raise NoEngine("There is no engine to ask: F12 chooses one.")
    yield
