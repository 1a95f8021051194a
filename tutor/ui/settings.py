"""What the app remembers between two starts that is no progress: the theme, the pace of recorded output."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.engine.request import Replay

REPLAYS: tuple[Replay, ...] = ("real", "fast", "instant")
"""How fast recorded output may be told, slowest first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of the person at this machine."""

    theme: str = "distill-dark"
    replay: Replay = "fast"

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; a missing or damaged one gives the defaults, for a theme is never worth a crash."""
        try:
            kept = json.loads(path.read_text("utf-8"))
            theme, replay = kept.get("theme"), kept.get("replay")
        except (OSError, ValueError, AttributeError):
            return cls()
        usual = cls()
        return cls(
            theme if isinstance(theme, str) else usual.theme,
            replay if replay in REPLAYS else usual.replay,
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


def settings_path() -> Path:
    """``settings.json`` beside the learner's work."""
    from tutor.home import home_folder

    return home_folder() / "settings.json"
