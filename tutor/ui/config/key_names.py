"""How keys are written, and which of them arrive."""

from __future__ import annotations

import unicodedata

_NAMED = frozenset(
    ("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown")
) | {"up", "down", "left", "right"}
_FUNCTION = frozenset(f"f{number}" for number in range(1, 25))
_MODIFIERS = ("alt", "ctrl", "shift")
_OWN_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_PUNCTUATION = "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~"
_SAME_AS = {
    "ctrl+h": "Backspace",
    "ctrl+i": "Tab",
    "ctrl+j": "Enter",
    "ctrl+m": "Enter",
    "ctrl+left_square_bracket": "Esc",
}
_WITH_CTRL = frozenset("abcdefghijklmnopqrstuvwxyz") | {
    "backslash",
    "right_square_bracket",
    "circumflex_accent",
    "underscore",
    "slash",
    "@",
    *(_NAMED - {"escape", "enter", "tab", "backspace"}),
    *(f"f{number}" for number in range(1, 13)),
}
_KEPT_BY_OTHERS = {
    "ctrl+q": "VS Code's terminal and flow control keep it",
    "ctrl+p": "VS Code's terminal keeps it",
    "ctrl+b": "tmux keeps it",
    "ctrl+s": "flow control stops many terminals at it",
}
EDITOR_KEYS = frozenset([*(f"ctrl+{letter}" for letter in "acdekuvwxyz"), "f6", "f7"])
"""What the text area does itself while somebody types."""


class UnknownKeyError(ValueError):
    """Not the name of a key."""


def _names_of_punctuation() -> dict[str, str]:
    names = {}
    for character in _PUNCTUATION:
        name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
        names[character] = _OWN_NAMES.get(name, name)
    return names


def key_of(written: str) -> str:
    """A key as Textual names it: ``Ctrl+R`` is ``ctrl+r``, ``/`` is ``slash``. Raises UnknownKeyError."""
    *modifiers, last = written.strip().split("+") if not written.strip().endswith("+") else [written.strip()]
    if last.endswith("+") and len(last) > 1:  # Ctrl++
        *modifiers, _, last = [*last[:-1].split("+"), "+"]
    modifiers = sorted(modifier.strip().lower() for modifier in modifiers)
    last = last.strip()
    names = _names_of_punctuation()
    name = names.get(
        "@" if last == "at" else last, last if len(last) == 1 and not modifiers else last.lower()
    )
    known = (
        name in _NAMED or name in _FUNCTION or name in names.values() or (len(name) == 1 and name.isalnum())
    )
    if not known or any(modifier not in _MODIFIERS for modifier in modifiers) or not last:
        raise UnknownKeyError(written)
    if modifiers == ["shift"] and len(name) == 1 and name.isalpha():
        return name.upper()
    if modifiers == ["ctrl"] and name == "at":
        return "ctrl+@"  # as Textual has it; it is Ctrl+Space
    return "+".join([*modifiers, name])


def is_typed(key: str) -> bool:
    """Whether the key writes a character."""
    return "+" not in key and key not in _NAMED - {"space"} and key not in _FUNCTION


def never_arrives(key: str) -> str | None:
    """Why a terminal does not send this key as itself; None where it does."""
    *modifiers, last = key.split("+")
    without_shift = "most terminals do not tell it from the key without Shift"
    reasons = (
        (key in _SAME_AS, f"terminals send it as {_SAME_AS.get(key)}"),
        ("ctrl" in modifiers and last not in _WITH_CTRL, "most terminals do not send it"),
        ({"ctrl", "shift"} <= {*modifiers} and len(last) == 1, without_shift),
        (modifiers == ["shift"] and last in ("enter", "space", "backspace", "escape"), without_shift),
        (
            "alt" in modifiers and last in ("left_square_bracket", "escape"),
            "terminals begin other keys with it",
        ),
        (last in _FUNCTION and int(last[1:]) > 12, "keyboards have no such key"),
    )
    return next((why for holds, why in reasons if holds), None)


def kept_by_others(key: str) -> str | None:
    """Which program may keep this key to itself; None where none is known for it."""
    return _KEPT_BY_OTHERS.get(key)
