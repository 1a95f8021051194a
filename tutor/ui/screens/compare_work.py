"""What the compare screen does in workers: opening both sides, reading files, asking where they came from."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import work
from textual.message import Message
from textual.worker import Worker, get_current_worker

from tutor.ui.collector import undisturbed
from tutor.ui.comparing.attempts import AttemptFigure
from tutor.ui.comparing.compared import Compared
from tutor.ui.comparing.opening import NoEngine, Opener
from tutor.ui.comparing.preview import Preview, Read
from tutor.ui.comparing.side import Side, Subject
from tutor.ui.screens.compare_panes import ComparePanes
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.engine.protocol import Engine, ImageName
    from tutor.image.merged_tree import Node
    from tutor.insight import Hop, Provenance
    from tutor.ui.app import DistillApp


@dataclass
class Offered(Message):
    """What can be picked besides the stages; ``kept`` are the ids of attempts whose files are there."""

    attempts: tuple[AttemptFigure, ...]
    kept: frozenset[int]


@dataclass
class ImagesListed(Message):
    """The images of the engine."""

    images: tuple[ImageName, ...]


@dataclass
class SidesCompared(Message):
    """Two sides were opened and compared."""

    compared: Compared


@dataclass
class FileRead(Message):
    """What is in a file, to be shown."""

    preview: Preview


@dataclass
class TrailFollowed(Message):
    """Where a path came from."""

    path: str
    trail: tuple[Hop, ...]


@dataclass
class WaysKnown(Message):
    """From now on it can be told where files came from."""


@dataclass
class Exported(Message):
    """The comparison was written to a file; ``path`` in words."""

    path: str


class CompareWork(ComparePanes):
    """Everything that may take longer than a frame."""

    subject: Subject

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        from tutor.course.kept import KeptImages
        from tutor.engine.cancel import Cancel

        self.subject = subject
        self._cancel = Cancel()
        self._kept = KeptImages()
        self._opener = Opener(subject, self._hold, self._kept, self._cancel)
        self._provenance: Provenance | None = None

    def anew(self, subject: Subject) -> None:
        """Take up a newer build of the same; what was opened of the one before is forgotten."""
        self.subject = subject
        self._opener = Opener(subject, self._hold, self._kept, self._cancel)
        self._provenance = None
        self.read_attempts()

    @property
    def distill(self) -> DistillApp:
        return cast("DistillApp", self.app)

    @contextmanager
    def _hold(self) -> Iterator[Engine]:
        """The engine while nobody else uses it. Raises NoEngine."""
        with self.distill.link.lock:
            engine = self.distill.engine_state.engine
            if engine is None:
                raise NoEngine("There is no engine to ask: F12 chooses one.")
            yield engine

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    @work(thread=True, exit_on_error=False, group="offers", exclusive=True,
          description="Reading the attempts")  # fmt: skip
    def read_attempts(self) -> None:
        """Tell which attempts there are."""
        from tutor.course import Progress
        from tutor.ui.comparing.attempts import attempt_figures

        if self.subject.lesson is None:
            self.post_message(Offered((), frozenset()))
            return
        with Progress.open() as progress:
            attempts = attempt_figures(progress.attempts(self.subject.lesson), time.time())
        self.post_message(Offered(attempts, self._kept.attempts()))

    @work(thread=True, exit_on_error=False, group="images", exclusive=True,
          description="Listing the engine's images")  # fmt: skip
    def list_images(self) -> None:
        """Tell which images the engine has; nothing where there is none."""
        from tutor.engine.errors import EngineError

        try:
            with self._hold() as engine:
                self.post_message(ImagesListed(engine.images()))
        except (NoEngine, EngineError):
            self.post_message(ImagesListed(()))

    @work(thread=True, exit_on_error=False, group="compare", exclusive=True,
          description="Comparing two sides")  # fmt: skip
    def compare(self, left: Side, right: Side) -> None:
        """Open both sides and compare them."""
        from tutor.ui.comparing.compared import compared

        worker = get_current_worker()
        opened = [self._opener.open(side) for side in (left, right)]
        if worker.is_cancelled:
            return
        with undisturbed():
            found = compared(*opened)
        if not worker.is_cancelled:
            self.post_message(SidesCompared(found))
        if (
            self._provenance is None
            and self.subject.request is not None
            and "stage" in (left.kind, right.kind)
        ):
            self._provenance = self._explained()
            self.post_message(WaysKnown())

    def _explained(self) -> Provenance:
        from tutor.insight import explain

        assert self.subject.result is not None
        assert self.subject.request is not None
        request = self.subject.request
        return explain(self.subject.result, request.dockerfile, request.build_args).provenance

    @work(thread=True, exit_on_error=False, group="trail", exclusive=True,
          description="Following a file")  # fmt: skip
    def follow(self, node: Node, now: Compared) -> None:
        """Tell where a path came from, of what ships where it is there."""
        if self._provenance is None:
            return
        worker = get_current_worker()
        for entry, opened in ((node.after, now.right), (node.before, now.left)):
            if entry is not None and opened.stage is not None:
                trail = self._provenance.trail(opened.stage, node.path)
                if not worker.is_cancelled:
                    self.post_message(TrailFollowed(node.path, trail))
                return

    @work(thread=True, exit_on_error=False, group="preview", exclusive=True,
          description="Reading a file")  # fmt: skip
    def read_file(self, node: Node, now: Compared) -> None:
        """Show what is in a file, on both sides where it differs."""
        from tutor.ui.comparing.preview import preview_of
        from tutor.ui.comparing.reading import beginning_of

        worker = get_current_worker()
        right = beginning_of(now.right, node.after)
        same = node.sign == "=" and right.content is not None
        left = Read(right.content) if same else beginning_of(now.left, node.before)
        names = (now.left.side.label, now.right.side.label)
        shown = preview_of(node.path, node.before, node.after, left, right, names)
        if not worker.is_cancelled:
            self.post_message(FileRead(shown))

    @work(thread=True, exit_on_error=False, group="export", description="Writing the comparison down")
    def export(self, now: Compared, ending: str) -> None:
        """Write the comparison into the folder of exports."""
        from tutor.ui.comparing.exporting import export

        self.post_message(Exported(str(export(now, ending))))
