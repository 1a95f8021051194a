"""Heredoc markers in an instruction: ``<<EOT``, ``<<-EOT``, ``<<"EOT"``, ``3<<EOT``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.dockerfile.expansion import RAW, ExpansionError, expand
from tutor.dockerfile.model import Heredoc

MARKER = re.compile(r"^(\d*)<<(-?)([^<]*)$")
TAKES_HEREDOCS = frozenset({"ADD", "COPY", "RUN"})
BLANKS_AFTER_ARROWS = re.compile(r"<<\s+")
QUOTES = re.compile("['\"]")
LEADING_TABS = re.compile(r"^\t+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marker:
    """A promise that a document follows, up to a line that is ``name``."""

    name: str
    expand: bool
    strip_tabs: bool

    def ended_by(self, line: str) -> bool:
        text = line.rstrip("\r\n")
        return (text.lstrip("\t") if self.strip_tabs else text) == self.name

    def with_content(self, content: str) -> Heredoc:
        stripped = LEADING_TABS.sub("", content) if self.strip_tabs else content
        return Heredoc(self.name, stripped, self.expand, self.strip_tabs)


def markers_in(text: str) -> Iterator[Marker]:
    """The markers of a whole instruction in the order in which their documents follow."""
    if "<<" not in text or not may_hold_heredocs(text):
        return
    try:
        # BuildKit overlooks blanks behind the arrows, also in a shell's $((1 << 2)), but not behind <<-.
        words = expand(BLANKS_AFTER_ARROWS.sub("<<", text), {}, quoting=RAW).words
    except ExpansionError:
        # A quote that is never closed hides every marker, for BuildKit too.
        return
    for word in words:
        marker = marker_of(word)
        if marker is not None:
            yield marker


def marker_of(word: str) -> Marker | None:
    """The marker that a word is, or None."""
    match = MARKER.match(word)
    if match is None or not match.group(3):
        return None
    raw = match.group(3)
    try:
        plain = expand(raw, {}, quoting=replace(RAW, keep_quotes=False, keep_escapes=False)).words
        quoted = expand(raw, {}, quoting=replace(RAW, keep_escapes=False)).words
    except ExpansionError:
        return None
    if len(plain) != 1:
        return None
    unquoted = len(QUOTES.findall(plain[0])) == len(QUOTES.findall(quoted[0]))
    return Marker(plain[0], expand=unquoted, strip_tabs=match.group(2) == "-")


def may_hold_heredocs(text: str) -> bool:
    """True for RUN, COPY and ADD, also behind ONBUILD, but not in their JSON form."""
    words = text.split(None, 2)
    if words and words[0].upper() == "ONBUILD":
        words = text.split(None, 3)[1:]
    return bool(words) and words[0].upper() in TAKES_HEREDOCS
