"""Files that a program is given by name, where nothing else is known of what it reads."""

from __future__ import annotations

import posixpath

from tutor.engine.embedded.running.interpreted import reach
from tutor.engine.embedded.running.view import View
from tutor.image import FileEntry


def named_files(view: View, arguments: tuple[str, ...], search: str) -> dict[str, str]:
    """Digests of the files among a program's arguments, by the words that name them.

    The first may also be a program that is to be started in the place of this one, found in the folders of
    ``search`` as PATH has them.
    """
    found: dict[str, str] = {}
    for number, word in enumerate(arguments):
        folders = [view.folder]
        if number == 0 and "/" not in word:
            folders += search.split(":")
        for folder in folders:
            entry = _file(view, posixpath.normpath(posixpath.join(folder or ".", word)))
            if entry is not None:
                found[word] = reach.digest_of(view, entry)
                break
    return found


def _file(view: View, path: str) -> FileEntry | None:
    entry = reach.entry_at(view, path)
    return entry if reach.is_file(entry) else None
