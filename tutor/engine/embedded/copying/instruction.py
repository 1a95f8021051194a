"""One COPY or ADD, with everything that decides about it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from tutor.dockerfile import Instruction
from tutor.dockerfile.heredocs import marker_of
from tutor.dockerfile.variables import REMOTE_SOURCE
from tutor.engine.errors import NotRecorded
from tutor.image import ImageConfig

SWITCHED_ON = ("", "true")


@dataclass(frozen=True, slots=True)
class Copy:
    """A COPY or ADD whose variables are expanded.

    ``sources`` are as written; ``destination`` is absolute and ends in a slash where it must be a folder.
    ``chmod`` is octal or symbolic, "" leaves modes alone. ``unpack`` tells that archives are unpacked.
    ``heredocs`` are names with their whole content.
    """

    keyword: str
    sources: tuple[str, ...]
    destination: str
    chown: str = ""
    chmod: str = ""
    link: bool = False
    unpack: bool = False
    excludes: tuple[str, ...] = ()
    heredocs: tuple[tuple[str, bytes], ...] = ()

    @property
    def operation(self) -> tuple[object, ...]:
        """What of the instruction decides what it does, in BuildKit's eyes: not how it is written."""
        return (
            tuple(posixpath.normpath(f"/{source}") for source in self.sources),
            self.destination,
            self.chown,
            self.chmod,
            self.link,
            self.unpack,
            self.excludes,
            self.heredocs,
        )

    @classmethod
    def of(cls, instruction: Instruction, config: ImageConfig) -> Copy:
        """Read an instruction where ``config`` holds. Raises NotRecorded for what needs a network."""
        flags = instruction.expanded_flags or instruction.flags
        heredocs = instruction.expanded_heredocs or instruction.heredocs
        given = {flag.name: flag.value for flag in flags}
        words = instruction.expanded
        sources = tuple(word for word in words[:-1] if marker_of(word) is None)
        for source in sources:
            if REMOTE_SOURCE.match(source):
                raise NotRecorded(
                    f"{instruction.keyword} {source}",
                    reason="the embedded engine downloads nothing",
                    line=instruction.lines.first,
                )
        if "parents" in given:
            raise NotRecorded(
                f"{instruction.keyword} --parents",
                reason="the embedded engine is Docker's built-in front end, which has no such option",
                line=instruction.lines.first,
            )
        unpack = given.get("unpack")
        return cls(
            instruction.keyword,
            sources,
            _absolute(words[-1] if words else "", config.workdir or "/"),
            chown=given.get("chown", ""),
            chmod=given.get("chmod", ""),
            link=given.get("link", "false").lower() in SWITCHED_ON,
            unpack=instruction.keyword == "ADD" if unpack is None else unpack.lower() in SWITCHED_ON,
            excludes=tuple(flag.value for flag in flags if flag.name == "exclude"),
            heredocs=tuple((one.name, one.content.encode("utf-8", "surrogateescape")) for one in heredocs),
        )


def _absolute(path: str, workdir: str) -> str:
    """The destination as BuildKit takes it: ``.``, nothing, and a slash at the end ask for a folder."""
    joined = posixpath.normpath(posixpath.join("/", workdir, path))
    whole = "/" + joined.lstrip("/")
    wants_folder = path in ("", ".") or path.endswith(("/", "/."))
    return whole if not wants_folder or whole == "/" else f"{whole}/"
