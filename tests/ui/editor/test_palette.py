from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tutor.ui.contrast import LEAST_CONTRAST, contrast
from tutor.ui.editor.palette import editor_theme
from tutor.ui.themes import DARK, LIGHT

THEMES = [*(theme for theme in BUILTIN_THEMES.values() if not theme.name.startswith("ansi")), DARK, LIGHT]


def variables_of(theme: Theme) -> dict[str, str]:
    return theme.to_color_system().generate()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_code_colour_is_readable_on_every_theme(theme: Theme):
    variables = variables_of(theme)
    surface, foreground = Color.parse(variables["surface"]), Color.parse(variables["foreground"])
    reachable = min(LEAST_CONTRAST, contrast(surface, foreground))
    styles = editor_theme(variables, dark=theme.dark).syntax_styles
    for name in ("keyword", "stage", "image", "string", "variable", "flag", "number"):
        colour = styles[name].color
        assert colour is not None
        assert contrast(surface, Color.from_rich_color(colour)) >= reachable, name


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
def test_on_ansi_themes_the_terminal_chooses_the_colours(name: str):
    theme = BUILTIN_THEMES[name]
    styles = editor_theme(variables_of(theme), dark=theme.dark).syntax_styles
    colour = styles["keyword"].color
    assert colour is not None
    assert colour.triplet is None
    assert styles["comment"].dim


def test_light_and_dark_are_themes_of_their_own():
    assert editor_theme({}, dark=True).name != editor_theme({}, dark=False).name


def test_contrast_is_that_of_wcag():
    assert contrast(Color.parse("white"), Color.parse("black")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)
