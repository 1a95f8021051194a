"""The editor's colours, taken from the app's theme: readable with any, light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widgets.text_area import TextAreaTheme

from tutor.ui.contrast import readable

LINE_TINT = 0.07
"""How much of the foreground is in the ground of the cursor's line."""

THEME_NAMES = {True: "distill-editor-dark", False: "distill-editor-light"}

_ROLES: dict[str, tuple[str, Style]] = {
    "keyword": ("accent", Style(bold=True)),
    "constant": ("accent", Style()),
    "builtin": ("primary", Style()),
    "flag": ("secondary", Style()),
    "stage": ("primary", Style(bold=True)),
    "image": ("success", Style()),
    "string": ("success", Style()),
    "heredoc": ("success", Style()),
    "number": ("warning", Style()),
    "variable": ("warning", Style()),
    "directive": ("secondary", Style(italic=True)),
}
"""Styles by the theme colour that they take; comments, operators and marks are shades of the foreground."""

_SHADES: dict[str, tuple[float, Style]] = {
    "comment": (0.62, Style(italic=True)),
    "skipped": (0.52, Style()),
    "operator": (0.8, Style()),
    "punctuation": (0.75, Style()),
    "continuation": (0.55, Style()),
}


def editor_theme(variables: Mapping[str, str], *, dark: bool) -> TextAreaTheme:
    """The TextArea theme for an app theme's variables; on an ANSI theme the terminal's own colours."""
    background = _colour(variables, "surface")
    foreground = _colour(variables, "foreground")
    grounds = [background]
    if background.ansi is None and foreground.ansi is None:
        grounds.append(background.blend(foreground, LINE_TINT))
    styles: dict[str, Style] = {}
    for name, (role, style) in _ROLES.items():
        colour = _readable(_colour(variables, role), grounds)
        styles[name] = style + Style(color=colour.rich_color)
    for name, (strength, style) in _SHADES.items():
        if foreground.ansi is not None or background.ansi is not None:
            styles[name] = style + Style(dim=True)
        else:
            shade = _readable(background.blend(foreground, strength), grounds)
            styles[name] = style + Style(color=shade.rich_color)
    styles["problem"] = Style(underline=True)
    styles["flash"] = _flash(_colour(variables, "accent"), background)
    return TextAreaTheme(name=THEME_NAMES[dark], syntax_styles=styles)


def _colour(variables: Mapping[str, str], name: str) -> Color:
    try:
        return Color.parse(variables[name])
    except (KeyError, ColorParseError):
        return Color.parse("ansi_default")


def _flash(accent: Color, background: Color) -> Style:
    if accent.ansi is not None or background.ansi is not None:
        return Style(reverse=True)
    return Style(bgcolor=background.blend(accent, 0.35).rich_color)


def _readable(colour: Color, grounds: Sequence[Color]) -> Color:
    """The colour made readable on the editor's grounds; a terminal's own colours stay as they are."""
    if colour.ansi is not None or grounds[0].ansi is not None:
        return colour
    return readable(colour, grounds)
