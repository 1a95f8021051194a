"""The shell script that lists the files of a stage, and the reading of what it wrote.

GNU find prints a record an entry, sorted, so that a listing can be told from its neighbour by ``comm``.
Where find is busybox's, stat prints plainer lines (no newlines in names).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from datetime import datetime

from tutor.image import DOCUMENT_FOLDERS, DOCUMENT_PATHS, FIND_FORMAT

WORK = ".distill"
"""Our own folder in the root of the container that lists; never part of a listing."""

LISTING = f"/{WORK}/listing"
"""Where a stage's listing goes: not in the root itself, all of which BuildKit would walk to mount or copy it.
"""

RECORD_FORMAT = FIND_FORMAT.replace("%D:%i", "%i").replace(r"\0%l\0", r"//%l\0")
"""One NUL-terminated string a record: ``//`` cannot be in a path that find prints, so it ends the path.

Without the device, which is another for every mount of the same files.
"""

STAT_FORMAT = "%f %a %s %u %g %y %z %i %h %n"
"""Times as dates: as numbers they would lack the part of a second, by which a file written anew is told."""

STAT_LINE = re.compile(
    rb"(?P<type>[0-9a-f]+) (?P<mode>\d+) (?P<size>\d+) (?P<uid>\d+) (?P<gid>\d+) "
    rb"(?P<mtime>\S+ \S+ \S+) (?P<ctime>\S+ \S+ \S+) (?P<inode>\d+) (?P<links>\d+) \.(?:/(?P<path>.*))?"
)

SHADOWED = ("etc/hosts", "etc/resolv.conf")
"""Files that builders mount over in every RUN, so that no listing has them."""

SHADOWED_IN_CONTAINERS = ("etc/hostname", "etc/mtab", ".dockerenv", "run/.containerenv")
"""What an engine puts besides into containers that are run rather than built in."""

MOST_DOCUMENT_BYTES = 64 * 1024 * 1024
"""No honest package database is larger; a larger one is left where it is."""

KERNEL_FOLDERS = (("dev", "755"), ("proc", "555"), ("sys", "555"))
"""Mounted over too, and listed as empty folders."""

SORT = "| LC_ALL=C sort -z "

MODE_LETTERS = {0x8: "f", 0x4: "d", 0xA: "l", 0x2: "c", 0x6: "b", 0x1: "p", 0xC: "s"}


def own_root_script(*, in_a_run: bool = False, with_volumes: bool = False) -> str:
    """List the files of the container that the script runs in, into ``LISTING``.

    ``in_a_run`` says that an engine runs the container, rather than a builder for a RUN; then it copies what
    an image holds below its VOLUMEs into mounts, which ``with_volumes`` looks into.
    """
    pruned = [
        WORK,
        *SHADOWED,
        *(name for name, _ in KERNEL_FOLDERS),
        *(SHADOWED_IN_CONTAINERS if in_a_run else ()),
    ]
    folders = "".join(_record("d", mode, name) for name, mode in KERNEL_FOLDERS)
    return "\n".join(
        [
            "set -e",
            f"mkdir -p {LISTING}",
            "cd /",
            _list(
                pruned,
                LISTING,
                also=f"printf {shlex.quote(folders)}",
                mounts_too=with_volumes,
                # Order is for telling a listing from its neighbour, which a container that is run has not.
                sort="" if in_a_run else SORT,
            ),
            _documents(f"{LISTING}/docs"),
        ]
    )


def mounted_script(folder: str, into: str) -> str:
    """List the files below ``folder``, where a stage is mounted."""
    return "\n".join(
        [f"mkdir -p {into}", f"cd {folder}", _list(SHADOWED, into, also=":"), _documents(f"{into}/docs")]
    )


def gather_script(listers: Iterable[tuple[int, str]], into: str) -> str:
    """Bring listings together: the first whole, each further one as its difference to the one before.

    ``listers`` are the numbers of boundaries in order, and where the output of their listing is mounted.
    """
    lines = []
    previous = ""
    for number, folder in listers:
        target = f"{into}/{number}"
        lines.append(f"mkdir -p {target}; cp -r {folder}/docs {target}/docs")
        compared = f"LC_ALL=C comm -z -3 {previous}/list {folder}/list > {target}/diff 2>/dev/null"
        if not previous:
            lines.append(f"cp {folder}/list {folder}/plain {target} 2>/dev/null || true")
        else:
            lines.append(
                f"if ! {{ [ -e {folder}/list ] && [ -e {previous}/list ] && {compared}; }}; then "
                f"rm -f {target}/diff; cp {folder}/list {folder}/plain {target} 2>/dev/null || true; fi"
            )
        previous = folder
    return "\n".join(lines)


def _list(pruned: Iterable[str], into: str, *, also: str, mounts_too: bool = False, sort: str = SORT) -> str:
    xdev = "" if mounts_too else "-xdev "
    find = f"find . {xdev} \\( {' -o '.join(f'-path ./{path}' for path in pruned)} \\) -prune -o"
    gnu = f"{{ {find} -printf {shlex.quote(RECORD_FORMAT)}; {also}; }} {sort}> {into}/list"
    target = 'for f; do printf "l %s//%s\\n" "$f" "$(readlink "$f")"; done'
    busybox = (
        f"{{ {find} -exec stat -c {shlex.quote(STAT_FORMAT)} {{}} +; "
        f"{find} -type l -exec sh -c {shlex.quote(target)} _ {{}} +; }} > {into}/plain"
    )
    return f"if find . -maxdepth 0 -printf '' 2>/dev/null; then {gnu}; else {busybox}; fi"


def _documents(into: str) -> str:
    """Copy the files that tell what is installed, by their paths; links are left where they are."""
    paths = " ".join([*DOCUMENT_PATHS, *(f"{folder}/*" for folder in DOCUMENT_FOLDERS)])
    return (
        f"mkdir -p {into}; for f in {paths}; do case $f in *.md5sums) continue;; esac; "
        f'if [ -f "$f" ] && [ ! -L "$f" ] && [ "$(wc -c < "$f")" -le {MOST_DOCUMENT_BYTES} ]; then '
        f'mkdir -p "{into}/${{f%/*}}"; cp "$f" "{into}/$f"; fi; done'
    )


def _record(kind: str, mode: str, path: str) -> str:
    return f"{kind}\\t{mode}\\t0\\t0\\t0\\t0\\t0\\t0\\t1\\t{path}//\\000"


def records_of_plain(data: bytes) -> set[bytes]:
    """Busybox's lines as records of ``RECORD_FORMAT``; lines torn by a newline in a name are left out."""
    targets: dict[bytes, bytes] = {}
    rows = []
    for line in data.split(b"\n"):
        if line.startswith(b"l ./"):
            path, _, target = line[4:].partition(b"//")
            targets[path] = target
        elif row := STAT_LINE.fullmatch(line):
            rows.append(row)
    records = set()
    for row in rows:
        letter = MODE_LETTERS.get(int(row["type"], 16) >> 12, "f").encode()
        path = row["path"] or b""
        times = [_since_1970(row["mtime"]), _since_1970(row["ctime"])]
        owners = [row["uid"], row["gid"]]
        fields = [letter, row["mode"], row["size"], *owners, *times, row["inode"], row["links"], path]
        records.add(b"\t".join(fields) + b"//" + targets.get(path, b""))
    return records


def _since_1970(date: bytes) -> bytes:
    """``2026-11-24 14:04:26.444726405 +0000`` as find prints it: ``1795529066.444726405``."""
    day, clock, zone = date.decode("ascii").split(" ")
    whole, _, part = clock.partition(".")
    seconds = int(datetime.fromisoformat(f"{day}T{whole}{zone[:3]}:{zone[3:]}").timestamp())
    return f"{seconds}.{part or '0'}".encode()
