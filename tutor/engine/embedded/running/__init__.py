"""What `docker run` answers: computed up to the program's own first instruction, recorded from there on."""

from __future__ import annotations

from tutor.engine.embedded.running.answers import answer_to, file_asked_for
from tutor.engine.embedded.running.becoming import Became, becomes
from tutor.engine.embedded.running.checking import check_of
from tutor.engine.embedded.running.container import Container, Image, Refused, create
from tutor.engine.embedded.running.recorded import Mattered, recorded
from tutor.engine.embedded.running.recordings import Situation, chosen, steers
from tutor.engine.embedded.running.run import run
from tutor.engine.embedded.running.starting import Ended, Started, start
from tutor.engine.embedded.running.view import View, seen

__all__ = [
    "Became",
    "Container",
    "Ended",
    "Image",
    "Mattered",
    "Refused",
    "Situation",
    "Started",
    "View",
    "answer_to",
    "becomes",
    "check_of",
    "chosen",
    "create",
    "file_asked_for",
    "recorded",
    "run",
    "seen",
    "start",
    "steers",
]
