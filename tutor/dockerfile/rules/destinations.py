"""Where a COPY puts what it brings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from tutor.dockerfile.heredocs import marker_of
from tutor.dockerfile.model import BaseKind, Instruction
from tutor.dockerfile.rules.advice import DISTROLESS
from tutor.dockerfile.rules.inspection import Finding, Inspection

DISTROLESS_FOLDERS = frozenset(
    {"bin", "boot", "busybox", "dev", "etc", "home", "lib", "lib64", "mnt", "nodejs", "opt", "proc"}
    | {"root", "run", "sbin", "srv", "sys", "tmp", "usr", "var"}
)
"""What lies at the top of distroless images, of whichever language and release."""

_UNSURE = re.compile(r"[*?$\[]|://")


def file_for_folder(inspection: Inspection) -> Iterator[Finding]:
    """``COPY ca.crt /etc/ssl/certs`` makes a file called certs, unless a folder is there.

    On scratch all folders are known, and of distroless images those at the top; elsewhere nobody knows, and
    nothing is said.
    """
    for stage in inspection.dockerfile.stages:
        chain = list(inspection.dockerfile.chain(stage))
        base = chain[-1].base
        on_scratch = base.kind is BaseKind.SCRATCH
        if not on_scratch and not base.name.startswith(DISTROLESS):
            continue
        below = [one for each in chain[1:] for one in each.instructions]
        for at, instruction in enumerate(stage.instructions):
            name = _name_of_folder(instruction)
            if name is None or not (on_scratch or _is_below_new_folder(instruction)):
                continue
            if not _may_be_there(instruction.expanded[-1], [*below, *stage.instructions[:at]]):
                message = f"This makes a file called {name}"
                cure = f"write {instruction.expanded[-1]}/ to put it into a folder of that name"
                yield Finding(f"{message}: {cure}", instruction.lines)


def _is_below_new_folder(instruction: Instruction) -> bool:
    """Whether the destination lies in a folder that no distroless image has."""
    root, _, path = instruction.expanded[-1].partition("/")
    return not root and path.partition("/")[0] not in {*DISTROLESS_FOLDERS, "", ".", ".."}


def _name_of_folder(instruction: Instruction) -> str | None:
    """What the destination is called, where it looks like a folder and one file is put there."""
    if instruction.keyword not in ("COPY", "ADD") or len(instruction.expanded) != 2:
        return None
    source, destination = instruction.expanded
    if _UNSURE.search(source + destination) or marker_of(source) or destination.count("/") < 2:
        return None
    stem, ending = posixpath.splitext(posixpath.basename(source))
    name = posixpath.basename(destination)
    is_file = stem and ending and not source.endswith("/")
    return name if is_file and name and "." not in name and name != stem else None


def _may_be_there(folder: str, before: Sequence[Instruction]) -> bool:
    """Whether an instruction before may have made the folder, or something in it or above it."""
    for instruction in before:
        if instruction.keyword in ("COPY", "ADD", "WORKDIR") and instruction.expanded:
            made = instruction.expanded[-1]
            if not made.startswith("/"):
                return True  # it depends on WORKDIR
            whole = made.rstrip("/") + "/"
            brings_folder = instruction.keyword != "WORKDIR" and not all(
                posixpath.splitext(word)[1] for word in instruction.expanded[:-1]
            )
            if whole.startswith(f"{folder}/") or (brings_folder and f"{folder}/".startswith(whole)):
                return True
        elif instruction.keyword == "RUN":
            return True
    return False
