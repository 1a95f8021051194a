"""One build on its way: what was asked, what was read, and what goes over the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from tutor.dockerfile import Dockerfile, parse
from tutor.engine.context import find_context, pack_context
from tutor.engine.moby import outer_context
from tutor.engine.moby.inner_context import (
    CONTEXT_LINES,
    has_trigger_on_context,
    name_of,
    needs_root_context,
    with_named_stages,
)
from tutor.engine.moby.names import labels_of, tag_of
from tutor.engine.moby.outer_context import adds_what_is_ours, as_json
from tutor.engine.moby.pull import Absent
from tutor.engine.moby.syntax import syntax_taken_out
from tutor.engine.request import BuildRequest

GOES_ALONG = "The Dockerfile went along in the context under a name of its own, which ADD may copy too."
NO_FRONT_END = "The image of `# syntax=` is not to be had, so the engine's own Dockerfile front end was used."


@dataclass(frozen=True, slots=True)
class Packed:
    """A context as a tar, and the query that builds it.

    ``context`` is the learner's own, where another one is sent around it. ``lines_before`` is by how much the
    lines of the text that is sent lie below the learner's.
    """

    tar: BinaryIO
    params: dict[str, Any]
    context: BinaryIO
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
        """The build context with the Dockerfile in it, under a name of its own where it is no part of it.

        ``change`` is what a builder has to do to the text.
        """
        text = self.request.dockerfile if self.keep_syntax else syntax_taken_out(self.request.dockerfile)
        if change is not None:
            text = change(text, self.dockerfile)
        request = self.request
        context = pack_context(request.context, text, request.dockerfile_path, always=True)
        with context.tar as tar:
            yield Packed(tar, self._params(context.dockerfile_name), tar)

    @contextmanager
    def packed_alone(self) -> Iterator[Packed]:
        """The build context as it is, for a builder that gets its text beside it."""
        request = self.request
        context = pack_context(request.context, request.dockerfile, request.dockerfile_path)
        with context.tar as tar:
            yield Packed(tar, self._params(context.dockerfile_name), tar)

    @property
    def needs_outer_context(self) -> bool:
        """Whether BuildKit needs another text than the learner's, or the learner's context must not hold it.

        A Dockerfile that ``.dockerignore`` leaves out would be copied by ``COPY . .``. An ADD of all files,
        or an ONBUILD, takes from the context that is sent, and so shuts out the way around.
        """
        readable = bool(self.dockerfile.stages) and not self.dockerfile.problems
        return self.target_has_no_name or (readable and self._is_left_out and not self._reaches_beside)

    @property
    def about_its_place(self) -> tuple[str, ...]:
        """A note where the build may copy a Dockerfile that is no part of the context."""
        return (GOES_ALONG,) if self._reaches_beside and self._is_left_out else ()

    @property
    def _is_left_out(self) -> bool:
        request = self.request
        return find_context(request.context, request.dockerfile_path).dockerfile_name is None

    @property
    def _reaches_beside(self) -> bool:
        """Whether the build may take what lies beside the learner's files in the context that is sent."""
        return adds_what_is_ours(self.dockerfile) or has_trigger_on_context(self.dockerfile)

    @property
    def target_has_no_name(self) -> bool:
        """Whether the target is a stage that only its number tells."""
        stages = self.dockerfile.stages
        if self.target is None or self.request.target is None:
            return False
        return stages[self.target].name is None or self.request.target.isdecimal()

    @contextmanager
    def packed_around(self) -> Iterator[Packed]:
        """A context around the learner's, with a text in which every stage has a name."""
        request = self.request
        text = with_named_stages(self.dockerfile, keep_syntax=self.keep_syntax)
        root_too = needs_root_context(self.dockerfile)
        inner = pack_context(request.context, request.dockerfile, request.dockerfile_path)
        with inner.tar as context, outer_context.pack(context, text, root_too=root_too) as tar:
            params = {
                **self._params(outer_context.DOCKERFILE),
                "target": name_of(self.dockerfile.stages[self.final]),
            }
            yield Packed(tar, params, context, len(CONTEXT_LINES))

    def _params(self, dockerfile_name: str | None) -> dict[str, Any]:
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
