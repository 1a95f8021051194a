"""The actions that have a key, as ``keys.json`` lists them: the screens need not be loaded to know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

KEYS_FILE = Path(__file__).with_name("keys.json")
"""Written from the screens by ``python -m tests.ui.known_keys``; a test holds that it is true."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """An action; ``default`` are its keys as Textual names them, ``told`` a sentence or a word.

    ``typed_over`` says that its keys count while somebody types, so that no letter can be one of them.
    """

    id: str
    default: tuple[str, ...]
    told: str
    typed_over: bool


@dataclass(frozen=True, slots=True)
class Known:
    """All actions by id, and which of them can be reached at the same time."""

    keys: dict[str, KnownKey]
    places: tuple[frozenset[str], ...]
    """The actions at hand in one pane of one screen."""

    def partners(self, name: str) -> frozenset[str]:
        """Actions that take turns on one key, such as *zoom* and *all panes*; they move together."""
        mine = self.keys[name]
        return frozenset(
            other.id
            for place in self.places
            if name in place
            for other in map(self.keys.__getitem__, place)
            if other.id != name and other.default == mine.default and other.id.partition(".")[0] in name
        )

    def shared(self) -> frozenset[tuple[str, str, str]]:
        """Two ids and a key that both have by default in one place: a pane's own key goes before."""
        return frozenset(
            (one, other, key)
            for place in self.places
            for one, other in combinations(sorted(place), 2)
            for key in {*self.keys[one].default} & {*self.keys[other].default}
        )


@cache
def known() -> Known:
    """What ``keys.json`` lists."""
    document = json.loads(KEYS_FILE.read_text("utf-8"))
    keys = {
        name: KnownKey(name, tuple(one["default"]), one["told"], one["typed_over"])
        for name, one in document["keys"].items()
    }
    return Known(keys, tuple(frozenset(place) for place in document["places"]))
