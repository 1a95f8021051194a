"""Carries out a COPY or an ADD."""

from __future__ import annotations

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying.archives import Member, archive_at
from tutor.engine.embedded.copying.cachekey import look_for_sources
from tutor.engine.embedded.copying.finding import cleaned, followed, matching
from tutor.engine.embedded.copying.instruction import Copy
from tutor.engine.embedded.copying.modes import Modes
from tutor.engine.embedded.copying.origin import PLAIN_FILE, Origin
from tutor.engine.embedded.copying.owners import owner_of
from tutor.engine.embedded.copying.placing import Placer, Target
from tutor.engine.embedded.copying.unpacking import unpack
from tutor.engine.embedded.filesystem import Filesystem
from tutor.image import FileEntry, FileKind, FileTree

NOTHING: frozenset[str] = frozenset()


def copy(what: Copy, origin: Origin, into: Filesystem, contents: Contents) -> None:
    """Change ``into`` as BuildKit does. Raises CopyError, and NotRecorded where a content decides that is not
    known.
    """
    files = Filesystem(origin.files)
    excludes = look_for_sources(what, files)
    target = Target(into, what.destination, owner_of(what.chown, into, contents), Modes(what.chmod))
    for source in what.sources:
        for path in matching(files, cleaned(source)):
            archive: tuple[Member, ...] | None = None
            if what.unpack:
                archive = archive_at(followed(files, path), files, origin, contents)
            if archive is not None:
                unpack(archive, target, contents)
            else:
                Placer(files, target, excludes, origin.files.first_names).place(path)
    for name, content in what.heredocs:
        entry = FileEntry(name, FileKind.FILE, PLAIN_FILE, len(content), digest=contents.add(content))
        Placer(Filesystem(FileTree.of([entry])), target, excludes, NOTHING).place(name)
