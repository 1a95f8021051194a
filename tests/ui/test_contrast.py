"""Text is readable in every theme, ours and Textual's."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tutor.ui.app import DistillApp
from tutor.ui.contrast import FOOTER_INKS, GROUNDS, INKS, LEAST_CONTRAST, contrast, readable
from tutor.ui.themes import DARK, LIGHT

THEMES = [DARK.name, LIGHT.name, *sorted(name for name in BUILTIN_THEMES if not name.startswith("ansi"))]


def variables_of(theme: str) -> dict[str, str]:
    app = DistillApp()
    app.theme = theme
    return app.get_css_variables()


def poor(variables: dict[str, str], inks: tuple[str, ...], grounds: tuple[str, ...]) -> list[str]:
    """Which pairs have too little contrast."""
    found = []
    for ink in inks:
        if variables.get(ink, "auto").startswith("auto"):
            continue
        for ground in grounds:
            ratio = contrast(Color.parse(variables[ground]), Color.parse(variables[ink]))
            if ratio < LEAST_CONTRAST - 0.05:  # a colour is rounded to eight bits
                found.append(f"{ink} on {ground}: {ratio:.1f}")
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_is_readable_on_every_ground(theme):
    variables = variables_of(theme)
    assert poor(variables, INKS, GROUNDS) == []
    assert poor(variables, FOOTER_INKS, ("footer-background",)) == []


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_a_terminal_s_own_colours_are_left_alone(theme):
    assert Color.parse(variables_of(theme)["muted"]).ansi is not None


def test_what_is_readable_stays_as_it_is():
    assert readable(Color.parse("#d8dbe0"), [Color.parse("#15181d")]) == Color.parse("#d8dbe0")


def test_what_is_not_is_made_brighter_on_slate_and_darker_on_paper():
    grey = Color.parse("#777777")
    assert readable(grey, [Color.parse("#15181d")]).r > grey.r
    assert readable(grey, [Color.parse("#fbf9f5")]).r < grey.r


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("name", [*GROUNDS, "border", "border-blurred", "scrollbar"])
def test_our_grounds_stay_grey_where_a_terminal_has_256_colours(theme, name):
    nearest = Color.parse(variables_of(theme)[name]).rich_color.downgrade(ColorSystem.EIGHT_BIT)
    red, green, blue = nearest.get_truecolor()
    assert red == green == blue, f"{name} becomes {nearest.get_truecolor().hex}"
