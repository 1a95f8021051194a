"""useradd and groupadd of Debian's passwd package."""

from __future__ import annotations

import posixpath
import time

import msgspec

from tutor.engine.embedded.shell.commands.account_files import AccountFiles
from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.making import make_folder
from tutor.engine.embedded.shell.commands.options import Options, read
from tutor.image import FileEntry, FileKind

USER_OPTIONS = {
    "create-home": "m",
    "no-create-home": "M",
    "system": "r",
    "uid": "u",
    "gid": "g",
    "groups": "G",
    "home-dir": "d",
    "home": "d",
    "shell": "s",
    "comment": "c",
    "user-group": "U",
    "no-user-group": "N",
}
DAY_SECONDS = 86_400
SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")


def groupadd(call: Call) -> int:
    """A group with the next free number, from below for ``-r``."""
    options = read(call, "rf", "g", {"system": "r", "gid": "g", "force": "f"})
    name = _name(call, options)
    files = AccountFiles(call)
    if files.has("group", name):
        if options.has("f"):
            raise call.refuse("a group that is there already is not computed")
        call.complain(f"group '{name}' already exists")
        return 9
    gid = _chosen(call, options.values.get("g"))
    if gid is not None and files.number_taken("group", gid):
        call.complain(f"GID '{gid}' already exists")
        return 4
    if gid is None:
        gid = files.free_number("group", system=options.has("r"))
    _add_group(files, name, gid)
    files.store()
    return 0


def useradd(call: Call) -> int:  # noqa: PLR0912 - one a complaint
    """A user with a group of its own; with ``-m`` a home folder from /etc/skel."""
    options = read(call, "mMrUN", "ugGdsc", USER_OPTIONS)
    name = _name(call, options)
    files = AccountFiles(call)
    system = options.has("r")
    if files.has("passwd", name):
        call.complain(f"user '{name}' already exists")
        return 9
    group = options.values.get("g")
    if group is not None and files.group_number(group) is None:
        call.complain(f"group '{group}' does not exist")
        return 6
    uid = _chosen(call, options.values.get("u"))
    if uid is not None and files.number_taken("passwd", uid):
        call.complain(f"UID {uid} is not unique")
        return 4
    if uid is not None and files.out_of_range(uid, system=system):
        raise call.refuse("its warning about that number is not recorded")
    if group is None and (options.has("N") or files.has("group", name) or not files.own_groups):
        raise call.refuse("which group it takes is not computed")
    if uid is None:
        uid = files.free_number("passwd", system=system)
    if group is None:
        if files.number_taken("group", uid):
            raise call.refuse("which group number it takes is not computed")
        gid = uid
        _add_group(files, name, gid)
    else:
        gid = files.group_number(group) or 0
    home = options.values.get("d", f"/home/{name}")
    shell = options.values.get("s", files.default_shell)
    files.add("passwd", f"{name}:x:{uid}:{gid}:{options.values.get('c', '')}:{home}:{shell}")
    today = int(time.time() // DAY_SECONDS)
    files.add("shadow", f"{name}:!:{today}:{'::' if system else files.password_days}:::")
    for more in filter(None, options.values.get("G", "").split(",")):
        if files.group_number(more) is None or more.isdecimal():
            raise call.refuse(f"the group {more} is not computed")
        files.join(more, name)
    if not system:
        files.add_range("subuid", name)
        files.add_range("subgid", name)
    if options.has("m") and not options.has("M"):
        _home(call, home, uid, gid, files.home_mode)
    files.store()
    return 0


def _name(call: Call, options: Options) -> str:
    if len(options.operands) != 1:
        raise call.refuse("only one name is computed")
    if call.who.uid != 0:
        raise call.refuse("only root makes accounts")
    name = options.operands[0]
    if not name or set(name) - SAFE or not (name[0].isalpha() or name[0] == "_") or len(name) > 32:
        raise call.refuse("such a name is not computed")
    return name


def _chosen(call: Call, number: str | None) -> int | None:
    if number is None:
        return None
    if not number.isdecimal():
        raise call.refuse("such a number is not computed")
    return int(number)


def _add_group(files: AccountFiles, name: str, gid: int) -> None:
    files.add("group", f"{name}:x:{gid}:")
    files.add("gshadow", f"{name}:!::")


def _home(call: Call, home: str, uid: int, gid: int, mode: int) -> None:
    path = call.places.find(home)
    if call.places.entry(path) is not None or not call.files.is_directory(posixpath.dirname(path)):
        raise call.refuse("such a home folder is not computed")
    make_folder(call, path, mode)
    call.files.change(path, uid=uid, gid=gid)
    for entry in list(call.files.below("etc/skel")):
        _put(call, entry, path + entry.path[len("etc/skel") :], uid, gid)


def _put(call: Call, entry: FileEntry, path: str, uid: int, gid: int) -> None:
    if entry.kind not in (FileKind.FILE, FileKind.DIRECTORY) or entry.same_as is not None:
        raise call.refuse("what lies in /etc/skel is not computed")
    call.files.put(msgspec.structs.replace(entry, path=path, uid=uid, gid=gid))
