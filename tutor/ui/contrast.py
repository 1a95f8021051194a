"""How well text stands out from its ground, and what makes it readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.color import Color, ColorParseError

LEAST_CONTRAST = 4.5
"""The contrast ratio to the ground that WCAG asks of text."""

MUTED_INK = 0.66
"""How much of the foreground is in quiet text, before it is made readable."""

GROUNDS = (
    "background",
    "surface",
    "panel",
    "block-cursor-background",
    "block-cursor-blurred-background",
    "block-hover-background",
)
"""What text in any of the inks stands on."""

INKS = (
    "foreground",
    "muted",
    "primary",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
    "block-cursor-foreground",
    "block-cursor-blurred-foreground",
)
FOOTER_INKS = ("footer-foreground", "footer-key-foreground", "footer-description-foreground")
_CURSORS = {
    "block-cursor-background": 0.22,
    "block-cursor-blurred-background": 0.12,
    "block-hover-background": 0.06,
}
"""How much of a theme's main colour marks the line with the cursor: not so much that its text drowns."""
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)


def readable_colours(variables: Mapping[str, str], *, ours: bool = False) -> dict[str, str]:
    """A theme's variables with a quiet ink, ``$muted``, and all inks readable on all grounds.

    Colours that are readable stay as they are; those of an ANSI theme are the terminal's own, and stay too.
    ``ours`` is whether the theme has cursors that our texts were coloured for.
    """
    colours = dict(variables)
    ground, ink = Color.parse(colours["background"]), Color.parse(colours["foreground"])
    if ground.ansi is not None or ink.ansi is not None:
        return {**colours, "muted": ink.css}
    colours["muted"] = ground.blend(ink, MUTED_INK, alpha=1.0).hex
    if not ours:
        main = Color.parse(colours["primary"])
        for name, much in _CURSORS.items():
            colours[name] = ground.blend(main, much, alpha=1.0).hex
        colours |= {"block-cursor-foreground": ink.hex, "block-cursor-blurred-foreground": ink.hex}
        colours |= {"block-cursor-text-style": "none"}
    grounds = [_solid(colours[name], ground) for name in GROUNDS if name in colours]
    footer = [_solid(colours["footer-background"], ground)]
    for names, behind in ((INKS, grounds), (FOOTER_INKS, footer)):
        for name in names:
            colour = _known(colours.get(name))
            if colour is not None:
                colours[name] = readable(_over(colour, ground), behind).hex
    return colours


def readable(colour: Color, grounds: Iterable[Color], least: float = LEAST_CONTRAST) -> Color:
    """``colour`` made darker on paper, brighter on slate, until it stands out from all ``grounds``."""
    grounds = list(grounds)
    light = sum(_luminance(ground) for ground in grounds) / len(grounds) > 0.18
    for step in range(21):
        candidate = colour.blend(_BLACK if light else _WHITE, step / 20, alpha=1.0) if step else colour
        if all(contrast(ground, candidate) >= least for ground in grounds):
            return candidate
    return _BLACK if light else _WHITE


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _known(text: str | None) -> Color | None:
    """A colour, None for what is worked out from its ground (``auto 87%``)."""
    try:
        return Color.parse(text) if text else None
    except ColorParseError:
        return None


def _solid(text: str, ground: Color) -> Color:
    return _over(Color.parse(text), ground)


def _over(colour: Color, ground: Color) -> Color:
    return colour if colour.a == 1 else ground.blend(colour, colour.a, alpha=1.0)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
