"""What the embedded engine and a real one say differently of the same build, as sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from tutor.engine import BuildFailure, BuildResult, BuiltInstruction, RunResult, StageImage
from tutor.image import FileEntry, ImageConfig, Layer

AT_MOST = 12
"""Sentences about files of one tree; one difference often shows in many of them."""

STEPPING = ("RUN", "COPY", "ADD", "WORKDIR")

MOUNTED = ("proc", "sys", "dev")
"""A listing made by a RUN cannot see what the image holds there, or whether it holds anything."""

REF = re.compile(r"of ref \S+:")
ABSENT = re.compile(r'of ref: "[^"]*": not found')
"""Of several sources that are absent BuildKit names the one that it looked for first, which is chance."""

NAMED_AFTER_TIMES = re.compile(r"(?P<folder>.*/go-build)/[0-9a-f]{2}/[0-9a-f]{64}(?P<kind>-[ad])")
"""Go names what it keeps of a folder after the times of the files in it, and times are not compared."""

NAMED_AFTER_A_DAY = re.compile(r"(?<=-)\d{4}-\d\d-\d\d(?=\.v1\.count$)")
"""Go counts what it does in a file named after the day; ours is the day of the recording."""

HOST_PATH = re.compile(r"/\S*/(?:merged|buildkit-mount\d+)(?=/|$)")

SUGGESTION = re.compile(r" \(did you mean [^)]*\)")
WHERE = re.compile(r"^dockerfile parse error on line \d+: ")
REGISTRY = re.compile(r"(failed to resolve source metadata for \S+): .*", re.DOTALL)


def differences(real: BuildResult, ours: BuildResult) -> list[str]:
    """Everything but times and the engines' names; empty when nobody could tell them apart."""
    return [*_failures(real.failure, ours.failure), *_stages(real, ours)]


def caching(real: BuildResult, ours: BuildResult) -> list[str]:
    """Where a second build took a step from the cache on one side only."""
    found = []
    for theirs, mine in zip(real.stages, ours.stages, strict=True):
        for one, other in zip(theirs.instructions, mine.instructions, strict=True):
            # Whether FROM an image counts as cached depends on what the store has unpacked before.
            if one.reached and one.keyword in STEPPING and one.cached != other.cached:
                found.append(f"line {one.line} {one.text!r}: cached is {one.cached}, ours {other.cached}")
    return found


def runs(real: RunResult, ours: RunResult) -> list[str]:
    """Exit code and output of a container; what the engine said where it never started."""
    pairs = (
        ("exit code", real.exit_code, ours.exit_code),
        ("stdout", real.stdout, ours.stdout),
        ("stderr", real.stderr, ours.stderr),
        ("refusal", real.refused, ours.refused),
        ("cause", real.cause and real.cause.key, ours.cause and ours.cause.key),
        ("timed out", real.timed_out, ours.timed_out),
    )
    return [f"{what} is {one!r}, ours {other!r}" for what, one, other in pairs if one != other]


NOT_THERE = re.compile(r"The build context holds nothing at (.+)\.$|(.+?) did not reach the builder: ")


def _failures(real: BuildFailure | None, ours: BuildFailure | None) -> Iterator[str]:
    if real is None or ours is None:
        if real is not ours:
            yield f"failure is {real}, ours {ours}"
        return
    if _plain(real.message) != _plain(ours.message):
        yield f"message is {real.message!r}, ours {ours.message!r}"
    if real.line is not None and (real.line, real.stage) != (ours.line, ours.stage):
        yield f"failed in stage {real.stage} line {real.line}, ours {ours.stage} line {ours.line}"
    if real.exit_code != ours.exit_code:
        yield f"exit code is {real.exit_code}, ours {ours.exit_code}"
    if real.log != ours.log:
        yield f"log is {real.log!r}, ours {ours.log!r}"
    differ = (real.cause and real.cause.key) != (ours.cause and ours.cause.key)
    if differ and not _tell_of_two_sources(real, ours):
        yield f"cause is {real.cause}, ours {ours.cause}"


def _tell_of_two_sources(real: BuildFailure, ours: BuildFailure) -> bool:
    """Whether they name different paths: of several sources that are missing BuildKit tells any one."""
    named = [_missing(one.cause.meaning) for one in (real, ours) if one.cause is not None]
    return len(named) == 2 and None not in named and named[0] != named[1]


def _missing(meaning: str) -> str | None:
    """The path that E2 or E16 says is not there; None where it is about something else."""
    found = NOT_THERE.match(meaning)
    return found and (found[1] or found[2]).strip("/")


def _plain(message: str) -> str:
    """Without what is random, where no registry answers, and without suggestions."""
    message = ABSENT.sub("of ref: not found", REF.sub("of ref:", message))
    message = HOST_PATH.sub("", message)
    message = REGISTRY.sub(r"\1", SUGGESTION.sub("", message))
    return WHERE.sub("", message)


