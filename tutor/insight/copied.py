"""Which path of another tree became which path of a COPY's layer, by Docker's rules."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from tutor.engine.embedded.copying.errors import CopyError
from tutor.engine.embedded.copying.finding import cleaned, followed, matching
from tutor.engine.embedded.filesystem import Filesystem, LinkLoop
from tutor.image import FileEntry, FileKind, FileTree
from tutor.insight.history import Step

PIVOT = "/./"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a COPY puts things: ``path`` with symlinks followed, without leading slash."""

    path: str
    is_folder: bool

    @classmethod
    def of(cls, step: Step, shown: FileTree) -> Destination:
        """Read off the instruction; ``shown`` is the stage that it copies into."""
        words = step.instruction.expanded
        word = words[-1] if words else ""
        path = posixpath.normpath(posixpath.join("/", step.workdir, word)).strip("/")
        with suppress(LinkLoop):
            path = Filesystem(shown).real(path)
        there = shown.get(path)
        is_folder = (
            not path
            or word in ("", ".")
            or word.endswith(("/", "/."))
            or (there is not None and there.kind is FileKind.DIRECTORY)
        )
        return cls(path, is_folder)

    def within(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name


def sources_in(step: Step) -> tuple[str, ...]:
    """The sources as written, with variables put in."""
    return step.instruction.expanded[:-1]


def copied_from(step: Step, source: FileTree, shown: FileTree) -> dict[str, str]:
    """Source paths by destination path, of those that the layer of ``step`` stores.

    ``source`` is the tree that is copied from, ``shown`` the stage that is copied into. What is at the source
    must be what was stored, as far as that can be told; other paths are left out.
    """
    if step.layer is None:
        return {}
    roots = list(_roots(step, source, Destination.of(step, shown)))[::-1]
    found: dict[str, str] = {}
    for entry in step.layer.entries:
        for start, there in roots:
            path = _moved_back(entry.path, there, start)
            if path is None:
                continue
            original = source.get(path)
            if original is not None and same_content(original, entry):
                found[entry.path] = path
                break
    return found


def _roots(step: Step, source: FileTree, to: Destination) -> Iterator[tuple[str, str]]:
    """Each file or folder that is copied, with the path that it becomes."""
    files = Filesystem(source)
    keeps_parents = step.instruction.flag("parents") is not None
    for written in sources_in(step):
        try:
            for path in matching(files, cleaned(written)):
                start = followed(files, path)
                entry = source.get(start)
                if keeps_parents:
                    yield start, to.within(_below_pivot(written, path))
                elif not start or (entry is not None and entry.kind is FileKind.DIRECTORY):
                    yield start, to.path
                else:
                    yield start, to.within(posixpath.basename(path)) if to.is_folder else to.path
        except CopyError:
            continue


def _below_pivot(written: str, path: str) -> str:
    """What ``--parents`` keeps of a path: all, or what stands after ``/./``."""
    before, pivot, _ = written.partition(PIVOT)
    top = cleaned(before) if pivot else ""
    return path.removeprefix(f"{top}/") if top else path


def _moved_back(path: str, there: str, start: str) -> str | None:
    """The path below ``start`` that became ``path`` when ``start`` became ``there``."""
    if path == there:
        return start
    if not there:
        return f"{start}/{path}" if start else path
    if path.startswith(f"{there}/"):
        rest = path[len(there) + 1 :]
        return f"{start}/{rest}" if start else rest
    return None


def same_content(original: FileEntry, copy: FileEntry) -> bool:
    """Whether a path may be a copy of another: kind, size, target, and the digest where both are known."""
    if original.kind is not copy.kind:
        return False
    if original.kind is FileKind.FILE:
        known = original.digest is not None and copy.digest is not None
        return original.size == copy.size and (not known or original.digest == copy.digest)
    return original.target == copy.target
