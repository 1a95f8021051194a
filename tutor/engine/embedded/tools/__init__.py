"""Tools whose runs are recorded: what makes two runs the same, and how a recording is put onto a stage."""

from __future__ import annotations

from tutor.engine.embedded.tools.key import key_of
from tutor.engine.embedded.tools.recorded import Hit, Miss, find, put
from tutor.engine.embedded.tools.situation import Situation

__all__ = ["Hit", "Miss", "Situation", "find", "key_of", "put"]
