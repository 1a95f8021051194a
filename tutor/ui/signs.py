"""The signs that stand beside words, so that no state is told by colour alone."""

from __future__ import annotations

DONE = "✔"
FAILED = "✘"
OPEN = "○"
STARTED = "◐"
UNKNOWN = "?"
POINTER = "▸"
OPENED = "▾"
RUNNING = "●"
SKIPPED = "–"
WARNING = "!"
DOT = "·"
BACK = "‹"
ELLIPSIS = "…"
