"""How each instruction reads its arguments, and when BuildKit refuses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tutor.dockerfile.durations import DurationError, seconds
from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.heredocs import marker_of
from tutor.dockerfile.model import Flag, Form
from tutor.dockerfile.words import SplitError, blank_separated, json_strings, pairs, quoted_words

STAGE_NAME = re.compile(r"^[a-z][a-z0-9-_.]*$")
SHORTEST_INTERVAL_SECONDS = 0.001


@dataclass(frozen=True, slots=True)
class Arguments:
    """An instruction's words and form; ``refused`` is BuildKit's complaint, None when it takes them."""

    words: tuple[str, ...]
    form: Form = Form.OTHER
    refused: str | None = None


Reader = Callable[[str, str, str], Arguments]
"""Takes keyword, the text after the flags, and the escape character."""


def read_arguments(keyword: str, rest: str, escape: str) -> Arguments:
    """Read the arguments of a known instruction; what cannot be split is kept as blank-separated words."""
    try:
        return READERS[keyword](keyword, rest, escape)
    except SplitError as error:
        return Arguments(blank_separated(rest), refused=str(error))


def from_words(keyword: str, rest: str, escape: str) -> Arguments:
    words = blank_separated(rest)
    if len(words) != 1 and not (len(words) == 3 and words[1].lower() == "as"):
        return Arguments(words, refused="FROM requires either one or three arguments")
    if len(words) == 3 and not STAGE_NAME.match(words[2].lower()):
        why = "name can't start with a number or contain symbols"
        return Arguments(words, refused=f"invalid name for build stage: {go_quoted(words[2])}, {why}")
    return Arguments(words)


def one_text(keyword: str, rest: str, escape: str) -> Arguments:
    if not rest:
        return Arguments((), refused=f"{keyword} requires exactly one argument")
    return Arguments((rest,))


def command(keyword: str, rest: str, escape: str) -> Arguments:
    elements = json_strings(rest)
    if elements is not None:
        return Arguments(elements, Form.EXEC)
    return Arguments((rest,) if rest else (), Form.SHELL)


def shell(keyword: str, rest: str, escape: str) -> Arguments:
    read = command(keyword, rest, escape)
    if not read.words:
        return Arguments((), refused="SHELL requires at least one argument")
    if read.form is Form.SHELL:
        return Arguments(read.words, refused="SHELL requires the arguments to be in JSON form")
    return Arguments(read.words, Form.EXEC)


def sources_and_destination(keyword: str, rest: str, escape: str) -> Arguments:
    words = listed(rest)
    if len(words) < 2:
        why = (
            "requires at least two arguments, but only one was provided. Destination could not be determined"
        )
        return Arguments(words, refused=f"{keyword} {why}")
    if marker_of(words[-1]):
        return Arguments(words, refused=f"{keyword} cannot accept a heredoc as a destination")
    return Arguments(words)


def at_least_one(keyword: str, words: tuple[str, ...]) -> Arguments:
    refused = None if words else f"{keyword} requires at least one argument"
    return Arguments(words, refused=refused)


def volumes(keyword: str, rest: str, escape: str) -> Arguments:
    words = listed(rest)
    if any(not word.strip() for word in words):
        return Arguments(words, refused="VOLUME specified can not be an empty string")
    return at_least_one(keyword, words)


def ports(keyword: str, rest: str, escape: str) -> Arguments:
    return at_least_one(keyword, blank_separated(rest))


def key_values(keyword: str, rest: str, escape: str) -> Arguments:
    read = at_least_one(keyword, pairs(rest, keyword, escape).words)
    return without_blank_names(keyword, read)


def names(keyword: str, rest: str, escape: str) -> Arguments:
    return without_blank_names(keyword, at_least_one(keyword, quoted_words(rest, escape)))


def without_blank_names(keyword: str, read: Arguments) -> Arguments:
    if any(word.startswith("=") for word in read.words):
        return Arguments(read.words, refused=f"{keyword} names can not be blank")
    return read


def health_check(keyword: str, rest: str, escape: str) -> Arguments:
    kind, *after = rest.split(None, 1)[:2] or [""]
    if not kind:
        return Arguments((), refused="HEALTHCHECK requires at least one argument")
    read = command(keyword, after[0] if after else "", escape)
    words = (kind.upper(), *read.words)
    if kind.upper() == "NONE":
        return Arguments(words, refused="HEALTHCHECK NONE takes no arguments" if read.words else None)
    if kind.upper() != "CMD":
        return Arguments(words, refused=f"Unknown type {go_quoted(kind.upper())} in HEALTHCHECK (try CMD)")
    refused = None if read.words else "Missing command after HEALTHCHECK CMD"
    return Arguments(words, read.form, refused)


def listed(rest: str) -> tuple[str, ...]:
    elements = json_strings(rest)
    return blank_separated(rest) if elements is None else elements


READERS: dict[str, Reader] = {
    "ADD": sources_and_destination,
    "ARG": names,
    "CMD": command,
    "COPY": sources_and_destination,
    "ENTRYPOINT": command,
    "ENV": key_values,
    "EXPOSE": ports,
    "FROM": from_words,
    "HEALTHCHECK": health_check,
    "LABEL": key_values,
    "MAINTAINER": one_text,
    "RUN": command,
    "SHELL": shell,
    "STOPSIGNAL": one_text,
    "USER": one_text,
    "VOLUME": volumes,
    "WORKDIR": one_text,
}
KEYWORDS = frozenset({*READERS, "ONBUILD"})


def trouble_with_timing(flags: tuple[Flag, ...]) -> str | None:
    """What is wrong with HEALTHCHECK's durations and retries, or None."""
    for flag in flags:
        if flag.name == "retries":
            if not re.fullmatch(r"[-+]?\d+", flag.value):
                return f"strconv.ParseInt: parsing {go_quoted(flag.value)}: invalid syntax"
            if flag.value.startswith("-") and int(flag.value):
                return f"--retries cannot be negative ({int(flag.value)})"
            continue
        try:
            duration = seconds(flag.value) if flag.value else 0.0
        except DurationError as error:
            return str(error)
        if duration and duration < SHORTEST_INTERVAL_SECONDS:
            return f"Interval {go_quoted(flag.name)} cannot be less than 1ms"
    return None
