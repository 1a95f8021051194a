"""Jars and classes that Java runs."""

from __future__ import annotations

import posixpath

from tutor.engine.embedded.running.interpreted import reach
from tutor.engine.embedded.running.interpreted.program import FOLDER, SCRIPT, Given, Interpreted
from tutor.engine.embedded.running.view import seen

CLASS_PATH = frozenset({"-cp", "-classpath", "--class-path", "-p", "--module-path"})
WITH_VALUE = CLASS_PATH | {"--add-modules", "-m", "--module"}
LIBRARIES = ("lib", "libs")


def java(given: Given) -> Interpreted:
    """``java [options] -jar file`` or ``java [options] class``."""
    options: list[str] = []
    parts: dict[str, str] = {}
    rest = list(given.words[1:])
    while rest and rest[0].startswith(("-", "@")):
        word = rest.pop(0)
        if word == "-jar" and rest:
            return _jar(given, tuple(options), rest[0], tuple(rest[1:]))
        options.append(word)
        if word in WITH_VALUE and rest:
            value = rest.pop(0)
            if word in CLASS_PATH:
                parts |= _class_path(given, value)
                value = SCRIPT
            options.append(value)
    if not rest:
        return Interpreted((*options,), parts)
    if rest[0].endswith(".java"):
        entry = reach.entry_at(given.view, given.absolute(rest[0]))
        parts[SCRIPT] = "" if entry is None else seen(given.view, f"/{entry.path}")
        return Interpreted((*options, *rest), parts, place=given.view.folder)
    if not parts:
        parts = _class_path(given, given.env.get("CLASSPATH") or ".")
    return Interpreted((*options, *rest), parts)


def _jar(given: Given, options: tuple[str, ...], name: str, rest: tuple[str, ...]) -> Interpreted:
    entry = reach.entry_at(given.view, given.absolute(name))
    if entry is None:
        return Interpreted((*options, "-jar", SCRIPT), {SCRIPT: ""}, {SCRIPT: name})
    folder = "/" + posixpath.dirname(entry.path)
    parts = {SCRIPT: reach.digest_of(given.view, entry)}
    for other in given.view.files.children(folder.strip("/")) if folder != "/" else ():
        beside = posixpath.basename(other.path)
        if other.path != entry.path and (beside.endswith(".jar") or beside in LIBRARIES):
            parts[beside] = reach.digest_of(given.view, other)
    names = {SCRIPT: f"/{entry.path}", FOLDER: folder}
    return Interpreted((*options, "-jar", SCRIPT, *rest), parts, names)


def _class_path(given: Given, value: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for number, name in enumerate(value.split(":")):
        path = given.absolute(name.removesuffix("*") or ".")
        entry = reach.entry_at(given.view, path)
        if path == "/":
            loose = [each for each in given.view.files.children("") if each.path.endswith((".class", ".jar"))]
            parts |= {each.path: reach.digest_of(given.view, each) for each in loose}
        else:
            parts[f"{SCRIPT} {number}"] = "" if entry is None else reach.digest_of(given.view, entry)
    return parts
