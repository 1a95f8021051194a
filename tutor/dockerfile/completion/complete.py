"""From a cursor in a text to the candidates for what is typed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutor.dockerfile.blocks import Block
from tutor.dockerfile.completion import mounts, offers
from tutor.dockerfile.completion.declared import (
    PLATFORM_ARGS,
    NamedStage,
    stages_before,
    variables_before,
)
from tutor.dockerfile.completion.matching import fitting
from tutor.dockerfile.completion.model import CONTEXT, Candidate, Completion, Known
from tutor.dockerfile.completion.paths import path_completion
from tutor.dockerfile.completion.place import Place, place_at

_VARIABLE = re.compile(r"\$(\{?)(\w*)$")
_QUOTED = re.compile(r"""^\[?"?""")


def complete(blocks: Sequence[Block], row: int, column: int, known: Known) -> Completion | None:
    """What may be typed at a cursor, as far as it is known; None where nothing can be offered."""
    place = place_at(blocks, row, column)
    if place is None:
        return None
    variable = _VARIABLE.search(place.word)
    if variable is not None:
        return _variables(place, braces=bool(variable[1]), at=variable.start())
    if place.in_heredoc:
        return None
    stages = stages_before(place.earlier)
    if not place.keyword:
        found = offers.instructions(stages, place.earlier)
        return _of(place, place.word, found, unasked=bool(place.word))
    if place.takes_flags and place.word.startswith("-"):
        return _flag(place, stages, known)
    return _argument(place, stages, known)


def _of(
    place: Place,
    typed: str,
    candidates: Iterable[Candidate],
    *,
    unasked: bool = True,
    names_images: bool = False,
) -> Completion | None:
    found = fitting(typed, candidates)
    if not found and not names_images:
        return None
    end = place.column + len(place.word)
    return Completion(
        end - len(typed), end + place.behind, typed, found, names_images=names_images, unasked=unasked
    )


def _variables(place: Place, *, braces: bool, at: int) -> Completion | None:
    found = variables_before(place.earlier, in_from=place.keyword == "FROM")
    return _of(place, place.word[at:], offers.variables(found, braces=braces))


def _flag(place: Place, stages: Sequence[NamedStage], known: Known) -> Completion | None:
    name, equals, value = place.word.partition("=")
    if not equals:
        return _flag_name(place)
    if place.keyword == "RUN" and name == "--mount":
        return _mount(place, value, stages, known)
    if place.keyword == "COPY" and name == "--from":
        named = offers.stages(stages[:-1], numbers=True)
        return _of(place, value, [*named, *offers.images(known)], names_images=True)
    return _of(place, value, offers.words_for(name))


def _flag_name(place: Place) -> Completion | None:
    found = _of(place, place.word, offers.flags(place.keyword, place.flags, place.earlier))
    if found is not None and place.before_equals and all(one.text.endswith("=") for one in found.candidates):
        return replace(found, end=found.end + 1)
    return found


def _mount(place: Place, value: str, stages: Sequence[NamedStage], known: Known) -> Completion | None:
    field = mounts.field_of(value)
    if not field.key:
        return _of(place, field.typed, mounts.keys(field))
    if field.key == "from":
        named = offers.stages(stages[:-1], numbers=False)
        return _of(place, field.typed, [*named, *offers.images(known)], names_images=True)
    if field.key == "source" and field.kind == "bind":
        return _path(place, field.before.get("from", CONTEXT), field.typed, known)
    return _of(place, field.typed, mounts.values(field))


def _argument(place: Place, stages: Sequence[NamedStage], known: Known) -> Completion | None:
    typed = bool(place.word)
    match place.keyword:
        case "FROM":
            return _base(place, stages, known)
        case "COPY" | "ADD":
            return _copied(place, stages, known)
        case "ARG" if stages and typed:
            return _of(place, place.word, offers.plain(_known_args(place, stages), "variable"))
        case "HEALTHCHECK" | "STOPSIGNAL" | "SHELL" if not place.words:
            return _of(place, place.word, offers.words_for(place.keyword), unasked=typed)
    return _own_path(place, stages, known)


def _own_path(place: Place, stages: Sequence[NamedStage], known: Known) -> Completion | None:
    """A path of the stage itself."""
    folders = place.keyword in ("WORKDIR", "VOLUME") and place.word.startswith("/")
    program = place.keyword in ("CMD", "ENTRYPOINT") and place.word.startswith('["/')
    if not stages or not (folders or program):
        return None
    quote = '"' if program else ""
    return _path(place, stages[-1].label, place.word.removeprefix('["'), known, quote=quote)


def _known_args(place: Place, stages: Sequence[NamedStage]) -> list[tuple[str, str]]:
    """The ARGs that a stage may declare again, and the builder's own."""
    outer = variables_before(place.earlier[: stages[0].block])
    own = [(name, "set by the builder") for name in PLATFORM_ARGS]
    return [(one.name, "ARG above the first FROM") for one in outer] + own


def _base(place: Place, stages: Sequence[NamedStage], known: Known) -> Completion | None:
    typed = bool(place.word)
    if len(place.words) == 1:
        return _of(
            place, place.word, [Candidate("AS", "instruction", "name this stage", "AS ")], unasked=typed
        )
    if place.words:
        return None
    scratch = Candidate("scratch", "image", "nothing at all")
    found = [*offers.stages(stages, numbers=False), scratch, *offers.images(known)]
    return _of(place, place.word, found, unasked=typed, names_images=True)


def _copied(place: Place, stages: Sequence[NamedStage], known: Known) -> Completion | None:
    opened = _QUOTED.match(place.word)
    skipped = opened[0] if opened is not None else ""
    word = place.word[len(skipped) :]
    quote = '"' if skipped.endswith('"') else ""
    source = place.flag("from") if place.keyword == "COPY" else CONTEXT
    if place.words and word.startswith("/") and stages:
        return _path(place, stages[-1].label, word, known, quote=quote)
    if word.startswith(("http://", "https://", "git@", "<<")):
        return None
    return _path(place, source or CONTEXT, word, known, quote=quote)


def _path(place: Place, source: str, typed: str, known: Known, *, quote: str = "") -> Completion:
    end = place.column + len(place.word)
    return path_completion(source, typed, end - len(typed), end + place.behind, known, quote=quote)
