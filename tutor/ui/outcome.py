"""How a build ended, in the words of the status line and of the panel below the editor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tutor.dockerfile.misquoted import NOT_JSON, mistaken_array
from tutor.ui import amounts, signs
from tutor.ui.widgets.build_line import BuildStatus
from tutor.ui.widgets.cause_panel import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tutor.course import Judged, Verdict
    from tutor.engine.causes import Cause
    from tutor.engine.errors import EngineLost, MissingBase
    from tutor.engine.protocol import EngineInfo
    from tutor.engine.result import BuildFailure
    from tutor.ui.engine_link import EngineState
    from tutor.ui.figures import BuildFigures

CANCELLED = BuildStatus(
    "Cancelled. F5 builds again", signs.WARNING, "$warning", links=(("screen.build", "F5 builds"),)
)

FROM_CACHE = "from the cache"
_TOLD_SECONDS = 0.05

_LAST_LINES = 4
_LAST_LINES_BESIDE_ADVICE = 3
"""How much of a command's output is told: what went wrong is said last, the whole of it is in the log."""
_SHORT_MESSAGE = 140
"""An engine's message of so many characters is told before what to do; it has two lines."""
_TITLE_CELLS = 64
_PLACE = re.compile(r"^(?:failed to solve: )?(?:dockerfile parse error (?:on|at) )?line \d+: ", re.IGNORECASE)
_EXIT_CODES = {126: "Command not executable", 127: "Command not found"}
_IDEAS = {
    126: "The shell found the file, and may not start it: look at its mode, and whether it is a program.",
    127: "The shell knows no program of this name: look how it is spelt, and whether the base has it.",
}

_RUNTIME_CHAIN = re.compile(
    r"(?:(?:failed to create task for container|failed to create shim task|OCI runtime create failed"
    r"|runc create failed|container_linux\.go:\d+|process_linux\.go:\d+|starting container process caused"
    r"|unable to start container process|error during container init|Error response from daemon"
    r"|runc|crun): )+"
)


def plainly(message: str) -> str:
    """A runtime's message without the names of the programs that handed it on."""
    return _RUNTIME_CHAIN.sub("", message).strip()


def reached(verdicts: Sequence[Verdict]) -> int:
    """How many goals are green."""
    return sum(verdict.state.value == "passed" for verdict in verdicts)


def shipped(figures: BuildFigures) -> str:
    """``ships 2.4 MB, 0.3 % of build``; empty where nothing was measured."""
    final, largest = figures.final, figures.largest
    if final is None or final.size is None:
        return ""
    told = f"ships {amounts.size(final.size)}"
    if largest is not None and largest.size and largest.index != final.index:
        told += f", {amounts.share(final.size, largest.size)} of {largest.label}"
    return told


def took(figures: BuildFigures) -> str:
    """How long a build took; of recorded steps what they took when they were, as the margin tells it."""
    if not figures.embedded:
        return f"built in {amounts.seconds(figures.seconds)}"
    steps = [one for stage in figures.stages for one in stage.instructions if one.reached and not one.cached]
    seconds = sum(one.seconds for one in steps)
    return f"took {amounts.seconds(seconds)} when recorded" if seconds >= _TOLD_SECONDS else FROM_CACHE


def success(verdicts: Sequence[Verdict], figures: BuildFigures, before: Sequence[Verdict]) -> BuildStatus:
    """The goals and sizes of a build that ended well, and what changed since the build ``before``."""
    green, all_green = reached(verdicts), reached(verdicts) == len(verdicts)
    change = green - reached(before) if before else 0
    more = [f"{abs(change)} {'more' if change > 0 else 'fewer'} than before"] if change else []
    more += [told for told in (shipped(figures),) if told]
    more.append(took(figures))
    sign, colour = (signs.DONE, "$success") if all_green else (signs.OPEN, "$accent")
    return BuildStatus(f"{green} of {len(verdicts)} goals", sign, colour, more=tuple(more))


def last_build(verdicts: Sequence[Verdict], figures: BuildFigures, *, changed: bool) -> BuildStatus:
    """How the build of an earlier session ended; ``changed`` when the text is another one since."""
    if figures.error is not None:
        where = f" at line {figures.error_line}" if figures.error_line else ""
        text, more = f"Last build: failed{where}", [plainly(figures.error).partition("\n")[0]]
    else:
        told = shipped(figures)
        text = f"Last build: {told}" if told else "Last build: ended well"
        more = [f"{reached(verdicts)} of {len(verdicts)} goals"] if verdicts else []
    if changed:
        more.append("the text has changed since")
    good = figures.error is None and bool(verdicts) and reached(verdicts) == len(verdicts)
    sign = signs.DONE if good else signs.FAILED if figures.error is not None else signs.OPEN
    colour = "$success" if good else "$error" if figures.error is not None else "$muted"
    return BuildStatus(text, sign, colour, more=tuple(more), links=(("screen.build", "F5 builds"),))


