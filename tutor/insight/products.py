"""Advice on images that carry what they were made with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.image import FileEntry
from tutor.image.size import human
from tutor.insight.advised import Advice, Case
from tutor.insight.causes import DEV_FILE
from tutor.insight.explanation import LeftCause

SCRIPT = re.compile(r"\.(py|js|mjs|cjs|ts|sh|rb|pl|php|jar|lua)$")
INTERPRETED = re.compile(r"(^|/)(python[\d.]*|node|ruby[\d.]*|php[\d.]*|perl[\d.]*|java|deno|bun)$")
COMPILING = re.compile(
    r"^usr/(lib|libexec)/(gcc|llvm[-\d.]*)/|^usr/(local/)?include/|^usr/local/(go|rustup|cargo)/"
)
DEVELOPMENT_KIT = re.compile(r"/(jmods/|lib/src\.zip$|include/|lib/ct\.sym$|demo/|man/)")
WHOLE_STAGE = "CopyWholeStage"


def build_tools(case: Case) -> Sequence[Advice]:
    """A compiler in the final image: leave it in a stage that does not ship."""
    surface = case.final.surface if case.final is not None else None
    if surface is None or not surface.compilers or not case.size:
        return ()
    compilers = [name for name in surface.compilers if not name.endswith("/javac")]
    if len(compilers) < len(surface.compilers) and not _is_compiled(case):
        return _development_kit(case, next(name for name in surface.compilers if name.endswith("/javac")))
    if _is_compiled(case):
        return _second_stage(case, compilers or list(surface.compilers))
    return _compilers_only(case, compilers)


def _is_compiled(case: Case) -> bool:
    """Whether a RUN of the final image made the program that it starts."""
    program = case.program
    if program is None or SCRIPT.search(program.path) or INTERPRETED.search(program.path):
        return False
    step = case.owner_of(program.path)
    return step is not None and step.instruction.keyword == "RUN"


def _second_stage(case: Case, compilers: Sequence[str]) -> Sequence[Advice]:
    """Only the program, and what came out of the context, would be left."""
    program = case.program
    if program is None or case.size is None:
        return ()
    copied = sum(entry.size for entry, cause, _ in case.shown if cause is LeftCause.SOURCES)
    step = case.owner_of(program.path)
    made = f"what line {step.line} made" if step is not None else "what was made"
    because = (
        f"The final image weighs {human(case.size)} with {_named(compilers)}; {made} and a container starts, "
        f"/{program.path}, is {human(program.size)}. "
        f"Reckoned as if that and the {human(copied)} from the build context were all that is needed."
    )
    saves = case.size - program.size - copied
    line = case.chain[0].instructions[0].lines.first
    title = "Copy what is built into a second stage, and ship that"
    return [Advice(title, because, line, saves, estimated=True, lesson="a-second-from")] if saves > 0 else ()


def _compilers_only(case: Case, compilers: Sequence[str]) -> Sequence[Advice]:
    """What runs needs its interpreter, but no compiler."""
    saves = sum(
        entry.size
        for entry, _, _ in case.shown
        if COMPILING.search(entry.path) or DEV_FILE.search(entry.path)
    )
    if not saves or not compilers:
        return ()
    lines = {step.line for entry, _, step in case.shown if step and COMPILING.search(entry.path)}
    because = (
        f"The final image holds {_named(compilers)}. Reckoned from the compilers' own folders, headers and "
        f"static libraries, {human(saves)}; their packages weigh more."
    )
    python = any(INTERPRETED.search(path) and "python" in path for path in _interpreters(case))
    lesson = "python-must-match" if python else "a-second-from"
    title = "Build in one stage, and run in another that has no compiler"
    return [Advice(title, because, min(lines, default=None), saves, estimated=True, lesson=lesson)]


def _interpreters(case: Case) -> Sequence[str]:
    surface = case.final.surface if case.final is not None else None
    return surface.interpreters if surface is not None else ()


def _development_kit(case: Case, javac: str) -> Sequence[Advice]:
    real = case.files.resolve(javac)
    home = real.path.rpartition("/bin/")[0] if real is not None else ""
    if not home:
        return ()
    parts = [entry for entry in case.files.below(home) if DEVELOPMENT_KIT.search(entry.path)]
    saves = sum(entry.size for entry in parts if entry.same_as is None)
    because = (
        f"The final image holds a whole JDK in /{home}. Reckoned from its modules, sources and headers, "
        f"{human(saves)}: a runtime has none of them."
    )
    line = _line_of(case, real)
    title = "Compile with a JDK, and run on a Java runtime"
    return [Advice(title, because, line, saves, estimated=True, lesson="jdk-out")] if saves else ()


def whole_stage(case: Case) -> Sequence[Advice]:
    """A COPY of everything: what the image starts tells how much of it is needed at least."""
    found = []
    for problem in case.problems:
        crossing = next((one for one in case.explanation.crossings if one.line == problem.lines.first), None)
        if problem.rule != WHOLE_STAGE or crossing is None or case.program is None:
            continue
        saves = crossing.bytes - case.program.size
        because = (
            f"Line {crossing.line} takes over {human(crossing.bytes)} in {crossing.files} files; what a "
            f"container starts, /{case.program.path}, is {human(case.program.size)}. "
            "Reckoned as if it needed no other file."
        )
        if saves > 0:
            title = f"Copy from {crossing.from_name} only what runs"
            found.append(Advice(title, because, crossing.line, saves, estimated=True, lesson="a-second-from"))
    return found


def _named(compilers: Sequence[str]) -> str:
    first = f"the compiler {compilers[0]}"
    return f"{first} and {len(compilers) - 1} more" if len(compilers) > 1 else first


def _line_of(case: Case, entry: FileEntry | None) -> int | None:
    step = case.owner_of(entry.path) if entry is not None else None
    return step.line if step is not None else None
