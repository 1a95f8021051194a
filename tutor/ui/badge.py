"""How the engine in use is named everywhere: by a sign and by words."""

from __future__ import annotations

from textual.content import Content

from tutor.ui import signs
from tutor.ui.engine_link import EngineState


def sign_of(state: EngineState) -> tuple[str, str]:
    """The sign and its colour: recorded, live, or none."""
    if state.embedded:
        return signs.RECORDED, "$secondary"
    return (signs.DONE, "$success") if state.engine is not None else (signs.OPEN, "$muted")


def badge_of(state: EngineState) -> Content:
    """``✔ Docker 28.5.2 · BuildKit`` or ``◇ embedded · recorded``."""
    sign, colour = sign_of(state)
    return Content.assemble((sign, colour), " ", state.name)
