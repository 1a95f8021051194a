"""What a COPY took from where nobody looked: the build context, an image that is no stage."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from tutor.dockerfile.heredocs import marker_of
from tutor.dockerfile.variables import REMOTE_SOURCE
from tutor.engine.embedded.copying.finding import cleaned
from tutor.engine.embedded.copying.globs import BadGlob, compiled, has_wildcards
from tutor.image import FileKind, FileTree
from tutor.insight.copied import PIVOT, Destination, sources_in
from tutor.insight.history import Step

ARCHIVE = re.compile(r"\.(tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$")


@dataclass(slots=True)
class UnseenSources:
    """Tells source paths by the destination's, from what the layer holds and how COPY works.

    Nothing is told where several sources could be meant.
    """

    step: Step
    to: Destination
    files: dict[str, str] = field(default_factory=dict)
    """Sources that were single files, by destination path."""
    folders: list[str] = field(default_factory=list)
    """Sources that must have been folders: what they held lies below the destination."""
    patterns: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, step: Step, shown: FileTree) -> UnseenSources:
        self = cls(step, Destination.of(step, shown))
        entries = step.layer.entries if step.layer is not None else ()
        stored = {entry.path for entry in entries if entry.kind is not FileKind.DIRECTORY}
        plain = [
            source
            for source in sources_in(step)
            if marker_of(source) is None and not REMOTE_SOURCE.match(source)
        ]
        for source in plain:
            path = cleaned(source)
            if has_wildcards(path):
                self.patterns.append(path)
                continue
            there = self.to.within(posixpath.basename(path)) if self.to.is_folder else self.to.path
            # A folder may hold a file of its own name: several files of one source came out of a folder.
            if path and there in stored and (len(plain) > 1 or len(stored) == 1):
                self.files[there] = path
            else:
                self.folders.append(path)
        for heredoc in step.instruction.heredocs:
            there = self.to.within(heredoc.name) if self.to.is_folder else self.to.path
            self.files[there] = f"<<{heredoc.name}"
        return self

    def path_of(self, stored: str) -> str | None:
        """The source path of what lies at a destination path; None where it cannot be told."""
        if stored in self.files:
            return self.files[stored]
        if stored == self.to.path:
            below = ""
        elif not self.to.path:
            below = stored
        elif stored.startswith(f"{self.to.path}/"):
            below = stored[len(self.to.path) + 1 :]
        else:
            return None
        if self.step.instruction.flag("parents") is not None:
            return self._with_parents(below)
        if self.patterns:
            return self._by_pattern(below)
        if len(self.folders) != 1 or self.unpacked is not None:
            return None
        return posixpath.join(self.folders[0], below).rstrip("/") if below else self.folders[0]

    @property
    def unpacked(self) -> str | None:
        """The archive that an ADD of nothing else unpacks."""
        adds = self.step.instruction.keyword == "ADD" and len(self.folders) == 1
        return self.folders[0] if adds and ARCHIVE.search(self.folders[0]) else None

    def _with_parents(self, below: str) -> str | None:
        tops = {cleaned(source.partition(PIVOT)[0]) for source in sources_in(self.step) if PIVOT in source}
        if not tops:
            return below
        top = next(iter(tops))
        return posixpath.join(top, below) if len(tops) == 1 and top else below if len(tops) == 1 else None

    def _by_pattern(self, below: str) -> str | None:
        """A file directly in the destination whose name fits one pattern; folders are emptied into it."""
        if not below or "/" in below or self.folders:
            return None
        fitting = []
        for pattern in self.patterns:
            folder, _, name = pattern.rpartition("/")
            try:
                fits = compiled(name).fullmatch(below) is not None
            except BadGlob:
                continue
            if fits:
                fitting.append(None if has_wildcards(folder) else posixpath.join(folder, below))
        return fitting[0] if len(fitting) == 1 else None
