"""What `docker run` answers: computed up to the program's own first instruction, recorded from there on."""

from __future__ import annotations

from tutor.engine.embedded.running.container import Container, Image, Refused, create
from tutor.engine.embedded.running.recorded import Mattered, recorded
from tutor.engine.embedded.running.recordings import steers
from tutor.engine.embedded.running.run import run
from tutor.engine.embedded.running.starting import Ended, Started, start
from tutor.engine.embedded.running.view import View, seen

__all__ = [
    "Container",
    "Ended",
    "Image",
    "Mattered",
    "Refused",
    "Started",
    "View",
    "create",
    "recorded",
    "run",
    "seen",
    "start",
    "steers",
]
