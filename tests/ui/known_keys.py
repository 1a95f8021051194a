"""Lists every binding of the screens in ``tutor/ui/config/keys.json``: ``python -m tests.ui.known_keys``."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import defaultdict
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import tutor.ui
from tutor.ui.app import DistillApp
from tutor.ui.config.known import KEYS_FILE


def _ours(kind: type[DOMNode]) -> dict[str, list[Binding]]:
    bound: dict[str, list[Binding]] = defaultdict(list)
    for bindings in (kind._merged_bindings or kind._merge_bindings()).key_to_bindings.values():
        for binding in bindings:
            if binding.id and "." in binding.id and not binding.id.startswith("command-palette"):
                bound[binding.id].append(binding)
    return bound


def _classes() -> list[type[DOMNode]]:
    for module in pkgutil.walk_packages(tutor.ui.__path__, "tutor.ui."):
        importlib.import_module(module.name)
    found: list[type[DOMNode]] = []
    left = [DOMNode]
    while left:
        for kind in left.pop().__subclasses__():
            left.append(kind)
            if kind.__module__.startswith("tutor.ui") and kind not in found:
                found.append(kind)
    return sorted(found, key=lambda kind: kind.__qualname__)


def _named_in(kind: type[DOMNode], classes: list[type[DOMNode]]) -> set[type[DOMNode]]:
    """The widgets that the modules of a class name, and those that these name."""
    import sys

    widgets = {one for one in classes if issubclass(one, Widget) and not issubclass(one, Screen)}
    found: set[type[DOMNode]] = set()
    left: list[type[DOMNode]] = [kind]
    while left:
        for base in left.pop().__mro__:
            names = vars(sys.modules[base.__module__]) if base.__module__.startswith("tutor.ui") else {}
            for one in names.values():
                if isinstance(one, type) and one in widgets and one not in found:
                    found.add(one)
                    left.append(one)
    return found


def listed() -> dict[str, Any]:
    """The document."""
    classes = _classes()
    everywhere = _ours(DistillApp)
    bound: dict[str, list[Binding]] = defaultdict(list)
    typed_over: set[str] = set()
    places: set[frozenset[str]] = set()
    for kind in classes:
        for name, bindings in _ours(kind).items():
            bound[name] += bindings
            if any(binding.priority for binding in bindings) or name.startswith("editor."):
                typed_over.add(name)
    screens = [
        kind
        for kind in classes
        if issubclass(kind, Screen) and not any(issubclass(one, kind) for one in classes if one is not kind)
    ]
    for screen in screens:
        base = {*_ours(screen)} | (set() if issubclass(screen, ModalScreen) else {*everywhere})
        places.add(frozenset(base))
        widgets = _named_in(screen, classes)
        editor = {name for one in widgets for name in _ours(one) if name.startswith("editor.")}
        for widget in widgets:
            own = {*_ours(widget)}
            places.add(frozenset(base | (editor if own & editor else own)))
    whole = [one for one in places if one and not any(one < other for other in places)]
    return {
        "keys": {
            name: {
                "default": list(dict.fromkeys(binding.key for binding in bindings)),
                "told": next((one.tooltip for one in bindings if one.tooltip), bindings[0].description),
                "typed_over": name in typed_over,
            }
            for name, bindings in sorted(bound.items())
        },
        "places": sorted(map(sorted, whole)),
    }


def written() -> str:
    """The document as the file has it."""
    return json.dumps(listed(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    KEYS_FILE.write_text(written(), "utf-8")
