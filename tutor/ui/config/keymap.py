"""The keys of the file: which of them can be, and why the others cannot."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping

from tutor.ui.config.key_names import (
    EDITOR_KEYS,
    UnknownKeyError,
    is_typed,
    kept_by_others,
    key_of,
    never_arrives,
)
from tutor.ui.config.known import Known, KnownKey
from tutor.ui.config.problem import Problem
from tutor.ui.config.unbound import no_key_for

LineOf = Callable[[str], int | None]
_WAYS_OUT = ("app.quit", "app.palette")
_DEFAULT = "The default counts: {}."


def keymap_of(
    written: Mapping[str, object], known: Known, line_of: LineOf
) -> tuple[dict[str, str], list[Problem]]:
    """What Textual takes as a keymap, with all that cannot be left out, and why."""
    problems: list[Problem] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for name, value in written.items():
        one = known.keys.get(name)
        if one is None:
            near = difflib.get_close_matches(name, known.keys, 1)
            advice = f"Did you mean {near[0]}?" if near else "`distill config` lists all of them."
            problems.append(Problem(line_of(name), f"There is no action {name}.", advice))
            continue
        keys, wrong = _without_key(one) if value in ("", []) else _keys_of(value, one)
        problems += [Problem(line_of(name), message, advice, counts) for message, advice, counts in wrong]
        if keys:
            wanted[name] = keys
    for name in list(wanted):
        for partner in known.partners(name):
            wanted.setdefault(partner, wanted[name])
    problems += _clashes(wanted, known, line_of)
    return {name: ",".join(keys) for name, keys in wanted.items()}, problems


def _without_key(one: KnownKey) -> tuple[tuple[str, ...], list[tuple[str, str, bool]]]:
    """No key for an action that can be found in the palette, and that nobody needs to get away."""
    if one.id in _WAYS_OUT or "escape" in one.default:
        default = _DEFAULT.format(", ".join(one.default))
        return (), [(f"{one.id} cannot be without a key: it is a way out.", default, False)]
    return (no_key_for(one.id),), []


def _keys_of(value: object, one: KnownKey) -> tuple[tuple[str, ...], list[tuple[str, str, bool]]]:
    """The keys that were written for an action; none when the default has to count."""
    default = _DEFAULT.format(", ".join(one.default))
    texts = value.split(",") if isinstance(value, str) and value != "," else value
    if texts == ",":
        texts = [","]
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        needs = f'{one.id} needs a key, such as "f5" or "ctrl+r", or "" for none.'
        return (), [(needs, default, False)]
    found: list[str] = []
    told: list[tuple[str, str, bool]] = []
    for text in texts:
        try:
            key = key_of(text)
        except UnknownKeyError:
            return (), [(f"{text.strip()!r} is not the name of a key.", f"{default} Names are as in "
                         "f5, ctrl+r, alt+b, pageup, slash.", False)]  # fmt: skip
        if (why := never_arrives(key)) is not None:
            return (), [(f"{text.strip()} cannot be {one.id}: {why}.", default, False)]
        if one.typed_over and is_typed(key) and not any(map(is_typed, one.default)):
            return (), [(f"{text.strip()} cannot be {one.id}: the key would be taken from your text.",
                         f"{default} A function key, or one with Ctrl or Alt, can be.", False)]  # fmt: skip
        if (why := kept_by_others(key)) is not None:
            told.append((f"{text.strip()} may not reach {one.id}: {why}.",
                         "It counts where it arrives.", True))  # fmt: skip
        if one.typed_over and key in EDITOR_KEYS and key not in one.default:
            told.append((f"{text.strip()} is a key of the text area too.", f"{one.id} goes before it.", True))
        found.append(key)
    return tuple(dict.fromkeys(found)), told


def _clashes(wanted: dict[str, tuple[str, ...]], known: Known, line_of: LineOf) -> Iterator[Problem]:
    """Take back what would be the key of two actions of one place, until nothing clashes."""
    usual = known.shared()
    while True:
        clash = next(_first_clash(wanted, known, usual), None)
        if clash is None:
            return
        name, other, key = clash
        names = {name, *known.partners(name)}
        for one in names:
            wanted.pop(one, None)
        yield Problem(
            line_of(name),
            f"{key} cannot be {name}: it is {other} on the same screen.",
            f"{_DEFAULT.format(', '.join(known.keys[name].default))} Give {other} another key first.",
        )


def _first_clash(
    wanted: Mapping[str, tuple[str, ...]], known: Known, usual: frozenset[tuple[str, str, str]]
) -> Iterator[tuple[str, str, str]]:
    """An action of ``wanted``, another, and the key that both would have."""
    for place in known.places:
        moved = [name for name in wanted if name in place]
        for name in moved:
            partners = known.partners(name)
            for other in place - {name} - partners:
                theirs = wanted.get(other, known.keys[other].default)
                for key in wanted[name]:
                    if key in theirs and (*sorted((name, other)), key) not in usual:
                        yield name, other, key


def clashing_defaults(known: Known) -> frozenset[tuple[str, str, str]]:
    """Defaults that share a key in one place and do not take turns on it."""
    return frozenset(
        (one, other, key)
        for one, other, key in known.shared()
        if other not in known.partners(one) and not one.startswith("compare.")
    )
