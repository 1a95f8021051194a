"""E3, E7, E8, E9, E12, E14, E20, E25 and E26: a container whose program does not start."""

from __future__ import annotations

import re
from dataclasses import replace

from tutor.engine.causes.catalogue import CAUSES
from tutor.engine.causes.cause import Cause

SHELL = r"(/\S*/)?(sh|bash|ash|dash|zsh|ksh)"
QUOTE = r"[\"'`\\]"

NOT_THERE = re.compile(
    rf"""
      exec:\ {QUOTE}+(?P<stat>[^"\\]+){QUOTE}+:\ stat\ \S+:\ no\ such\ file\ or\ directory
    | exec:\ {QUOTE}+(?P<path>[^"\\]+){QUOTE}+:\ executable\ file\ not\ found\ in\ \$PATH
    | executable\ file\ `(?P<crun>[^`]+)`\ not\ found
    """,
    re.VERBOSE,
)
"""The program itself is missing; runc and crun."""

NO_LOADER = re.compile(
    rf"""
      ^(\S+\ ){{0,2}}exec\ (?P<path>/?[^\s:"]+):\ no\ such\ file\ or\ directory
    | exec\ container\ process\ `(?P<crun>[^`]+)`:\ No\ such\ file\ or\ directory
    | exec\ user\ process\ caused:?\ {QUOTE}*no\ such\ file\ or\ directory
    """,
    re.VERBOSE | re.MULTILINE,
)
"""The kernel found the program and not what starts it."""

NOT_RUNNABLE = re.compile(
    rf"""
      exec:\ {QUOTE}+(?P<path>/[^"\\]+){QUOTE}+:\ (stat\ \S+:\ )?permission\ denied
    | open\ executable:\ Permission\ denied
    | executable\ file\ `(?P<crun>[^`]+)`:\ Permission\ denied
    """,
    re.VERBOSE,
)
"""The kernel found the program and may not run it."""

ANOTHER_FORMAT = re.compile(r"\bexec(utable)?\b[^\n]*\bexec format error", re.IGNORECASE)

EXEC_IN_CONTAINER = re.compile(r"\bexec failed\b|\bexec session\b", re.IGNORECASE)
SHELL_AS_ARGUMENT = re.compile(
    r"Unable to access jarfile /bin/(ba)?sh\b"
    r"|Cannot find module '/bin/(ba)?sh'"
    r"|can't open file '/bin/(ba)?sh'"
)
INTERPRETER_TWICE = re.compile(
    r"Cannot find module '(/[^']*)?/node'"
    r"|Unable to access jarfile (\S*/)?java$"
    r"|can't open file '(/[^']*/)?python[\d.]*'",
    re.MULTILINE,
)
A_RUN = re.compile(r"RUN\s", re.IGNORECASE)
EXEC_FORM = re.compile(r"\w+\s+(--\S+\s+)*\[")
"""Whoever writes a shell in brackets wants that shell; nobody put it in."""

HEALTH = re.compile(r"\b(unhealthy|health ?check)", re.IGNORECASE)
CHECKER_MISSING = re.compile(r"\b(curl|wget): (command )?not found")
PYTHON = re.compile(r"/(python|pip)[\d.]*$")
JAVA = re.compile(r"\b(java|jre|jdk|jlink)\b", re.IGNORECASE)


def cannot_start(message: str, instruction: str) -> Cause | None:
    """Which of them it is, or None; what the message leaves open, ``instruction`` may tell."""
    if SHELL_AS_ARGUMENT.search(message):
        return CAUSES["E7"]
    if INTERPRETER_TWICE.search(message):
        return CAUSES["E9"]
    absent = NOT_THERE.search(message)
    if absent is not None:
        asked_for = EXEC_FORM.match(instruction) is not None
        if A_RUN.match(instruction):
            return _absent_in_a_run(absent)
        return _absent_program(absent, inside=asked_for or EXEC_IN_CONTAINER.search(message) is not None)
    loader = NO_LOADER.search(message)
    if loader is not None:
        return _no_loader(loader["path"] or loader["crun"] or "", f"{message} {instruction}")
    return _there_and_not_started(message)


def _there_and_not_started(message: str) -> Cause | None:
    """The program itself is there: what it calls is not, or its mode or format keeps the kernel from it."""
    if HEALTH.search(message) and CHECKER_MISSING.search(message):
        return CAUSES["E20"]
    forbidden = NOT_RUNNABLE.search(message)
    if forbidden is not None:
        return replace(CAUSES["E25"], path=forbidden["path"] or forbidden["crun"] or "")
    return CAUSES["E26"] if ANOTHER_FORMAT.search(message) else None


def _no_loader(program: str, around: str) -> Cause:
    """Old engines do not name the program: then only what stands around it tells of Java."""
    if PYTHON.search(program):
        return CAUSES["E12"]
    return CAUSES["E14"] if JAVA.search(program or around) else CAUSES["E3"]


def _absent_in_a_run(found: re.Match[str]) -> Cause:
    """Brackets mend no RUN: an image without a shell has no programs to run either."""
    program = _program(found)
    if re.fullmatch(SHELL, program):
        meaning = "RUN starts programs of this stage's own base, by its shell, and this base has no shell."
    else:
        meaning = f"RUN starts programs of this stage's own base, and this base has no {program}."
    return replace(
        CAUSES["E7"],
        title="The base has no program for this RUN",
        meaning=meaning,
        idea="Do it in an earlier stage that has what it needs, and bring what it makes with COPY --from.",
    )


def _program(found: re.Match[str]) -> str:
    return found["stat"] or found["path"] or found["crun"]


def _absent_program(found: re.Match[str], *, inside: bool) -> Cause | None:
    """A missing shell by its full path is the shell form, by its bare name or in a running container a
    visitor.
    """
    program = _program(found)
    if re.fullmatch(SHELL, program):
        return CAUSES["E8" if inside or "/" not in program else "E7"]
    if "/" in program and PYTHON.search(program):
        return CAUSES["E12"]
    if inside and program.rpartition("/")[2] in ("curl", "wget"):
        return CAUSES["E20"]
    return None
