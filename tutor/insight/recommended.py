"""Which packages an apt-get install brought that nothing it was asked for needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tutor.image.packages import DPKG_STATUS
from tutor.insight.history import Step

INSTALL = re.compile(r"\bapt(?:-get)?\b(?P<before>[^&|;\n]*?)\binstall\b(?P<after>[^&|;]*)", re.DOTALL)
WITHOUT = "--no-install-recommends"
LIST = re.compile(r"^var/lib/dpkg/info/([^/:]+)(?::\w+)?\.list$")
NAME = re.compile(r"[a-z0-9][a-z0-9.+-]*")
KILOBYTE = 1024


def only_recommended(step: Step, documents: Mapping[str, bytes]) -> dict[str, int]:
    """Bytes by name of packages that a RUN installed and no package that it asked for depends on.

    The sizes are dpkg's ``Installed-Size``, in steps of 1024 bytes. Empty where dpkg's list was not read or
    the command does not tell what it installs.
    """
    asked = _asked(step)
    status = documents.get(DPKG_STATUS)
    if asked is None or status is None or step.layer is None:
        return {}
    lists = (LIST.match(entry.path) for entry in step.layer.entries)
    installed = {found[1] for found in lists if found is not None}
    packages = dict(_packages(status))
    if not asked & installed:
        return {}
    needed: set[str] = set()
    waiting = list(asked)
    provided = _providers(packages)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            fields = packages.get(name, {})
            waiting += _names(fields.get("Depends", ""))
            waiting += _names(fields.get("Pre-Depends", ""))
            waiting += provided.get(name, ())
    return {
        name: int(packages[name].get("Installed-Size", "0")) * KILOBYTE
        for name in sorted(installed - needed)
        if name in packages
    }


def _asked(step: Step) -> set[str] | None:
    """The packages named, None for a command that installs nothing, or leaves recommendations out already."""
    if step.instruction.keyword != "RUN":
        return None
    text = " ".join((*step.instruction.words, *(one.content for one in step.instruction.heredocs)))
    asked: set[str] = set()
    for found in INSTALL.finditer(text.replace("\\\n", " ")):
        if WITHOUT in found["before"] or WITHOUT in found["after"]:
            return None
        words = found["after"].split()
        asked.update(word.partition("=")[0] for word in words if NAME.match(word) and "$" not in word)
    return asked or None


def _packages(status: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    wanted = ("Package", "Depends", "Pre-Depends", "Installed-Size", "Provides")
    for stanza in status.decode("utf-8", "replace").split("\n\n"):
        pairs = (line.partition(": ") for line in stanza.splitlines() if line[:1] not in ("", " ", "\t"))
        fields = {name: value for name, _, value in pairs if name in wanted}
        if "Package" in fields:
            yield fields["Package"], fields


def _providers(packages: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
    """Which installed packages stand for a virtual name."""
    found: dict[str, list[str]] = {}
    for package, fields in packages.items():
        for name in _names(fields.get("Provides", "")):
            found.setdefault(name, []).append(package)
    return found


def _names(relation: str) -> Iterable[str]:
    """All names of a relation field, alternatives included: one of them is why it is there."""
    for part in re.split(r"[,|]", relation):
        found = NAME.match(part.strip())
        if found is not None:
            yield found[0]
