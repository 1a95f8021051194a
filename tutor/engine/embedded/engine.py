"""The embedded engine as an Engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Literal

from tutor import __version__
from tutor.dockerfile import parse
from tutor.dockerfile.platforms import platform_values
from tutor.engine.cancel import Cancel
from tutor.engine.embedded import running
from tutor.engine.embedded.assembling import stage_images
from tutor.engine.embedded.building import Builder, Stopped
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.catalogue.format import Provenance
from tutor.engine.embedded.catalogue.names import short_name
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying import read_context
from tutor.engine.embedded.opening import built_image, recorded_image
from tutor.engine.embedded.running import Image
from tutor.engine.embedded.stand import PLATFORM
from tutor.engine.errors import EngineError, NotRecorded
from tutor.engine.events import BuildEvent, Built, Cancelled, Failed, StepFinished, StepStarted
from tutor.engine.protocol import Capabilities, Cleaned, EngineInfo, ImageName, OnOutput
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import BuildResult, RunResult
from tutor.image import FileKind
from tutor.image import Image as OpenedImage

NAME = "Embedded engine"
BUILDER: Literal["embedded"] = "embedded"
CONTEXT_STEP = "context"

OWN_FRONT_END = (
    "The image of `# syntax=` is not fetched: the embedded engine has its own Dockerfile front end."
)


class EmbeddedEngine:
    """Builds over metadata: exact for what is recorded or can be computed, and plain about the rest."""

    def __init__(self, catalogue: Catalogue, cache: StepCache | None = None) -> None:
        self.catalogue = catalogue
        self._cache = cache or StepCache()
        self.contents = Contents(catalogue)
        self._images: dict[str, Image] = {}
        self._owners: dict[str, str] = {}
        self._opened: dict[str, Callable[[], OpenedImage]] = {}

    @cached_property
    def info(self) -> EngineInfo:
        return EngineInfo(
            kind="embedded",
            name=NAME,
            version=__version__,
            builder=BUILDER,
            host="built in",
            platform=PLATFORM,
            capabilities=Capabilities(),
        )

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        """See Engine.build. Raises MissingBase for a base that is gone, NotRecorded for what is neither
        recorded nor computed.
        """
        began = time.perf_counter()
        args = {**platform_values(PLATFORM), **request.build_args}
        dockerfile = parse(request.dockerfile, args, base_env=self.environment)
        stage = dockerfile.stage(request.target) if request.target is not None else None
        target = stage.index if stage is not None else None
        yield StepStarted(CONTEXT_STEP, "load build context")
        context = read_context(request.context, request.dockerfile, request.dockerfile_path, self.contents)
        yield StepFinished(CONTEXT_STEP, cached=False, seconds=time.perf_counter() - began)
        builder = Builder(
            request, dockerfile, target, self.catalogue, self.contents, context, self._cache, cancel
        )
        try:
            failure = yield from builder.build()
        except Stopped:
            yield Cancelled()
            return
        finally:
            self._cache.save()
        stages = stage_images(
            dockerfile,
            target,
            builder.stages,
            self.contents,
            measure=request.measure,
            ok=failure is None,
        )
        final = target if target is not None else max(0, len(stages) - 1)
        if failure is None:
            tag = f"distill/{request.image_name}:{stages[final].label}"
            stand = builder.stages[final].stand
            self._images[tag] = Image(stand.files, stand.config)
            self._owners[tag] = request.name
            self._opened[tag] = partial(
                built_image, tag, dockerfile, final, builder.stages, self.catalogue, self.contents
            )
            stages = (*stages[:final], replace(stages[final], image=tag), *stages[final + 1 :])
        result = BuildResult(
            engine=self.info.title,
            builder=BUILDER,
            stages=stages,
            final=final,
            seconds=time.perf_counter() - began,
            failure=failure,
            notes=(OWN_FRONT_END,) if dockerfile.directives.syntax else (),
            provenance=tuple(_sentences(builder.recordings, builder.origins)),
        )
        yield Built(result) if failure is None else Failed(result)

    def run(self, request: RunRequest, cancel: Cancel, on_output: OnOutput | None = None) -> RunResult:
        """See Engine.run. Raises NotRecorded for what the program would do and nobody recorded."""
        image = self.image(request.image)
        return running.run(image, request, self.contents, self.catalogue, on_output, cancel, request.replay)

    def image_of(self, request: BuildRequest, stage: int) -> str:
        """See Engine.image_of."""
        asked = replace(request, target=str(stage), measure=False, replay="instant")
        for event in self.build(asked, Cancel()):
            if isinstance(event, Built):
                return str(event.result.final_stage.image)
            if isinstance(event, Failed) and event.result.failure is not None:
                message = event.result.failure.message
                raise EngineError(f"The image of stage-{stage} could not be made: {message}")
        raise EngineError(f"The image of stage-{stage} could not be made.")

    def read_file(self, image: str, path: str, limit: int = 65_536) -> bytes:
        """See Engine.read_file. Raises NotRecorded where only size and digest of the file are known."""
        entry = self.image(image).tree.resolve(path)
        if entry is None:
            raise FileNotFoundError(path)
        if entry.kind is FileKind.DIRECTORY:
            raise IsADirectoryError(path)
        head = self.contents.head(entry.digest)
        if head is None or len(head) < min(limit, entry.size):
            raise NotRecorded(
                f"the content of {path}", reason="of this file only size and digest were recorded"
            )
        return head[:limit]

    def images(self) -> tuple[ImageName, ...]:
        """See Engine.images."""
        recorded = [
            ImageName(short_name(name), image.layers[-1] if image.layers else name)
            for image in self.catalogue.images()
            for name in image.names
        ]
        built = [ImageName(tag, tag, ours=True) for tag in self._images]
        return tuple(sorted([*recorded, *built], key=lambda name: name.name))

    def open_image(self, name: str, cancel: Cancel, *, layers: bool = False) -> OpenedImage:
        """See Engine.open_image. Layers are known in any case. Raises NotRecorded."""
        opened = self._opened.get(name)
        return opened() if opened is not None else recorded_image(name, self.catalogue, self.contents)

    def digests(self, image: str, paths: Collection[str], cancel: Cancel) -> dict[str, str]:
        """See Engine.digests; every one is known already."""
        entries = self.image(image).tree.by_path
        found = ((path, entries[path]) for path in paths if path in entries)
        return {path: entry.digest for path, entry in found if entry.kind is FileKind.FILE and entry.digest}

    def clean(self, *, dry_run: bool = False, name: str | None = None) -> Cleaned:
        """See Engine.clean; without a name the build cache goes too."""
        images = tuple(sorted(tag for tag, owner in self._owners.items() if name in (None, owner)))
        if not dry_run:
            for tag in images:
                del self._images[tag], self._owners[tag], self._opened[tag]
            if name is None:
                self._cache.clear()
        return Cleaned(images=images)

    def close(self) -> None:
        """See Engine.close."""
        self._cache.save()

    def image(self, name: str) -> Image:
        """An image that this process built, or a recorded base image."""
        built = self._images.get(name)
        if built is not None:
            return built
        base = self.catalogue.image(name)
        if base is None:
            raise EngineError(f"No such image: {name}", advice="Build it first.")
        return Image(base.tree, base.config)

    def environment(self, name: str) -> dict[str, str] | None:
        """The ENV of a base image, for a parser that expands variables."""
        base = self.catalogue.image(name)
        return None if base is None else dict(pair.partition("=")[::2] for pair in base.config.env)


def _sentences(recordings: Iterable[Provenance], origins: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """When and from what everything was recorded, then what the images are: each thing once."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in recordings:
        together.setdefault((one.recorded, one.engine), []).append(one.source)
    for (recorded, engine), sources in together.items():
        yield f"{', '.join(sources)}: recorded on {recorded} from {engine}."
    for origin, names in origins.items():
        if origin:
            yield f"{', '.join(dict.fromkeys(names))}: {origin}."
