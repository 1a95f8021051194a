"""Textual's stylesheet, with a better memory: what was parsed or looked up once is not done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.styles import RulesMap
    from textual.dom import DOMNode


class KeptStylesheet(Stylesheet):
    """Gives every widget the styles that Textual's own gives it, in less time.

    Textual goes through all rules of the app for every widget, and for every part of one that has a style of
    its own. Which of them name its type, a class or its id at all is the same for all widgets alike.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        # Textual's own keeps 64 sources and goes through all of them in order: of more it finds none again.
        self._parse_cache: dict[tuple[object, ...], list[RuleSet]] = {}  # type: ignore[assignment]
        self._concerning: dict[frozenset[str], list[RuleSet]] = {}
        self._concerning_of: dict[str, list[RuleSet]] | None = None
        self._order: dict[int, int] = {}
        self._looked_at: list[RuleSet] | None = None

    @property
    def rules(self) -> list[RuleSet]:
        """All rules; while a widget gets its styles, those that can concern it."""
        return super().rules if self._looked_at is None else self._looked_at

    def reparse(self) -> None:
        """Take note of new sources; colours that changed have emptied the cache."""
        self.parse()

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[object, ...], RulesMap] | None = None
    ) -> None:
        outer, self._looked_at = self._looked_at, None  # a widget's parts get theirs in the middle of it
        try:
            self._looked_at = self._that_concern(node)
            super().apply(node, animate=animate, cache=cache)
        finally:
            self._looked_at = outer

    def _that_concern(self, node: DOMNode) -> list[RuleSet]:
        rules_map = self.rules_map
        if rules_map is not self._concerning_of:
            self._concerning, self._concerning_of = {}, rules_map
            self._order = {id(rule): number for number, rule in enumerate(self.rules)}
        names = frozenset(rules_map.keys() & node._selector_names)
        concerning = self._concerning.get(names)
        if concerning is None:
            named = {id(rule): rule for name in names for rule in rules_map[name]}
            concerning = self._concerning[names] = [named[one] for one in sorted(named, key=self._order.get)]  # type: ignore[arg-type]
        return concerning

    def take(self, ahead: KeptStylesheet) -> None:
        """Know what another one has parsed, unless its colours are not these any more."""
        if ahead._variables != self._variables:
            return
        self._parse_cache.update(ahead._parse_cache)
        for read_from, (css, is_default, tie_breaker, scope) in ahead.source.items():
            self.add_source(css, read_from, is_default, tie_breaker, scope)
