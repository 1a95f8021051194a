"""The app as ``config.toml`` wants it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from tutor.ui.config.place import config_path
from tutor.ui.config.start import at_start
from tutor.ui.settings import Settings, settings_path

if TYPE_CHECKING:
    from textual.app import App

    from tutor.ui.config.problem import Problem


class Written:
    """What the file of this start says."""

    def __init__(self) -> None:
        self.path = config_path()
        kept = settings_path().with_name("config.read.json")
        self.settings, self.keymap, self.problems = at_start(self.path, kept)

    def over(self, remembered: Settings) -> Settings:
        """The settings that count: what is written goes before what the app remembers."""
        return remembered.with_those(self.settings)

    def sets_any_of(self, before: Settings, now: Settings) -> bool:
        """Whether a setting was changed in the app that the file sets anew at every start."""
        was, is_now = asdict(before), asdict(now)
        return any(was[name] != is_now[name] for name in self.settings)

    def tell(self, app: App[None]) -> None:
        """Say what is wrong in the file."""
        if self.problems:
            app.notify(
                said(self.problems, self.path.name), title="Your config.toml", severity="warning",
                timeout=15, markup=False,
            )  # fmt: skip


def said(problems: tuple[Problem, ...], name: str) -> str:
    """The first problem with its line, and how many more there are."""
    first = problems[0]
    at = f"{name}:{first.line}: " if first.line else ""
    more = len(problems) - 1
    also = f"\n{more} more: `distill config --check` tells all." if more else ""
    return f"{at}{first.message} {first.advice}{also}"
