"""From what was named on the command line to images: connects only when an engine has to do something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tutor.cli.building import built
from tutor.cli.connecting import connected, interruptible

if TYPE_CHECKING:
    from tutor.engine import BuildRequest, BuildResult, Engine
    from tutor.insight.opening import Opener


@contextmanager
def opening(choice: str, *, quiet: bool, use_cache: bool = True, layers: bool = True) -> Iterator[Opener]:
    """An Opener for the length of the block, for the chosen engine; builds are told on stderr as they go."""
    from tutor.insight.opening import Opener

    with ExitStack() as stack:
        cancel = stack.enter_context(interruptible())
        found: list[Engine] = []

        def engine() -> Engine:
            if not found:
                found.append(stack.enter_context(connected(choice)))
            return found[0]

        def build(request: BuildRequest) -> BuildResult:
            return built(engine(), request, cancel, quiet=quiet)

        yield Opener(engine, build, cancel, use_cache=use_cache, layers=layers)
