"""A real run as it is to be recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.engine.embedded.catalogue.format import Chunk, Provenance, RecordedRun
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.container import Image, create
from tutor.engine.embedded.running.recordings import steers
from tutor.engine.embedded.running.shell_form import through_shell
from tutor.engine.embedded.running.starting import start
from tutor.engine.embedded.running.view import seen
from tutor.engine.request import RunRequest
from tutor.engine.result import RunResult


@dataclass(frozen=True, slots=True)
class Mattered:
    """What a program's output depends on besides its arguments and what it is made of.

    ``looked_at`` are paths, ``variables`` names; the rest says whether it makes a difference.
    """

    looked_at: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
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

    Raises Refused and Ended where the program never got to run: that is computed, and nothing to record;
    ValueError when it did not end by itself.
    """
    if result.exit_code is None:
        raise ValueError("only a program that ended by itself can be recorded")
    container = create(image, request, contents)
    started = start(container, contents)
    started = through_shell(started, container, contents) or started
    view = container.view
    names = {*mattered.variables, *filter(steers, container.env)}
    return RecordedRun(
        program=started.program.digest or "",
        argv=started.argv[1:],
        stdin=request.stdin if mattered.stdin else None,
        env={name: container.env.get(name) for name in sorted(names)},
        needs={path: seen(view, path) for path in sorted(mattered.looked_at)},
        network=request.network if mattered.network else None,
        exit_code=result.exit_code,
        seconds=result.seconds,
        output=tuple(output),
        provenance=provenance,
        libraries=started.libraries,
        name=started.argv[0] if mattered.name else "",
        user=str(view.user) if mattered.user else "",
        folder=view.folder if mattered.folder else "",
        read_only=request.read_only if mattered.read_only else None,
    )
