"""``config.toml`` as it is read: what of it counts, and what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tutor.ui.config.problem import Problem
from tutor.ui.settings import Settings, can_be


@dataclass(frozen=True, slots=True)
class Config:
    """What a person wrote down; empty where there is no file.

    ``settings`` holds those that were written, ``keymap`` is what Textual takes.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    keymap: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> Config:
    """Read the file; whatever is wrong is told, and the defaults count in its place."""
    import tomllib

    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        return Config(problems=(Problem(None, f"The file cannot be read: {error}.", "The defaults count."),))
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(problems=(_not_toml(str(error), text),))
    return checked(document, text)


def checked(document: Mapping[str, Any], text: str) -> Config:
    """What of a document counts; ``text`` is where the lines are looked up."""
    problems: list[Problem] = []
    settings: dict[str, Any] = {}
    known = {one.name: one for one in fields(Settings)}
    for name, value in document.items():
        line = _line_of(text, name)
        one = known.get(name)
        if name == "keys":
            continue
        if one is None:
            near = difflib.get_close_matches(name, [*known, "keys"], 1)
            advice = f"Did you mean {near[0]}?" if near else "`distill config` lists all of them."
            problems.append(Problem(line, f"There is no setting {name}.", advice))
        elif not can_be(one, value):
            default = f"The default counts: {toml_of(one.default)}."
            problems.append(Problem(line, f"{name} cannot be {toml_of(value)}: {possible(one)}.", default))
        else:
            settings[name] = value
    keymap: dict[str, str] = {}
    keys = document.get("keys", {})
    if not isinstance(keys, dict):
        problems.append(Problem(_line_of(text, "keys"), "keys is a table.", "Write [keys] on its own line."))
    elif keys:
        from tutor.ui.config.keymap import keymap_of
        from tutor.ui.config.known import known as known_keys

        keymap, wrong = keymap_of(_flat(keys), known_keys(), lambda name: _line_of(text, name))
        problems += wrong
    return Config(settings, keymap, tuple(sorted(problems, key=lambda one: one.line or 0)))


def possible(one: Any) -> str:
    """What a setting may be, in words."""
    choices = one.metadata.get("choices")
    if choices:
        return "one of " + ", ".join(map(toml_of, choices))
    return {bool: "true or false", str: "a text in quotes", int: "a number"}.get(
        type(one.default), "a number"
    )


def toml_of(value: object) -> str:
    """A value as TOML writes it."""
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


def _flat(table: Mapping[str, Any], above: str = "") -> dict[str, object]:
    """``lesson.build = "f5"`` is a table in a table for TOML, and one id for us."""
    found: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{above}{name}.")
        else:
            found[above + name] = value
    return found


def _line_of(text: str, name: str) -> int | None:
    """The line on which a name is given a value or a table begins."""
    parts = name.split(".")
    for wanted in (name, parts[-1]):
        pattern = re.compile(rf"""^\s*(\[\s*)?["']?{re.escape(wanted)}["']?\s*[=\].]""")
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.match(line):
                return number
    return None


def _not_toml(error: str, text: str) -> Problem:
    at = re.search(r"line (\d+)", error)
    what = error.partition(" (at ")[0].rstrip(".")
    return Problem(
        int(at[1]) if at else len(text.splitlines()),
        f"This is not TOML: {what}.",
        "The defaults count for all of it.",
    )
