"""When the engine itself is at fault, not the learner's Dockerfile."""

from __future__ import annotations


class EngineError(Exception):
    """Something about the engine went wrong; ``advice`` is the next thing to do, one sentence."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class EngineLost(EngineError):  # noqa: N818 - reads as what it is
    """The engine stopped answering in the middle of something."""


class EngineNotFound(EngineError):  # noqa: N818 - reads as what it is
    """No engine answered where one was asked for by name."""


class GivenUp(EngineError):  # noqa: N818 - reads as what it is
    """A call that was not a build was cancelled by whoever made it."""

    def __init__(self) -> None:
        super().__init__("Stopped, as you asked.")


class MissingBase(EngineError):  # noqa: N818 - reads as what it is
    """A base image is neither on the engine nor to be had from its registry.

    ``line`` is the 1-based line of the Dockerfile that asks for it.
    """

    def __init__(self, image: str, *, line: int | None, reason: str, advice: str) -> None:
        super().__init__(f"{image}: {reason}", advice=advice)
        self.image = image
        self.line = line
        self.reason = reason


class NotRecorded(EngineError):  # noqa: N818 - reads as what it is
    """The embedded engine does not know what would come of something, and invents nothing.

    ``what`` is the command, image or input that it does not know, ``near`` what it knows that comes close
    (empty where nothing does), ``line`` the 1-based line of the Dockerfile (None for a run). ``images`` are
    those of an unknown image's ``near`` that may be meant by its name.
    """

    def __init__(
        self,
        what: str,
        *,
        reason: str,
        near: tuple[str, ...] = (),
        line: int | None = None,
        images: tuple[str, ...] = (),
        advice: str = "",
    ) -> None:
        super().__init__(f"{what}: {reason}", advice=advice or CONNECT_ADVICE)
        self.what = what
        self.reason = reason
        self.near = near
        self.images = images
        self.line = line


CONNECT_ADVICE = (
    "Start Docker or Podman and build with --engine docker or --engine podman: a real engine can do it. "
    "`distill doctor` tells where one was looked for."
)
