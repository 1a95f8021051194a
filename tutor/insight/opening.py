"""From what a person names to an image: an archive, an image on an engine, a stage of a build."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tutor.dockerfile.stage_titles import stage_title, the_stage
from tutor.engine.errors import EngineError
from tutor.home import home_folder
from tutor.insight.errors import BuildStopped, OpeningError
from tutor.insight.named import Archived, Named, OnEngine, Project, Ready

if TYPE_CHECKING:
    from tutor.engine import BuildRequest, BuildResult, Cancel, Engine
    from tutor.image import Image, Package
    from tutor.insight.advised import Advice
    from tutor.insight.explanation import Explanation
    from tutor.insight.hidden_secrets import HiddenSecret

LAYERS_FILE = "layers.sqlite3"
"""Where layers of archives are kept, in the home folder, so that a base is read once."""


@dataclass(frozen=True)
class Build:
    """A build that ended well, with its Dockerfile."""

    project: Project
    result: BuildResult

    @cached_property
    def explanation(self) -> Explanation:
        """Every stage and line of it."""
        from tutor.insight.explaining import explain

        return explain(self.result, self.project.text, self.project.build_args)

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """What would be worth changing, best first."""
        from tutor.dockerfile import lint, parse
        from tutor.insight.advice import advise

        text = self.project.text
        return advise(self.result, text, self.explanation, lint(parse(text)))


@dataclass(frozen=True)
class Opened:
    """An image with where it came from.

    ``build`` and ``stage`` are those of a stage. ``digests`` reckons ``sha256:…`` of files by path, where
    they are; it may leave some out. ``read`` gives at most so many bytes of a file; it raises EngineError,
    LookupError or OSError.
    """

    image: Image
    digests: Callable[[Collection[str]], Mapping[str, str]]
    build: Build | None = None
    stage: int | None = None
    read: Callable[[str, int], bytes] | None = None

    def go_modules(self) -> tuple[tuple[Package, ...], tuple[str, ...]]:
        """Modules that its Go programs were built from, and sentences about what could not be read.

        Where a database lists packages, what they brought is left to it: only programs in an application's
        places are searched. Raises MalformedArchive.
        """
        from tutor.image import Kind, kind_of
        from tutor.image.packages import go_modules_of

        if self.read is None:
            return (), ()
        packaged = any(package.manager in ("dpkg", "apk", "rpm") for package in self.image.surface.packages)
        return go_modules_of(
            self.image.files,
            self._readable,
            lambda path: not packaged or kind_of(path) is Kind.APPLICATION,
        )

    def _readable(self, path: str, limit: int) -> bytes:
        assert self.read is not None
        try:
            return self.read(path, limit)
        except (EngineError, LookupError) as error:
            raise OSError(str(error).rstrip(".")) from error

    @property
    def secrets(self) -> tuple[HiddenSecret, ...]:
        """What looks like a secret in it; of a stage with the lines of its Dockerfile."""
        if self.build is None:
            from tutor.insight.hidden_secrets import secrets_of_image

            return secrets_of_image(self.image)
        final = self.stage == self.build.result.final
        found = self.build.explanation.secrets
        return tuple(one for one in found if one.stage == self.stage or (final and one.ships))


class Opener:
    """Opens what was named; builds a Dockerfile once, however many of its stages are asked for.

    ``engine`` connects when it is needed, ``build`` follows a build to its end. Without ``layers`` the files
    of an engine's image are only listed, which is faster the first time. Raises OpeningError,
    BuildStopped, EngineError and MalformedArchive.
    """

    def __init__(
        self,
        engine: Callable[[], Engine],
        build: Callable[[BuildRequest], BuildResult],
        cancel: Cancel,
        stdin: BinaryIO | None = None,
        *,
        use_cache: bool = True,
        layers: bool = True,
    ) -> None:
        self._layers = layers
        self.engine = engine
        self._build = build
        self._cancel = cancel
        self._stdin = stdin
        self._use_cache = use_cache
        self._built: list[Build] = []

    def open(self, named: Named) -> Opened:
        """The image that was named."""
        match named:
            case Project():
                return self._stage(named)
            case Archived():
                return self._archived(named)
            case OnEngine():
                return self._on_engine(named)
            case Ready(image=image):
                return Opened(image, lambda _: {})

    def build(self, project: Project) -> Build:
        """A project's build, from memory the second time."""
        project = replace(project, stage=None)
        for build in self._built:
            if replace(build.project, said=project.said) == project:
                return build
        result = self._build(project.request(use_cache=self._use_cache))
        if not result.ok:
            raise BuildStopped(result)
        self._built.append(Build(project, result))
        return self._built[-1]

    def with_digests(self, before: Opened, after: Opened) -> tuple[Image, Image]:
        """Both images with the digests that tell changed and moved files apart, where a listing cannot.

        What could not be read stays without, and a note says so.
        """
        from tutor.insight.digested import digested

        one_build = before.build is not None and before.build is after.build
        return digested(before.image, after.image, (before.digests, after.digests), one_build=one_build)

    def _stage(self, project: Project) -> Opened:
        from tutor.insight.images import image_of_stage

        build = self.build(project)
        result = build.result
        found = result.final_stage if project.stage is None else result.stage(project.stage)
        if found is None and project.stage == "final":
            found = result.final_stage
        if found is None:
            names = ", ".join(stage_title(stage.label) for stage in result.stages)
            raise OpeningError(
                f"{project.said}: there is no stage {project.stage!r}.", advice=f"The stages are: {names}."
            )
        if found.files is None:
            why = f"it was skipped, because {found.skipped_because}" if found.skipped_because else ""
            raise OpeningError(
                f"{project.said}: {the_stage(found.label)} has no files to look at: "
                f"{why or 'it could not be measured'}.",
                advice="Build up to it with --target." if found.skipped_because else "",
            )
        index = found.index
        image = replace(image_of_stage(result, index, project.text), name=project.said)
        request = project.request()
        return Opened(
            image,
            lambda paths: self._asked(found.image or self.engine().image_of(request, index), paths),
            build,
            index,
            lambda path, limit: self.engine().read_file(
                found.image or self.engine().image_of(request, index), path, limit
            ),
        )

    def _archived(self, archived: Archived) -> Opened:
        from tutor.image.archive import open_archive
        from tutor.image.layer_store import LayerStore

        if archived.path is None:
            source: Path | BinaryIO = self._stdin or sys.stdin.buffer
        elif archived.path.is_fifo() or archived.path.is_char_device():
            source = archived.path.open("rb")
        else:
            source = archived.path
        title = "What came on stdin" if archived.path is None else str(archived.path)
        images = open_archive(
            source,
            ref=archived.image,
            store=LayerStore(home_folder() / LAYERS_FILE),
            go_on=self._go_on,
            title=title,
        )
        image = images.image()
        if not len(image.files) and image.config is None:
            # `docker save absent | distill inspect -`: nothing must pass for a small image.
            raise OpeningError(
                f"{title} cannot be read: it is empty.",
                advice="Look at what was to write it: it may have failed.",
            )
        return Opened(replace(image, name=archived.said), images.digests, read=images.read)

    def _go_on(self) -> None:
        if self._cancel.thrown:
            raise OpeningError("Stopped, as you asked.")

    def _asked(self, image: str, paths: Collection[str]) -> dict[str, str]:
        """Digests that the engine reckons, in portions that it takes; none where it cannot."""
        from tutor.engine.protocol import MOST_DIGESTS

        ordered = sorted(paths)
        found: dict[str, str] = {}
        for start in range(0, len(ordered), MOST_DIGESTS):
            found |= self.engine().digests(image, ordered[start : start + MOST_DIGESTS], self._cancel)
        return found

    def _on_engine(self, named: OnEngine) -> Opened:
        try:
            image = self.engine().open_image(named.said, self._cancel, layers=self._layers)
        except EngineError as error:
            if not named.meant:
                raise
            raise EngineError(
                error.message, advice=f"Did you mean {' or '.join(named.meant)}? {error.advice}".rstrip()
            ) from error
        return Opened(
            replace(image, name=named.said),
            lambda paths: self._asked(named.said, paths),
            read=lambda path, limit: self.engine().read_file(named.said, path, limit),
        )
