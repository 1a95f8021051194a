"""whoami and id."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.system.identity import accounts, groups


def whoami(call: Call) -> int:
    """The name of the user."""
    if call.arguments:
        raise call.refuse("the options of whoami are not computed")
    name = _user(call, call.who.uid)
    if name is None:
        raise call.refuse("how it names a user without an account is not computed")
    call.out(f"{name}\n".encode())
    return 0


def id_(call: Call) -> int:
    """Numbers and names of user and groups, or one of them."""
    given = read(call, "ugnG", long={"user": "u", "group": "g", "name": "n", "groups": "G"})
    asked = [letter for letter in "ugG" if given.has(letter)]
    if given.operands or len(asked) > 1 or (given.has("n") and not asked):
        raise call.refuse("these arguments of id are not computed")
    all_groups = [call.who.gid, *sorted(call.who.groups - {call.who.gid})]
    if not asked:
        user = _named(call.who.uid, _user(call, call.who.uid))
        group = _named(call.who.gid, _group(call, call.who.gid))
        more = ",".join(_named(gid, _group(call, gid)) for gid in all_groups)
        line = f"uid={user} gid={group} groups={more}"
    elif given.has("n"):
        names = {
            "u": [_user(call, call.who.uid)],
            "g": [_group(call, call.who.gid)],
            "G": [_group(call, gid) for gid in all_groups],
        }[asked[0]]
        if None in names:
            raise call.refuse("how it names what has no name is not computed")
        line = " ".join(name for name in names if name is not None)
    else:
        numbers = {"u": [call.who.uid], "g": [call.who.gid], "G": all_groups}[asked[0]]
        line = " ".join(map(str, numbers))
    call.out(f"{line}\n".encode())
    return 0


def _user(call: Call, uid: int) -> str | None:
    return next((one.name for one in accounts(call.files, call.contents) if one.uid == uid), None)


def _group(call: Call, gid: int) -> str | None:
    return next((one.name for one in groups(call.files, call.contents) if one.gid == gid), None)


def _named(number: int, name: str | None) -> str:
    return f"{number}({name})" if name is not None else str(number)
