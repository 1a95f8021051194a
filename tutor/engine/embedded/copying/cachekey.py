"""What BuildKit sees of a COPY's sources before it copies: whether they are there, and their checksum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from tutor.engine.embedded.copying.errors import no_checksum
from tutor.engine.embedded.copying.finding import cleaned, must_be_there, without_covered
from tutor.engine.embedded.copying.globs import BadGlob, compiled, has_wildcards, split_wildcards
from tutor.engine.embedded.copying.instruction import Copy
from tutor.engine.embedded.copying.origin import Origin
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.ignore import BadPattern, IgnoreRules, Seen
from tutor.image import FileEntry, FileKind

NOTHING = sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class _Included:
    """A path that counts: as the source shows it, and where it really is.

    A link is followed when the source names it, not when it lies in a folder that comes along.
    """

    shown: str
    path: str
    followed: bool


def checksum(what: Copy, origin: Origin) -> str:
    """Equal for two builds exactly when BuildKit takes the second COPY from its cache, as far as the
    instruction and its sources decide: contents, names, modes, owners and link targets, never times.

    What lies below in the stage is not part of it. Raises CopyError as ``copy`` does for a source that is not
    there.
    """
    files = Filesystem(origin.files)
    digest = sha256(repr(what.operation).encode("utf-8", "surrogateescape"))
    for part in _parts(what, files):
        digest.update(part.encode())
    return f"sha256:{digest.hexdigest()}"


def look_for_sources(what: Copy, files: Filesystem) -> IgnoreRules:
    """Raise the CopyError that BuildKit ends with before it copies anything; what is to be left out."""
    rules = _rules(what)
    plain, filtered = _selected(what)
    for source in plain:
        must_be_there(files, source, alone=len(what.sources) == 1)
    for source in filtered:
        for one in _included(files, source, rules):
            if one.followed:
                must_be_there(files, one.shown)
    return rules


def _rules(what: Copy) -> IgnoreRules:
    try:
        return IgnoreRules.of_excludes(what.excludes)
    except BadPattern as problem:
        empty = any(value.strip() == "!" for value in what.excludes)
        reason = 'illegal exclusion pattern: "!"' if empty else "syntax error in pattern"
        raise no_checksum(f"invalid excludepatterns: [{' '.join(what.excludes)}]: {reason}") from problem


def _parts(what: Copy, files: Filesystem) -> Iterator[str]:
    rules = _rules(what)
    plain, filtered = _selected(what)
    keys = Keys(files)
    for source in plain:
        yield keys.of(must_be_there(files, source, alone=len(what.sources) == 1))
    for source in filtered:
        for one in _included(files, source, rules):
            name = one.shown.rpartition("/")[2]
            key = keys.of(must_be_there(files, one.shown)) if one.followed else keys.own(one.path)
            yield f"{name} {key};"


def _selected(what: Copy) -> tuple[list[str], list[str]]:
    """The sources that are looked at as a whole, and those with a wildcard or something left out."""
    sources = [cleaned(source) for source in what.sources]
    if what.excludes:
        return [], sorted(sources)
    plain = [source for source in sources if not has_wildcards(source)]
    return without_covered(plain), sorted(source for source in sources if has_wildcards(source))


def _included(files: Filesystem, source: str, rules: IgnoreRules) -> list[_Included]:
    """Each path that counts. Raises CopyError."""
    wildcard = has_wildcards(source)
    fixed = split_wildcards(source)[0] if wildcard else source
    real = must_be_somewhere(files, fixed, follow=wildcard)
    if real is None:
        return []
    try:
        fits = compiled(source) if wildcard else None
    except BadGlob:
        raise no_checksum("syntax error in pattern") from None
    found: list[_Included] = []

    def look(shown: str, path: str, matched: str | None, seen: Seen | None) -> None:
        entry = files.get(path)
        top = shown == source or (source == "" and "/" not in shown)
        if shown and matched is None and fits is not None and fits.fullmatch(shown):
            matched, top = shown, True
        if matched is not None:
            excluded, seen = rules.judge(shown.removeprefix(matched).lstrip("/"), seen)
            if not excluded:
                is_link = entry is not None and entry.kind is FileKind.SYMLINK
                found.append(_Included(shown, path, followed=top and is_link))
        if entry is None or entry.kind is FileKind.DIRECTORY:
            for child in files.children(path):
                name = child.path.rpartition("/")[2]
                look(f"{shown}/{name}" if shown else name, child.path, matched, seen)

    look(fixed, real, None if wildcard else fixed, None)
    return found


def must_be_somewhere(files: Filesystem, path: str, *, follow: bool) -> str | None:
    """Where a path leads; None when nothing is there, which is no error here."""
    try:
        real = files.real(path, follow=follow)
    except OSError:
        raise no_checksum("too many links") from None
    return real if not real or files.get(real) is not None else None


class Keys:
    """Checksums of paths of one origin."""

    def __init__(self, files: Filesystem) -> None:
        self._files = files

    def of(self, path: str) -> str:
        """Of a file, or of a folder with all that it holds."""
        entry = self._files.get(path)
        if entry is not None and entry.kind is not FileKind.DIRECTORY:
            return self.own(path)
        digest = sha256(self.own(path).encode())
        for child in self._files.children(path):
            digest.update(child.path.rpartition("/")[2].encode("utf-8", "surrogateescape"))
            digest.update(b"\0" + self.of(child.path).encode())
        return digest.hexdigest()

    def own(self, path: str) -> str:
        """Of one path without what it holds."""
        entry = self._files.get(path)
        if entry is None:
            return NOTHING
        return sha256(repr(_facts(entry)).encode("utf-8", "surrogateescape")).hexdigest()


def _facts(entry: FileEntry) -> tuple[object, ...]:
    content = entry.digest if entry.kind is FileKind.FILE else None
    return (entry.kind.value, entry.mode, entry.uid, entry.gid, entry.size, entry.target, content)
