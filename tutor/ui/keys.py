"""What can be done here, and with which keys: one list for the palette and for help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.dom import DOMNode

from tutor.ui.config.unbound import is_unbound

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

_NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "underscore": "_",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "tilde": "~",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "backspace": "Backspace",
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "full_stop": ".",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "question_mark": "?",
    "at": "@",
    "backslash": "\\",
    "circumflex_accent": "^",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
}

WITHOUT_KEY = (
    Binding("", "open_folder", "Open a folder", tooltip="Open a folder of yours with a Dockerfile"),
    Binding("", "welcome", "Welcome", tooltip="Show the first choice again: the course, or your own project"),
    Binding("", "demo", "Watch a demo", id="app.demo", tooltip="Watch how a lesson is done; Esc stops it"),
    Binding("", "change_theme", "Theme", tooltip="Choose other colours, light or dark"),
    *(
        Binding("", f"replay('{pace}')", f"Replay: {pace}", tooltip=f"Tell what is recorded {how}")
        for pace, how in (
            ("real", "at the pace at which it was recorded"),
            ("fast", "in a second or two"),
            ("instant", "at once"),
        )
    ),
    Binding(
        "", "screenshot", "Picture of the screen", tooltip="Save what the screen shows as an SVG picture"
    ),
)
"""Actions of the app that no key is spent on."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done; ``node`` is whose action it is."""

    node: DOMNode
    binding: Binding
    keys: tuple[str, ...]
    pane: str = ""
    """The pane to go to first; "" where it can be done from here."""

    @property
    def told(self) -> str:
        """What it does, in a sentence."""
        return self.binding.tooltip or self.binding.description


def _rank(deed: Deed) -> int:
    """What the footer shows comes first, ways to get about come last."""
    return 0 if deed.binding.show else 2 if (deed.binding.id or "").startswith("panes.") else 1


def key_name(key: str) -> str:
    """A key as it is printed on a keyboard: ``ctrl+r`` is ``Ctrl+R``, ``f5`` is ``F5``."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    name = _NAMES.get(last, last.upper() if len(last) <= 3 and (modifiers or len(last) > 1) else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def deeds_of(node: DOMNode) -> Iterator[Deed]:
    """What the node itself offers: each action once, with all of its keys, the learner's before the usual."""
    keymap = node.app._keymap
    found: dict[str, tuple[Binding, list[str]]] = {}
    for key, bindings in node._bindings.key_to_bindings.items():
        for binding in bindings:
            if binding.id or binding.tooltip:
                own = keymap.get(binding.id or "")
                keys = found.setdefault(binding.action, (binding, []))[1]
                for one in own.split(",") if own else [key]:
                    if not is_unbound(one) and (name := key_name(one)) not in keys:
                        keys.append(name)
    for binding, keys in found.values():
        yield Deed(node, binding, tuple(keys))


def deeds_here(screen: Screen[object]) -> tuple[list[Deed], list[Deed], list[Deed]]:
    """What can be done in what has the focus, on the screen, and everywhere; only what is possible now."""
    app: App[object] = screen.app
    nodes = (
        [node for node in screen.focused.ancestors_with_self if node not in (screen, app)]
        if screen.focused
        else []
    )
    focused = [deed for node in nodes for deed in deeds_of(node)]
    here = {deed.binding.id for deed in focused if deed.binding.id}
    of_screen = [deed for deed in deeds_of(screen) if deed.binding.id not in here]
    everywhere = [*deeds_of(app), *(Deed(app, binding, ()) for binding in WITHOUT_KEY)]
    return tuple(
        [deed for deed in deeds if _is_possible(deed)]
        for deeds in (focused, sorted(of_screen, key=_rank), everywhere)
    )  # type: ignore[return-value]


def deeds_elsewhere(screen: Screen[Any]) -> list[Deed]:
    """What could be done in the panes of a screen that do not have the focus."""
    here = set(screen.focused.ancestors_with_self) if screen.focused else set()
    return [
        replace(deed, pane=pane)
        for pane, nodes in getattr(screen, "pane_nodes", {}).items()
        for node in nodes
        if node not in here
        for deed in deeds_of(node)
    ]


def _is_possible(deed: Deed) -> bool:
    """Whether it can be done now."""
    return bool(deed.node.check_action(deed.binding.action.partition("(")[0], ()))
