"""The ground of the web page around the terminal, where the app is in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

SET_GROUND = "\x1b]11;{}\x07"


def colour_page(app: App[None]) -> None:
    """Let the page's ground be the theme's, now and when that changes.

    A terminal of the person's own keeps its colours.
    """
    _colour(app)
    app.theme_changed_signal.subscribe(app, lambda theme: _colour(app))


def _colour(app: App[None]) -> None:
    ground = app.get_css_variables().get("background", "")
    if app._driver is not None and ground.startswith("#"):
        app._driver.write(SET_GROUND.format(ground))
