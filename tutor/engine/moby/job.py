"""One build on its way: what was asked, what was read, and what goes over the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from tutor.dockerfile import Dockerfile, parse
from tutor.engine.context import pack_context
from tutor.engine.moby import outer_context
from tutor.engine.moby.inner_context import CONTEXT_LINES, name_of, needs_root_context, with_named_stages
from tutor.engine.moby.names import labels_of, tag_of
from tutor.engine.moby.outer_context import as_json
from tutor.engine.moby.pull import Absent
from tutor.engine.moby.syntax import syntax_taken_out
from tutor.engine.request import BuildRequest

NO_FRONT_END = "The image of `# syntax=` is not to be had, so the engine's own Dockerfile front end was used."


@dataclass(frozen=True, slots=True)
class Packed:
    """A context as a tar, and the query that builds it.

    ``lines_before`` is by how much the lines of the text that is sent lie below the learner's.
    """

    tar: BinaryIO
    params: dict[str, Any]
    lines_before: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """``target`` is the target's index, None for the last stage or a name that no stage has."""

    request: BuildRequest
    dockerfile: Dockerfile
    target: int | None
    keep_syntax: bool = True
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: BuildRequest) -> Job:
        """Read the request's Dockerfile."""
        dockerfile = parse(request.dockerfile, request.build_args)
        stage = dockerfile.stage(request.target) if request.target is not None else None
        return cls(request, dockerfile, stage.index if stage is not None else None)

    @property
    def final(self) -> int:
        """The index of the stage that the build makes."""
        return self.target if self.target is not None else max(0, len(self.dockerfile.stages) - 1)

    def without_syntax(self, absent: Sequence[Absent]) -> Job:
        """The same without ``# syntax=`` when its image is absent."""
        if not any(found.image.reason == "syntax" for found in absent):
            return self
        return replace(self, keep_syntax=False, notes=(*self.notes, NO_FRONT_END))

    @contextmanager
    def packed(self, change: Callable[[str, Dockerfile], str] | None = None) -> Iterator[Packed]:
        """The build context, ready to be sent; ``change`` is what a builder has to do to the text."""
        text = self.request.dockerfile if self.keep_syntax else syntax_taken_out(self.request.dockerfile)
        if change is not None:
            text = change(text, self.dockerfile)
        context = pack_context(self.request.context, text, self.request.dockerfile_path)
        with context.tar as tar:
            yield Packed(tar, self._params(context.dockerfile_name))

    @property
    def target_has_no_name(self) -> bool:
        """Whether the target is a stage that only its number tells."""
        stages = self.dockerfile.stages
        if self.target is None or self.request.target is None:
            return False
        return stages[self.target].name is None or self.request.target.isdecimal()

    @contextmanager
    def packed_with_named_stages(self) -> Iterator[Packed]:
        """The build context with a text in which every stage has a name."""
        text = with_named_stages(self.dockerfile, keep_syntax=self.keep_syntax)
        root_too = needs_root_context(self.dockerfile)
        with self.packed() as packed, outer_context.pack(packed.tar, text, root_too=root_too) as tar:
            target = name_of(self.dockerfile.stages[self.final])
            yield Packed(
                tar,
                {**packed.params, "dockerfile": outer_context.DOCKERFILE, "target": target},
                len(CONTEXT_LINES),
            )

    def _params(self, dockerfile_name: str) -> dict[str, Any]:
        request = self.request
        stages = self.dockerfile.stages
        return {
            "dockerfile": dockerfile_name,
            "t": tag_of(request.image_name, stages[self.final].label if stages else "none"),
            "target": request.target,
            "buildargs": as_json(request.build_args),
            "labels": as_json(labels_of(request.name)),
            "nocache": None if request.use_cache else "1",
        }
