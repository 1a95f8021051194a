"""The files that hold users and groups."""

from __future__ import annotations

import msgspec

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.system.identity import whole_text

NAMES = ("passwd", "shadow", "group", "gshadow", "subuid", "subgid")
NUMBERS = {"passwd": ("UID_MIN", "UID_MAX"), "group": ("GID_MIN", "GID_MAX")}
DEFAULTS = {
    "UID_MIN": "1000",
    "UID_MAX": "60000",
    "GID_MIN": "1000",
    "GID_MAX": "60000",
    "SUB_UID_MIN": "100000",
    "SUB_UID_COUNT": "65536",
    "SUB_GID_MIN": "100000",
    "SUB_GID_COUNT": "65536",
    "PASS_MIN_DAYS": "",
    "PASS_MAX_DAYS": "",
    "PASS_WARN_AGE": "",
    "USERGROUPS_ENAB": "no",
}


class AccountFiles:
    """The lines of these files; what changes is stored together, with a copy of what was before."""

    def __init__(self, call: Call) -> None:
        """Raises NotRecorded where a file or its content is not there."""
        self._call = call
        self._lines: dict[str, list[str]] = {}
        self._changed: set[str] = set()
        for name in NAMES:
            text = whole_text(call.files, call.contents, f"etc/{name}")
            if text is None:
                raise call.refuse(f"there is no /etc/{name}")
            self._lines[name] = text.splitlines()
        if call.files.get("etc/.pwd.lock") is None:
            raise call.refuse("there is no /etc/.pwd.lock")
        self._settings = DEFAULTS | self._read("etc/login.defs")
        self._useradd = self._read("etc/default/useradd", "=")

    def _read(self, path: str, separator: str | None = None) -> dict[str, str]:
        text = whole_text(self._call.files, self._call.contents, path)
        if text is None:
            raise self._call.refuse(f"there is no /{path}")
        lines = (line.strip() for line in text.splitlines())
        pairs = (line.split(separator, 1) for line in lines if line and not line.startswith("#"))
        return {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) == 2}

    def _fields(self, name: str) -> list[list[str]]:
        return [line.split(":") for line in self._lines[name]]

    def has(self, name: str, who: str) -> bool:
        return any(fields[0] == who for fields in self._fields(name))

    def numbers(self, name: str) -> set[int]:
        return {int(fields[2]) for fields in self._fields(name) if fields[2:] and fields[2].isdecimal()}

    def number_taken(self, name: str, number: int) -> bool:
        return number in self.numbers(name)

    def group_number(self, group: str) -> int | None:
        """A group's number by its name or number, None when there is none."""
        found = (int(one[2]) for one in self._fields("group") if group in (one[0], one[2]))
        return next(found, None)

    def _range(self, name: str, *, system: bool) -> tuple[int, int]:
        low, high = (int(self._settings[bound]) for bound in NUMBERS[name])
        if not system:
            return low, high
        kind = NUMBERS[name][0].removesuffix("_MIN")
        return int(self._settings.get(f"SYS_{kind}_MIN", "101")), int(
            self._settings.get(f"SYS_{kind}_MAX", str(low - 1))
        )

    def out_of_range(self, number: int, *, system: bool) -> bool:
        low, high = self._range("passwd", system=system)
        return not low <= number <= high

    def free_number(self, name: str, *, system: bool) -> int:
        """One above the highest in use; for the system one below the lowest."""
        low, high = self._range(name, system=system)
        used = [number for number in self.numbers(name) if low <= number <= high]
        number = (min(used) - 1 if used else high) if system else (max(used) + 1 if used else low)
        if not low <= number <= high:
            raise self._call.refuse("which number is free is not computed")
        return number

    @property
    def own_groups(self) -> bool:
        """Whether each user gets a group of the same name."""
        return self._settings["USERGROUPS_ENAB"] == "yes"

    @property
    def default_shell(self) -> str:
        return self._useradd.get("SHELL", "")

    @property
    def home_mode(self) -> int:
        if "HOME_MODE" not in self._settings:
            return 0o777 & ~int(self._settings.get("UMASK", "022"), 8)
        return int(self._settings["HOME_MODE"], 8)

    @property
    def password_days(self) -> str:
        settings = (self._settings[f"PASS_{name}"] for name in ("MIN_DAYS", "MAX_DAYS", "WARN_AGE"))
        return ":".join(settings)

    def add(self, name: str, line: str) -> None:
        self._lines[name].append(line)
        self._changed.add(name)

    def add_range(self, name: str, who: str) -> None:
        """The next free range of subordinate numbers."""
        kind = name.upper().replace("SUB", "SUB_")
        count = int(self._settings[f"{kind}_COUNT"])
        ends = [int(start) + int(size) for _, start, size in self._fields(name)]
        self.add(name, f"{who}:{max([int(self._settings[f'{kind}_MIN']), *ends])}:{count}")

    def join(self, group: str, who: str) -> None:
        """Make somebody a member of a group."""
        for name in ("group", "gshadow"):
            for at, fields in enumerate(self._fields(name)):
                if fields[0] == group:
                    members = f"{fields[-1]},{who}" if fields[-1] else who
                    self._lines[name][at] = ":".join([*fields[:-1], members])
                    self._changed.add(name)

    def store(self) -> None:
        """Write what changed, and what it was before to a file whose name ends in ``-``."""
        call = self._call
        call.files.change("etc/.pwd.lock")
        for name in NAMES:
            if name not in self._changed:
                continue
            before = call.places.lookup(f"/etc/{name}")
            call.files.put(msgspec.structs.replace(before, path=f"etc/{name}-", same_as=None))
            content = "".join(f"{line}\n" for line in self._lines[name]).encode("utf-8", "surrogateescape")
            call.files.change(f"etc/{name}", size=len(content), digest=call.contents.add(content))
