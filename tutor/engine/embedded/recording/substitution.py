"""What belongs to one machine and must not be in a recording: replaced where that is honest, else refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec

from tutor.engine.errors import EngineError
from tutor.image import FileEntry


class Unfit(EngineError):  # noqa: N818 - reads as what it is
    """A recording would hold what belongs to one machine; the message says what and where."""


REFUSED_ADVICE = (
    "Take it out with --before on the base, name the layer that brings it with --without-layer, "
    "or give it its public name with --replace OLD=NEW."
)


@dataclass(frozen=True, slots=True)
class Substitution:
    """Texts to replace, and texts that no recording may hold.

    ``pairs`` are old and new text, such as the address of a mirror and that of the public archive. They hold
    in output, paths, link targets and contents; in paths also in apt's spelling, where ``/`` is ``_``.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    forbidden: frozenset[str] = field(default=frozenset())

    def also_forbidding(self, texts: frozenset[str]) -> Substitution:
        return replace(self, forbidden=self.forbidden | texts)

    def in_text(self, text: str) -> str:
        for old, new in self._spellings():
            text = text.replace(old, new)
        return text

    def in_bytes(self, content: bytes, where: str) -> bytes:
        """The content as it may be recorded. Raises Unfit."""
        for old, new in self._spellings():
            content = content.replace(_bytes(old), _bytes(new))
        self.check(content, where)
        return content

    def in_entry(self, entry: FileEntry) -> FileEntry:
        """The entry with its names replaced. Raises Unfit."""
        names = {name: getattr(entry, name) for name in ("path", "target", "same_as")}
        replaced = {name: self.in_text(value) for name, value in names.items() if value}
        for value in replaced.values():
            self.check(_bytes(value), f"/{entry.path}")
        return msgspec.structs.replace(entry, **replaced) if replaced != names else entry

    def check(self, content: bytes, where: str) -> None:
        """Raises Unfit for a content that holds what is forbidden."""
        for text in self.forbidden:
            if _bytes(text) in content:
                shown = text if len(text) < 80 else "a certificate that this machine added"
                raise Unfit(f"{where} holds {shown}, which belongs to this machine.", advice=REFUSED_ADVICE)

    def _spellings(self) -> tuple[tuple[str, str], ...]:
        underscored = ((old.replace("/", "_"), new.replace("/", "_")) for old, new in self.pairs)
        return (*self.pairs, *(pair for pair in underscored if pair not in self.pairs))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


NOTHING = Substitution()


def substitution_of(words: tuple[str, ...]) -> Substitution:
    """From ``OLD=NEW`` words; what is replaced is forbidden where it is spelt in any other way.

    Raises ValueError for a word of another form.
    """
    pairs = []
    for word in words:
        old, equals, new = word.partition("=")
        if not old or not equals:
            raise ValueError(word)
        pairs.append((old, new))
    return Substitution(tuple(pairs), frozenset(old for old, new in pairs if old not in new))
