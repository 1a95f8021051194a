"""ls, as far as names go: what it prints of sizes and times is not computed."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.system.identity import READ
from tutor.engine.embedded.system.places import MOUNTED_FILES, Refused
from tutor.image import FileEntry, FileKind


def ls(call: Call) -> int:
    """One name a line, as it prints into anything but a terminal; names sorted by their bytes."""
    given = read(call, "1aA")
    hidden = given.has("a", "A")
    dots = given.has("a") and not given.has("A")
    files: list[str] = []
    folders: list[tuple[str, FileEntry]] = []
    status = 0
    for name in given.operands or ["."]:
        try:
            entry = call.places.lookup(name)
        except Refused as refused:
            if _is_link(call, name):
                raise call.refuse("how it lists a link that leads nowhere is not computed") from None
            if call.busybox:
                status = max(status, call.complain(f"{name}: {refused.words}"))
            else:
                call.complain(f"cannot access '{name}': {refused.words}")
                status = 2
            continue
        if entry.kind is FileKind.DIRECTORY:
            if not call.who.may(READ, entry):
                raise call.refuse("how it lists a folder that may not be read is not computed")
            folders.append((name, entry))
        else:
            files.append(name)
    headed = len(given.operands) > 1
    blocks = ["".join(f"{name}\n" for name in sorted(files))] if files else []
    for name, folder in sorted(folders, key=lambda each: each[0]):
        listed = "".join(f"{each}\n" for each in _names(call, folder, hidden=hidden, dots=dots))
        blocks.append(f"{name}:\n{listed}" if headed else listed)
    call.out("\n".join(blocks).encode("utf-8", "surrogateescape"))
    return status


def _is_link(call: Call, name: str) -> bool:
    try:
        entry = call.files.get(call.places.find(name, follow=False))
    except Refused:
        return False
    return entry is not None and entry.kind is FileKind.SYMLINK


def _names(call: Call, folder: FileEntry, *, hidden: bool, dots: bool) -> list[str]:
    names = {entry.path.rpartition("/")[2] for entry in call.files.children(folder.path)}
    # The engine mounts these for every RUN, whether the image has them or not.
    mounted = (path.rpartition("/") for path in MOUNTED_FILES)
    names |= {name for parent, _, name in mounted if parent == folder.path}
    shown = [name for name in names if hidden or not name.startswith(".")]
    return sorted(
        [*shown, *([".", ".."] if dots else [])], key=lambda name: name.encode("utf-8", "surrogateescape")
    )
