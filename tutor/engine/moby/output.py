"""What a container writes, read as it comes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.engine.moby.attached import Attached, Stream
from tutor.engine.protocol import OnOutput
from tutor.engine.request import RunRequest


@dataclass
class Output:
    """What a container wrote, up to the limit; ``closed`` when nothing more can come."""

    attached: Attached
    request: RunRequest
    on_output: OnOutput | None
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    truncated: bool = False
    closed: bool = False

    @property
    def missing(self) -> tuple[Stream, ...]:
        """The streams of which nothing came, though there was room for it."""
        streams: tuple[Stream, ...] = () if self.truncated else ("stdout", "stderr")
        return tuple(name for name in streams if not self._of(name))

    def complete(self, logged: Mapping[Stream, bytes]) -> None:
        """Take what the log has of a stream that gave nothing: on a busy machine an engine may close a
        connection before it has passed everything on."""
        for stream, data in logged.items():
            self._take(stream, data)

    def drain(self, deadline: float) -> bool:
        """Read until the container closes its output (true) or the deadline has passed (false)."""
        while (frame := self.attached.frame(deadline)) is not None:
            stream, data = frame
            if not data:
                self.closed = True
                return True
            self._take(stream, data)
            if time.monotonic() > deadline:  # Who never stops writing would hold us here.
                return False
        return False

    def _take(self, stream: Stream, data: bytes) -> None:
        room = self.request.limits.output_bytes - len(self.stdout) - len(self.stderr)
        self.truncated = self.truncated or len(data) > room
        data = data[: max(0, room)]
        self._of(stream).extend(data)
        if data and self.on_output is not None:
            self.on_output(stream, data)

    def _of(self, stream: Stream) -> bytearray:
        return self.stdout if stream == "stdout" else self.stderr
