"""What may stand in one kind of place, before anybody looks at what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.dockerfile.blocks import Block
from tutor.dockerfile.completion.declared import NamedStage, Variable
from tutor.dockerfile.completion.model import Candidate, Kind, Known
from tutor.dockerfile.flags import FLAGS, NEWER_FLAGS, FlagKind
from tutor.dockerfile.meaning.flags import FLAGS as FLAG_MEANINGS
from tutor.dockerfile.meaning.instructions import INSTRUCTIONS

_NOT_OFFERED = "MAINTAINER"
_SYNTAX = "syntax"
_LONGEST_VALUE = 24

_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "--network": (
        ("default", "the builder's network"),
        ("none", "no network"),
        ("host", "the host's network"),
    ),
    "--security": (("sandbox", "as every command"), ("insecure", "privileged")),
    "--platform": (
        ("$BUILDPLATFORM", "where the build runs"),
        ("$TARGETPLATFORM", "what it builds for"),
        ("linux/amd64", ""),
        ("linux/arm64", ""),
        ("linux/arm/v7", ""),
    ),
    "--chown": (
        ("0:0", "root"),
        ("1000:1000", "the first person on most Linux systems"),
        ("65532:65532", "nonroot in distroless images"),
        ("nonroot:nonroot", "by name, where /etc/passwd has it"),
    ),
    "--chmod": (
        ("0755", "programs and folders: all may run them"),
        ("0644", "files: all may read them"),
        ("0555", "programs that nobody may change"),
        ("0444", "files that nobody may change"),
        ("0600", "files for their owner only"),
    ),
    "--interval": (("30s", "as without it"), ("5s", ""), ("1m", "")),
    "--timeout": (("30s", "as without it"), ("3s", "")),
    "--start-period": (("0s", "as without it"), ("10s", ""), ("1m", "")),
    "--start-interval": (("5s", "as without it"), ("1s", "")),
    "--retries": (("3", "as without it"), ("1", "")),
    "--checksum": (("sha256:", "the digest in hexadecimal follows"),),
    "--keep-git-dir": (("true", ""), ("false", "")),
    "--unpack": (("true", ""), ("false", "")),
    "HEALTHCHECK": (("CMD", "the command that checks"), ("NONE", "no check, whatever the base brought")),
    "STOPSIGNAL": (("SIGTERM", "as without it"), ("SIGINT", "as Ctrl+C"), ("SIGQUIT", "nginx: finish first")),
    "SHELL": (
        ('["/bin/sh", "-c"]', "as without it"),
        ('["/bin/bash", "-o", "pipefail", "-c"]', "a pipe fails when a part does"),
    ),
}  # fmt: skip


def words_for(what: str) -> Iterator[Candidate]:
    """The usual values of a flag (``--network``) or arguments of an instruction."""
    for word, detail in _WORDS.get(what, ()):
        yield Candidate(word, "value", detail)


def instructions(stages: Sequence[NamedStage], earlier: Sequence[Block]) -> Iterator[Candidate]:
    """Keywords in the case of the one above; above the first FROM only two are allowed."""
    above = next((block.lines[0].split()[0] for block in reversed(earlier) if block.keyword), "")
    names = [name for name in INSTRUCTIONS if name != _NOT_OFFERED] if stages else ["FROM", "ARG"]
    for name in names:
        label = name.lower() if above.islower() else name
        yield Candidate(label, "instruction", INSTRUCTIONS[name].short, f"{label} ", goes_on=True)


def flags(keyword: str, written: Sequence[str], blocks: Sequence[Block]) -> Iterator[Candidate]:
    """The flags that an instruction takes and does not have yet."""
    known = FLAGS.get(keyword, {})
    if _has_syntax(blocks):
        known = known | NEWER_FLAGS.get(keyword, {})
    had = {word[2:].partition("=")[0] for word in written}
    for name, kind in known.items():
        if kind is FlagKind.MANY or name not in had:
            has_value = kind is not FlagKind.SWITCH
            detail = FLAG_MEANINGS[keyword][name].short
            insert = f"--{name}=" if has_value else f"--{name} "
            yield Candidate(insert.rstrip(), "flag", detail, insert, goes_on=has_value)


def stages(named: Sequence[NamedStage], *, numbers: bool) -> Iterator[Candidate]:
    """Stages by name, the nearest first; those without one by number where that is allowed."""
    for stage in reversed(named):
        if stage.name is not None or numbers:
            yield Candidate(stage.label, "stage", f"stage {stage.number}, from {stage.base or 'nothing yet'}")


def images(known: Known) -> Iterator[Candidate]:
    """Images of Docker Hub first: they have the shortest names, and are what is mostly meant."""
    for name in sorted(known.images, key=lambda name: "/" in name):
        yield Candidate(name, "image")


def variables(found: Sequence[Variable], *, braces: bool) -> Iterator[Candidate]:
    """Variables as they are written behind the ``$``."""
    for variable in found:
        value = variable.value
        if len(value) > _LONGEST_VALUE:
            value = value[: _LONGEST_VALUE - 1] + "…"
        detail = f"{variable.keyword} {value}".rstrip()
        label = f"${{{variable.name}}}" if braces else f"${variable.name}"
        yield Candidate(label, "variable", detail)


def plain(names: Sequence[tuple[str, str]], kind: Kind = "value") -> Iterator[Candidate]:
    for name, detail in names:
        yield Candidate(name, kind, detail)


def _has_syntax(blocks: Sequence[Block]) -> bool:
    for block in blocks:
        text = block.lines[0].strip()
        if not text.startswith("#"):
            return False
        if text[1:].strip().lower().startswith(_SYNTAX):
            return True
    return False
