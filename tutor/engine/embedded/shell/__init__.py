"""RUN: a shell, and the commands that it starts, over the files of a stage."""

from __future__ import annotations

from tutor.engine.embedded.shell.run import key_of, run
from tutor.engine.embedded.system.process import CannotStart, Process, Ran, UnknownCommand

__all__ = ["CannotStart", "Process", "Ran", "UnknownCommand", "key_of", "run"]
