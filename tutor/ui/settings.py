"""What the app remembers between two starts that is no progress: the theme, the pace of recorded output.

A new setting is one more field here that says what it is for: the app remembers it, ``config.toml`` may hold
it, and ``distill config`` tells of it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import Field, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.engine.request import Replay

REPLAYS: tuple[Replay, ...] = ("real", "fast", "instant")
"""How fast recorded output may be told, slowest first."""
THEMES = (
    "distill-dark", "distill-light",
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte",
    "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord",
    "rose-pine", "rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark",
    "textual-light", "tokyo-night",
)  # fmt: skip
"""Our themes and Textual's, by name, so that a file is checked without Textual."""


def told(text: str, choices: tuple[object, ...] = ()) -> dict[str, Any]:
    """What a setting is for, in a sentence, and what it may be where not all is possible."""
    return {"told": text, "choices": choices}


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of the person at this machine."""

    theme: str = field(
        default="distill-dark", metadata=told("Colours; the palette's Theme shows them.", THEMES)
    )
    replay: Replay = field(default="fast", metadata=told("How fast recorded output is told.", REPLAYS))
    build_on_save: bool = field(
        default=False, metadata=told("Build by itself what was saved, when typing pauses.", (True, False))
    )
    what_if: bool = field(
        default=True, metadata=told("Predict while you type what the stages would weigh.", (True, False))
    )
    reduced_motion: bool = field(
        default=False, metadata=told("Nothing blinks, slides or lights up for a moment.", (True, False))
    )

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; a missing or damaged one gives the defaults, for a theme is never worth a crash."""
        try:
            kept = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls().with_those(kept) if isinstance(kept, dict) else cls()

    def with_those(self, values: Mapping[str, Any]) -> Settings:
        """These settings, with those of ``values`` that can be."""
        return replace(
            self,
            **{one.name: values[one.name] for one in fields(self) if can_be(one, values.get(one.name))},
        )

    def save(self, path: Path) -> None:
        """Write the file whole; where that is not possible the choice lasts until the app ends."""
        draft = path.with_suffix(f".{os.getpid()}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(asdict(self)) + "\n", "utf-8")
            draft.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def can_be(one: Field[Any], value: object) -> bool:
    """Whether a setting can have this value."""
    choices = one.metadata.get("choices")
    return type(value) is type(one.default) and (not choices or value in choices)


def settings_path() -> Path:
    """``settings.json`` beside the learner's work."""
    from tutor.home import home_folder

    return home_folder() / "settings.json"