def trouble_of(judged: Judged, text: str) -> Trouble:
    """Why a build of ``text`` failed."""
    failure = judged.result.failure
    assert failure is not None
    cause, mistake = failure.cause, judged.mistake
    hint = mistake.hint if mistake else ""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        hint = "Ctrl+Z undoes, Ctrl+R brings the lesson's first Dockerfile back."
    idea = cause.idea if cause else _IDEAS.get(failure.exit_code or 0, "")
    most = _LAST_LINES_BESIDE_ADVICE if hint or idea else _LAST_LINES
    heard = [line.rstrip() for line in failure.log.splitlines() if line.strip()]
    said, last = plainly(failure.message), "" if cause else "\n".join(heard[-most:])
    if not last and len(said) <= _SHORT_MESSAGE:
        said, last = "", said
    return Trouble(
        cause.title if cause else mistake.title if mistake else _stopped(failure),
        said=said,
        meaning=cause.meaning if cause else "",
        idea=idea,
        hint=hint,
        line=failure.line,
        key=cause.key if cause else "",
        lesson=cause.lesson if cause else 0,
        log=last,
    )


def unnoticed(judged: Judged, *, untouched: bool) -> Trouble | None:
    """What is wrong although the build ended well: the lesson's wrong turn, what a run or nobody said.

    The text that a lesson starts with (``untouched``) is wrong on purpose: of it only runs tell, and what to
    do about it is the lesson's question.
    """
    from tutor.course import line_of_cause

    mistake = judged.mistake
    silent = () if untouched else judged.silent
    causes = [(cause, line_of_cause(judged, cause)) for cause in judged.causes]
    causes += [(one.cause, one.line) for one in silent]
    if mistake is not None:
        causes = [pair for pair in causes if pair[0].key == mistake.cause]
        if not causes:
            return Trouble(mistake.title, hint=mistake.hint)
    for cause, line in causes:
        misquoted = mistaken_array(judged.attempt.dockerfile, line) if cause.key == "E7" else None
        hint = misquoted or (mistake.hint if mistake else "")
        return Trouble(
            NOT_JSON if misquoted else _title(cause, judged),
            log=plainly(cause.said),
            meaning="" if hint else cause.meaning,
            idea="" if untouched else cause.idea,
            hint=hint,
            line=line,
            key=cause.key,
            lesson=cause.lesson,
        )
    return None


def _title(cause: Cause, judged: Judged) -> str:
    config = judged.result.final_stage.config
    if cause.key == "E10" and config is not None and config.user:
        return f"Permission denied for user {config.user}"
    return cause.title


def no_engine(state: EngineState) -> Trouble:
    """Nothing to build with: the next step, and what was tried."""
    tried = "\n".join(f"{signs.DOT} {where}: {outcome}" for where, outcome, _ in state.tried)
    return Trouble(
        "No engine answers",
        hint="Start Docker or Podman, then **F5** looks again and builds. "
        "**F12** offers the embedded engine, which needs neither.",
        meaning=state.advice,
        said=f"Tried:\n{tried}" if tried else "",
    )


def engine_died(error: EngineLost, engine: EngineInfo) -> Trouble:
    """An engine that stopped answering, and the two ways on."""
    return Trouble(
        error.message,
        meaning=error.advice,
        hint="**F12** goes on with the embedded engine, which needs no daemon. "
        f"**F5** tries {engine.name} again.",
    )


def missing_base(error: MissingBase) -> Trouble:
    """A base image that is nowhere to be had."""
    return Trouble("The base image is not there", said=error.message, idea=error.advice, line=error.line)


def _stopped(failure: BuildFailure) -> str:
    code = failure.exit_code
    if code is None:
        said = _PLACE.sub("", plainly(failure.message).partition("\n")[0])
        return said[:1].upper() + said[1:] if 0 < len(said) <= _TITLE_CELLS else "The build stopped"
    return f"{_EXIT_CODES.get(code, 'The command failed')} (exit code {code})"
