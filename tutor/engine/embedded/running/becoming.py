"""What becomes of the program that a container starts: shells and entry scripts hand over to others."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.container import Container
from tutor.engine.embedded.running.entry_script import through_entry_script
from tutor.engine.embedded.running.shell_form import through_shell
from tutor.engine.embedded.running.starting import Started, start

MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Became:
    """The program that runs in the end; ``by_shell`` where a shell with a line of its own started it."""

    started: Started
    by_shell: bool = False


def becomes(container: Container, contents: Contents) -> Became:
    """Start a container's program and follow it to the one that does the work.

    Raises Refused, Ended, NotRecorded.
    """
    return followed(start(container, contents), container, contents)


def followed(started: Started, container: Container, contents: Contents) -> Became:
    """The program that a started one becomes. Raises Ended, NotRecorded."""
    by_shell = False
    for _ in range(MOST_STEPS):
        inner = through_entry_script(started, container, contents)
        if inner is None:
            inner = through_shell(started, container, contents)
            by_shell = by_shell or inner is not None
        if inner is None:
            break
        started = inner
    return Became(started, by_shell)