def _stages(real: BuildResult, ours: BuildResult) -> Iterator[str]:
    if len(real.stages) != len(ours.stages):
        yield f"{len(real.stages)} stages, ours {len(ours.stages)}"
        return
    failed = real.failure is not None
    measured = _measured(real)
    for theirs, mine in zip(real.stages, ours.stages, strict=True):
        where = f"stage {theirs.label}"
        # BuildKit builds stages at the same time: how far the others came when one failed is chance.
        if failed and real.failure is not None and theirs.index != real.failure.stage:
            continue
        # Without an image there is no config that Docker itself could show.
        shown, ours_shown = (replace(theirs, config=None), mine) if failed else (theirs, mine)
        if failed and _came_less_far(theirs, mine):
            shown, ours_shown = _as_far_as_it_came(shown, mine)
        for said in _stage(shown, ours_shown, measured=measured):
            yield f"{where}: {said}"


def _came_less_far(real: StageImage, ours: StageImage) -> bool:
    return [one.reached for one in real.instructions] < [one.reached for one in ours.instructions]


def _as_far_as_it_came(real: StageImage, ours: StageImage) -> tuple[StageImage, StageImage]:
    """BuildKit looks for all sources before it carries anything out, we go line by line: what it did not come
    to is not compared.
    """
    came = [one.reached for one in real.instructions]
    both = [
        replace(one, reached=one.reached and there)
        for one, there in zip(ours.instructions, came, strict=True)
    ]
    nothing: dict[str, Any] = {"size": None, "files": None, "skipped_because": None}
    return replace(real, **nothing), replace(ours, **nothing, instructions=tuple(both))


def _measured(real: BuildResult) -> bool:
    """Whether single instructions could be measured: sums over whole stages lack what later steps hide."""
    return all(each.adds is not None for stage in real.stages for each in stage.instructions if each.reached)


def _stage(real: StageImage, ours: StageImage, *, measured: bool) -> Iterator[str]:
    for what in ("built", "skipped_because", "base", "size"):
        one, other = getattr(real, what), getattr(ours, what)
        if one != other and not (what == "size" and not measured):
            yield f"{what} is {one!r}, ours {other!r}"
    if real.config is not None:
        yield from _configs(real.config, ours.config)
    if real.files is not None:
        yield from _files("files", real.files, ours.files or ())
    for one, other in zip(real.instructions, ours.instructions, strict=True):
        for said in _instruction(one, other, measured=measured):
            yield f"line {one.line} {one.text!r}: {said}"
    if real.history and real.history != ours.history:
        yield f"history is {real.history}, ours {ours.history}"


def _configs(real: ImageConfig, ours: ImageConfig | None) -> Iterator[str]:
    if ours is None:
        yield "ours has no config"
        return
    for each in fields(real):
        one, other = getattr(real, each.name), getattr(ours, each.name)
        if each.compare and one != other and not (each.name == "platform" and not one):
            yield f"config {each.name} is {one!r}, ours {other!r}"


def _instruction(real: BuiltInstruction, ours: BuiltInstruction, *, measured: bool) -> Iterator[str]:
    if real.reached != ours.reached:
        yield f"reached is {real.reached}, ours {ours.reached}"
        return
    if not real.reached:
        return
    for what in ("adds", "hides") if measured else ():
        if getattr(real, what) != getattr(ours, what):
            yield f"{what} is {getattr(real, what)}, ours {getattr(ours, what)}"
    if real.keyword != "FROM" and real.layer is not None:
        yield from _layers(real.layer, ours.layer or Layer(()))


def _layers(real: Layer, ours: Layer) -> Iterator[str]:
    yield from _files("layer", real.entries, ours.entries)
    if set(real.whiteouts) != set(ours.whiteouts):
        yield f"whiteouts are {real.whiteouts[:AT_MOST]}, ours {ours.whiteouts[:AT_MOST]}"


def _files(where: str, real: Iterable[FileEntry], ours: Iterable[FileEntry]) -> Iterator[str]:
    theirs, mine = (
        {path: _seen(entry) for path, entry in _named(entries).items() if path not in MOUNTED}
        for entries in (real, ours)
    )
    told = 0
    for path in sorted(theirs.keys() | mine.keys()):
        one, other = theirs.get(path), mine.get(path)
        if one == other:
            continue
        told += 1
        if told <= AT_MOST:
            yield f"{where}: /{path} is {one}, ours {other}"
    if told > AT_MOST:
        yield f"{where}: and {told - AT_MOST} more"


def _named(entries: Iterable[FileEntry]) -> dict[str, FileEntry]:
    """Entries by path, those whose names tell times by what they are instead."""
    counted: Counter[str] = Counter()
    named = {}
    for entry in sorted(entries, key=lambda one: one.path):
        path = NAMED_AFTER_A_DAY.sub("DAY", entry.path)
        if found := NAMED_AFTER_TIMES.fullmatch(path):
            path = f"{found['folder']}/*{found['kind']} of {entry.size} bytes"
            counted[path] += 1
            path = f"{path}, number {counted[path]}"
        named[path] = entry
    return named


def _seen(entry: FileEntry) -> tuple[object, ...]:
    """What is compared of a path: all but times and digests, which no listing has."""
    return (
        entry.kind.value,
        f"{entry.mode:o}",
        entry.uid,
        entry.gid,
        entry.size,
        entry.target,
        entry.same_as,
    )
