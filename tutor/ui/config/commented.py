"""The file that ``distill config --init`` writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from textwrap import wrap

from tutor.ui.config.file import toml_of
from tutor.ui.config.known import known
from tutor.ui.settings import Settings

_WIDTH = 96
_HEAD = """\
# Distill's settings and keys. Take the # away from what you change; what is left out has its default.
# `distill config --check` says what is wrong. A mistake stops nothing: the default counts, and you are told.
"""
_KEYS_HEAD = """\
[keys]
# One key or several: "f5" or "f5, alt+b". Names: f1 to f12, a to z, 0 to 9, / and other signs, enter, escape,
# tab, space, backspace, delete, insert, home, end, pageup, pagedown, up, down, left, right;
# before them ctrl+, alt+, shift+. Do not use ctrl with a digit or Enter, ctrl+h, ctrl+i, ctrl+m:
# terminals do not send them. ctrl+b is tmux's, ctrl+s stops many terminals.
# "" takes the key away, and the palette still has the action. Ways out keep theirs: app.quit, escape.
"""


def commented() -> str:
    """Every setting and every key, with its default and what it does, commented out."""
    return "\n".join([*_lines(), ""])


def _lines() -> Iterator[str]:
    yield _HEAD
    for one in fields(Settings):
        choices = one.metadata.get("choices", ())
        told = one.metadata.get("told", "") + (
            f" One of {', '.join(map(toml_of, choices))}." if choices else ""
        )
        yield from (f"# {line}" for line in wrap(told, _WIDTH))
        yield f"# {one.name} = {toml_of(one.default)}\n"
    yield _KEYS_HEAD
    for key in known().keys.values():
        yield from (f"# {line}" for line in wrap(key.told, _WIDTH))
        yield f'# "{key.id}" = "{", ".join(key.default)}"'
