"""A real run as it is to be recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.engine.embedded.catalogue.format import Chunk, Provenance, RecordedRun
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.becoming import becomes
from tutor.engine.embedded.running.container import Image, create
from tutor.engine.embedded.running.interpreted import FOLDER, Interpreted, files_of, interpreted
from tutor.engine.embedded.running.naming import SHORTEST_FOLDER, nameless
from tutor.engine.embedded.running.recordings import steers
from tutor.engine.embedded.running.standing import standing
from tutor.engine.embedded.running.view import seen
from tutor.engine.request import RunRequest
from tutor.engine.result import RunResult


@dataclass(frozen=True, slots=True)
class Mattered:
    """What a program's output depends on besides its arguments and what it is made of.

    ``looked_at`` are paths whose content makes a difference, ``finds`` those of which it also matters whether
    the user may write there. ``variables`` are names, ``ignores`` those that make none though they do to
    other programs; the rest says whether it makes a difference.
    """

    looked_at: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    stdin: bool = True
    network: bool = True
    name: bool = False
    user: bool = False
    folder: bool = False
    read_only: bool = False


def recorded(
    image: Image,
    request: RunRequest,
    contents: Contents,
    result: RunResult,
    output: Iterable[Chunk],
    mattered: Mattered,
    provenance: Provenance,
) -> RecordedRun:
    """The recording of a run that a real engine made of this image.

    One that still ran when its time was up serves. Raises Refused and Ended where the program never got to
    run: that is computed, and nothing to record; ValueError when it was ended in any other way.
    """
    if result.exit_code is None and not result.timed_out:
        raise ValueError("only a program that ended by itself, or that serves, can be recorded")
    container = create(image, request, contents)
    started = becomes(container, contents).started
    view = container.view
    program = interpreted(started, container, contents) or Interpreted(
        started.argv[1:], files_of(started, container)
    )
    output = tuple(output)
    names = {*mattered.variables, *program.variables, *filter(steers, container.env)}
    serves = result.exit_code is None
    return RecordedRun(
        program=started.program.digest or "",
        argv=program.argv,
        stdin=request.stdin if mattered.stdin and not serves and not program.missing else None,
        env={name: container.env.get(name) for name in sorted(names - {*mattered.ignores, *program.covers})},
        needs={path: seen(view, path) for path in sorted(mattered.looked_at)},
        network=request.network if mattered.network and not serves else None,
        exit_code=result.exit_code or 0,
        seconds=result.seconds,
        output=nameless(output, program.names),
        provenance=provenance,
        libraries=started.libraries,
        name=started.argv[0] if mattered.name or program.by_name else "",
        user=str(view.user) if mattered.user else "",
        folder=view.folder if mattered.folder else "",
        read_only=request.read_only if mattered.read_only else None,
        made_of=program.made_of,
        place=program.place or _place_told(program, output),
        ignores=mattered.ignores,
        finds={path: standing(view, path, program.argv) for path in sorted(mattered.finds)},
        serves=serves,
    )


def _place_told(program: Interpreted, output: tuple[Chunk, ...]) -> str:
    """The program's folder where its name is too short to be found in what it wrote, and its files are."""
    folder = program.names.get(FOLDER, "")
    if not folder or len(folder) >= SHORTEST_FOLDER:
        return ""
    written = b"".join(chunk.data for chunk in output)
    files = (f"{folder.rstrip('/')}/{name}".encode() for name in program.made_of)
    return folder if any(file in written for file in files) else ""
