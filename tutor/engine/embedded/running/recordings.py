"""Which recorded run is the one that is asked for."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from tutor.engine.embedded.catalogue.format import RecordedRun
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.container import Container
from tutor.engine.embedded.running.in_words import arguments_in_words, place_in_words
from tutor.engine.embedded.running.interpreted import Interpreted, files_of, interpreted
from tutor.engine.embedded.running.standing import standing
from tutor.engine.embedded.running.starting import Started
from tutor.engine.embedded.running.view import seen
from tutor.engine.errors import NotRecorded
from tutor.engine.request import RunRequest

STEERING = re.compile(
    r"GO(DEBUG|GC|MAXPROCS|MEMLIMIT|TRACEBACK)|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|NODE_(ENV|OPTIONS|PATH)"
    r"|PERL5(LIB|OPT)|RUBY(OPT|LIB)|PYTHON(?!_VERSION|_SHA256|UNBUFFERED|DONTWRITEBYTECODE)\w*"
    r"|LANG(UAGE)?|LC_\w+|LD_(?!LIBRARY_PATH)\w+|TZ(DIR)?"
)
"""Variables that change what programs do whose code never mentions them.

What LD_LIBRARY_PATH does shows in the libraries.
"""

MOST_NEAR = 5
MOST_PARTS = 2
MOST_LETTERS = 40


class Runs(Protocol):
    """Somebody who knows recorded runs, such as the catalogue."""

    def runs(self, program_digest: str) -> tuple[RecordedRun, ...]: ...


def steers(variable: str) -> bool:
    """Whether a variable changes what programs do whose code never mentions it."""
    return STEERING.fullmatch(variable) is not None


@dataclass(frozen=True, slots=True)
class Situation:
    """A started program with all that its output may depend on."""

    started: Started
    container: Container
    request: RunRequest
    interpreted: Interpreted | None = None

    @classmethod
    def of(cls, started: Started, container: Container, request: RunRequest, contents: Contents) -> Situation:
        """The situation with what an interpreter makes of it."""
        return cls(started, container, request, interpreted(started, container, contents))

    @property
    def arguments(self) -> tuple[str, ...]:
        return self.started.argv[1:] if self.interpreted is None else self.interpreted.argv

    @property
    def made_of(self) -> dict[str, str]:
        if self.interpreted is None:
            return files_of(self.started, self.container)
        return self.interpreted.made_of

    def differences(self, run: RecordedRun) -> tuple[str, ...]:
        """In what a recording is about something else, the weightiest first; () when it fits."""
        return tuple(self._differences(run))

    def _differences(self, run: RecordedRun) -> Iterator[str]:
        view = self.container.view
        if run.argv != self.arguments or run.name not in ("", self.started.argv[0]):
            yield "other arguments"
        if run.stdin is not None and run.stdin != self.request.stdin:
            yield "another input"
        yield from self._other_parts(run)
        ignored = {*run.ignores, *(self.interpreted.covers if self.interpreted is not None else ())}
        for name in sorted(_variables_that_differ(run.env, self.container.env, ignored)):
            value = run.env.get(name)
            yield f"no {name}" if value is None else f"{name}={value}"
        if run.libraries != self.started.libraries:
            yield "other libraries"
        for path in sorted(path for path, word in run.needs.items() if seen(view, path) != word):
            shown = place_in_words(path)
            yield f"another {shown}" if run.needs[path] else f"no {shown}"
        for path in sorted(run.finds):
            if standing(view, path, self.arguments) != run.finds[path]:
                yield f"another {place_in_words(path)}"
        if run.user not in ("", str(view.user)):
            yield "another user"
        if run.folder not in ("", view.folder):
            yield "another working folder"
        if run.network is not None and run.network != self.request.network:
            yield "a network" if run.network else "no network"
        if run.read_only is not None and run.read_only != self.request.read_only:
            yield "files that cannot be written" if run.read_only else "files that can be written"

    def _other_parts(self, run: RecordedRun) -> Iterator[str]:
        made_of = self.made_of
        for name in sorted({*run.made_of, *made_of}):
            here, there = made_of.get(name), run.made_of.get(name)
            if here != there:
                shown = place_in_words(name)
                yield f"another {shown}" if there else f"no {shown}"
        place = "" if self.interpreted is None else self.interpreted.names.get("{folder}", "")
        own = "" if self.interpreted is None else self.interpreted.place
        if run.place and run.place not in (place, own):
            yield "another folder"


def chosen(situation: Situation, runs: tuple[RecordedRun, ...]) -> RecordedRun:
    """The recording that fits. Raises NotRecorded, with those that come near."""
    command = shlex.join(situation.started.argv)
    differences = [(situation.differences(run), run) for run in runs]
    found = next((run for parts, run in differences if not parts), None)
    if found is not None:
        return found
    what = f"{command} with {_input(situation.request.stdin)}"
    if not runs:
        raise NotRecorded(what, reason="what this program prints was not recorded")
    asked = situation.request.stdin.decode("utf-8", "replace")
    nearest = sorted(differences, key=lambda each: (len(each[0]), -_alike(asked, each[1].stdin)))
    near = dict.fromkeys(_told(parts, run) for parts, run in nearest if run.made_of == situation.made_of)
    first = nearest[0][0]
    raise NotRecorded(
        what,
        reason=f"this program was recorded only {_in_words(first)}",
        near=tuple(near)[:MOST_NEAR],
    )


def _in_words(differences: Sequence[str]) -> str:
    """``with another a.js and another b.js and without c.js``; of many the first ones."""
    if len(differences) == 1:
        return f"with {differences[0]}"
    if len(differences) > MOST_PARTS + 1:
        return f"in other circumstances ({', '.join(differences[:MOST_PARTS])} and more)"
    absent = [part.removeprefix("no ") for part in differences if part.startswith("no ")]
    others = [part for part in differences if not part.startswith("no ")]
    told = [
        f"{word} {' and '.join(parts)}" for word, parts in (("with", others), ("without", absent)) if parts
    ]
    return " and ".join(told)


def _alike(asked: str, recorded: bytes | None) -> float:
    """How much of one input is in another, from 0 to 1."""
    return SequenceMatcher(None, asked, (recorded or b"").decode("utf-8", "replace")).ratio()


def _variables_that_differ(
    recorded: Mapping[str, str | None], env: Mapping[str, str], ignored: Collection[str]
) -> Iterator[str]:
    for name in {*recorded, *filter(steers, env)}.difference(ignored):
        if recorded.get(name) != env.get(name):
            yield name


def _told(differences: tuple[str, ...], run: RecordedRun) -> str:
    arguments = arguments_in_words(run.argv)
    told = [f"the arguments {arguments}"] if arguments else []
    told.append("any input" if run.stdin is None else _input(run.stdin))
    told.extend(part for part in differences if part not in ("other arguments", "another input"))
    return ", ".join(told)


def _input(stdin: bytes) -> str:
    """``the input “1 + 2”``; of a long one its first line."""
    if not stdin:
        return "no input"
    first, _, rest = stdin.decode("utf-8", "replace").rstrip("\n").partition("\n")
    cut = first if len(first) <= MOST_LETTERS else f"{first[:MOST_LETTERS]}…"
    return f"the input “{cut}”" + (" and more lines" if rest else "")
