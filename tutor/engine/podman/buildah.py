"""A build by Buildah behind Podman's ``/build``: its ``STEP n/m`` lines turned into the same events."""

from __future__ import annotations

import re
import threading
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, BinaryIO

from tutor.dockerfile import BaseKind, Dockerfile, graph_of
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineLost
from tutor.engine.events import BuildEvent
from tutor.engine.moby.buildkit import Outcome, post_build
from tutor.engine.moby.daemon import Daemon, Message, Stopped
from tutor.engine.podman.holder import holder
from tutor.engine.podman.refusal import first_error, refusal
from tutor.engine.podman.steps import Reader
from tutor.engine.protocol import Capabilities

PATIENCE_SECONDS = 3.0
"""How long a cancelled build may take to tidy up, before its connection is cut."""

CANNOT_JOIN = re.compile(r"error running container: .*(/ns/pid|setns|namespace)", re.DOTALL)

INTERNALS = re.compile(r" &imagebuilder\.Step\{.*", re.DOTALL)

ALWAYS = {"rm": "1", "forcerm": "1", "jobs": "1"}
"""Remove working containers, after failures too; one stage at a time, so that it is clear who speaks."""


@dataclass
class Buildah:
    """The builder of one Podman; remembers whether RUNs can be held here."""

    daemon: Daemon
    capabilities: Capabilities
    holds: bool = True

    def build(
        self, context: BinaryIO, params: dict[str, Any], dockerfile: Dockerfile, cancel: Cancel
    ) -> Generator[BuildEvent, None, Outcome]:
        """Build a context whose Dockerfile is labelled behind every FROM, and return the outcome.

        Raises EngineLost when the stream ends too early, Stopped when cancelled.
        """
        refused = refusal(dockerfile, self.capabilities)
        if refused is not None:
            return Outcome(message=refused)
        reader = Reader(dockerfile)
        held = self.holds
        outcome = yield from self._build(context, params, reader, cancel)
        if held and outcome.image is None and CANNOT_JOIN.search(reader.log) is not None:
            # Some hosts forbid it. What was built by now is in the cache.
            self.holds = False
            context.seek(0)
            outcome = yield from self._build(context, params, reader.again(), cancel)
        return outcome

    def _build(
        self, context: BinaryIO, params: dict[str, Any], reader: Reader, cancel: Cancel
    ) -> Generator[BuildEvent, None, Outcome]:
        query = {key: value for key, value in params.items() if key != "labels"}
        with ExitStack() as stack:
            images = _with_run(reader.dockerfile, params.get("target")) if self.holds else ()
            held = stack.enter_context(holder(self.daemon, images))
            cut = Cancel()
            stack.enter_context(cancel.hook(cut.throw if held is None else lambda: _end(held.let_go, cut)))
            if held is not None:
                query["nsoptions"] = held.option
            messages = post_build(self.daemon, context, {**query, **ALWAYS}, cut)
            outcome = yield from _read(messages, reader, cancel)
        if cancel.thrown:
            raise Stopped
        return outcome


def _end(let_go: Any, cut: Cancel) -> None:
    """End the RUN; the build fails of that and tidies up. Only if it does not, cut the connection."""
    let_go()
    timer = threading.Timer(PATIENCE_SECONDS, cut.throw)
    timer.daemon = True
    timer.start()


def _read(
    messages: Iterator[Message], reader: Reader, cancel: Cancel
) -> Generator[BuildEvent, None, Outcome]:
    image = None
    for message in messages:
        if cancel.thrown:
            continue
        if "stream" in message:
            yield from reader.read(str(message["stream"]))
        elif "ID" in (message.get("aux") or {}):
            image = str(message["aux"]["ID"])
        elif "error" in message or "errorDetail" in message:
            told = str((message.get("errorDetail") or {}).get("message") or message.get("error"))
            reader.go_back(told)
            plain = reader.without_step(INTERNALS.sub("", told)).strip()
            step = reader.step
            if step is None:
                plain = first_error(reader.dockerfile) or plain
            yield from reader.fail(plain)
            return Outcome(message=plain, step=step, images=reader.images)
    if cancel.thrown:
        raise Stopped
    yield from reader.finish()
    if image is None:
        raise EngineLost(
            "Podman ended the build without saying how it went.",
            advice="See whether its service still runs (`podman info`), then build again.",
        )
    return Outcome(image=image, images=reader.images)


def _with_run(dockerfile: Dockerfile, target: str | None) -> tuple[str, ...]:
    """The base images of the stages that carry a RUN out, so have a shell, each once."""
    stage = dockerfile.stage(target) if target is not None else None
    needed = graph_of(dockerfile).needed_for(stage.index if stage is not None else None)
    found: dict[str, None] = {}
    for index in sorted(needed):
        stage = dockerfile.stages[index]
        if any(instruction.keyword == "RUN" for instruction in stage.instructions):
            *_, root = dockerfile.chain(stage)
            if root.base.kind is BaseKind.IMAGE:
                found[root.base.name] = None
    return tuple(found)
