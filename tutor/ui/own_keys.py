"""Texts that name keys, with those that count after the person's ``config.toml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, overload

from textual.content import Content, Span

from tutor.ui.config.unbound import is_unbound
from tutor.ui.keys import key_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

_KEY = re.compile(r"\b(?:(?:Ctrl|Alt)\+(?:[A-Z0-9]|Enter|Space|End|Home)|F\d{1,2})\b")
_FIRST = ("app.", "lesson.", "panes.", "editor.", "draft.", "build.")
"""Whose key a text means that names one which several actions have, one on each screen."""

_WITHOUT_KEY = "the palette"
"""Where to find an action that has no key."""

_kept: tuple[Mapping[str, str], Mapping[str, str]] | None = None


@overload
def with_own_keys(app: App[Any], text: str) -> str: ...
@overload
def with_own_keys(app: App[Any], text: Content) -> Content: ...
def with_own_keys(app: App[Any], text: str | Content) -> str | Content:
    """A text that names default keys, with the keys that the person chose in their place.

    An action that has no key any more is found in the palette.
    """
    keymap = app._keymap
    if not keymap:
        return text
    own = _own_names(keymap)
    if isinstance(text, str):
        return _KEY.sub(lambda found: own.get(found[0], found[0]), text)
    parts, at = [], 0
    for found in _KEY.finditer(text.plain):
        name = own.get(found[0])
        if name is not None:
            spans = [Span(0, len(name), one.style) for one in text[found.start() : found.end()].spans]
            parts += [text[at : found.start()], Content(name, spans)]
            at = found.end()
    return Content.assemble(*parts, text[at:]) if parts else text


def own_key(app: App[Any], action: str, usual: str) -> str:
    """The name of an action's key: ``usual`` unless the person chose another, empty where it has none.

    For keys such as Esc or n, which several actions have: no text tells whose they are.
    """
    now = app._keymap.get(action)
    return usual if now is None else _name_of(now.split(",")[0])


def key_told(app: App[Any], action: str, usual: str) -> str:
    """The key of an action for a sentence that says what it does."""
    return own_key(app, action, usual) or _WITHOUT_KEY


def keyed(app: App[Any], action: str, usual: str, told: str) -> str:
    """``g bars``: what an action does, after its key; alone where it has none."""
    return f"{own_key(app, action, usual)} {told}".lstrip()


def key_link(app: App[Any], click: str, action: str, usual: str, told: str) -> Content:
    """The same, to be clicked: ``click`` is the action as a link names it."""
    return Content.from_markup(f'[@click="{click}"]$told[/]', told=keyed(app, action, usual, told))


def _name_of(key: str) -> str:
    return "" if is_unbound(key) else key_name(key)


def _own_names(keymap: Mapping[str, str]) -> Mapping[str, str]:
    """What to say for each default key that is not the key of its action any more."""
    global _kept  # noqa: PLW0603  asked for with every line that is drawn
    if _kept is None or _kept[0] is not keymap:
        _kept = keymap, _found_names(keymap)
    return _kept[1]


def _found_names(keymap: Mapping[str, str]) -> Mapping[str, str]:
    from tutor.ui.config.known import known

    names: dict[str, str] = {}
    taken: set[str] = set()
    for action in sorted(known().keys.values(), key=lambda one: not one.id.startswith(_FIRST)):
        now = keymap[action.id].split(",") if action.id in keymap else list(action.default)
        for default in action.default:
            name = key_name(default)
            if name not in taken:
                taken.add(name)
                if default not in now:
                    names[name] = _name_of(now[0]) or _WITHOUT_KEY
    return names
