"""The file commands that are computed."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.computed import computed

__all__ = ["Call", "computed"]
