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
CACHED = "↺"
SKIPPED = "\N{EN DASH}"
WARNING = "!"
ADVICE = "*"
DOT = "·"
BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
FORTH = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
