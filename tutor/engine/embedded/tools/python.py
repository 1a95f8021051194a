"""Python and its package manager."""

from __future__ import annotations

import posixpath
import re

from tutor.engine.embedded.system.places import Refused
from tutor.engine.embedded.tools.arguments import read
from tutor.engine.embedded.tools.inputs import (
    ABSENT,
    digest_at,
    digest_below,
    digest_of_program,
    named,
)
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

PIP_WITH_VALUE = frozenset(
    {
        *("-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "--prefix"),
        *("--root", "-i", "--index-url", "--extra-index-url", "--find-links", "-f", "-w", "--wheel-dir"),
        *("--no-binary", "--only-binary", "--progress-bar", "--root-user-action", "-d", "--dest", "--src"),
    }
)
NAMES_FILES = frozenset(
    {"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-f", "--find-links"}
)
LONG = {"--requirement": "-r", "--constraint": "-c", "--editable": "-e", "--target": "-t", "--quiet": "-q"}
VARIABLES = re.compile(
    r"PIP_.*|PYTHON(?!_VERSION|_SHA256|UNBUFFERED).*|VIRTUAL_ENV|HOME|LANG|LC_.*|TZ|SOURCE_DATE_EPOCH"
    r"|C(PP|XX)?FLAGS|LDFLAGS|CC|CXX|https?_proxy|no_proxy"
)
ONLY_TELLS = frozenset({"--version", "-V", "-VV", "--help", "-h"})
NOT_READ = re.compile(r"(?:.*/)?__pycache__(?:/.*)?|(?:.*/)?\.gitignore|\.git(?:/.*)?")
SITES = ("site-packages", "dist-packages")


def pip(situation: Situation) -> Usage:
    """What is to be installed, by which interpreter, and what that one has already."""
    return _pip(situation, ("pip",), situation.arguments)


def python(situation: Situation) -> Usage:
    """An environment, the package manager, or a program that may read all of its folder."""
    words = situation.arguments
    if words and all(word in ONLY_TELLS for word in words):
        return Usage(("python", *words), any_folder=True, programs=_programs(situation), tool="python")
    if words[:2] == ("-m", "pip"):
        return _pip(situation, ("python", "-m", "pip"), words[2:])
    if words[:2] == ("-m", "venv"):
        return _venv(situation)
    return Usage(
        argv=("python", *words),
        any_folder=None,
        env=_environment(situation),
        programs=_programs(situation),
        inputs={
            "./": digest_below(situation.places.files, situation.folder, without=NOT_READ),
            **{name: digest for name, digest in named(situation, words).items() if name.startswith("/")},
            **_packages(situation, contents=True),
        },
        tool="python",
    )


def _venv(situation: Situation) -> Usage:
    given = read(situation.arguments[2:], frozenset({"--prompt"}), mixed=True)
    existing = {
        f"{name}/": digest_below(situation.places.files, posixpath.join(situation.folder, name))
        for name in given.operands
    }
    absolute = all(name.startswith("/") for name in given.operands)
    return Usage(
        argv=(situation.name, "-m", "venv", *given.words),
        any_folder=True if absolute else None,
        env=_environment(situation),
        programs=_programs(situation),
        inputs={name: digest for name, digest in existing.items() if digest},
        tool="python",
    )


def _pip(situation: Situation, start: tuple[str, ...], words: tuple[str, ...]) -> Usage:
    given = read(_detached(words), PIP_WITH_VALUE, mixed=True)
    flags = sorted({(LONG.get(name, name), value) for name, value in given.flags}, key=str)
    operands = given.operands
    spelt = tuple(name if value is None else f"{name}={value}" for name, value in flags)
    only_tells = not operands or operands[0] in ("help", "config") or (operands == () and bool(flags))
    paths = [value for name, value in given.flags if name in NAMES_FILES and value]
    paths += [word for word in operands[1:] if "/" in word or word in (".", "..")]
    return Usage(
        argv=(*start, *operands[:1], *spelt, *operands[1:]),
        any_folder=True if only_tells or not paths else None,
        env=_environment(situation),
        programs=_programs(situation),
        inputs={} if only_tells else _named(situation, paths) | _packages(situation, contents=False),
        tool=start[0],
    )


def _detached(words: tuple[str, ...]) -> tuple[str, ...]:
    """``-tFOLDER`` as two words; an equals sign belongs to the value, so that ``-t=/app`` names ``=/app``."""
    found: list[str] = []
    for word in words:
        attached = len(word) > len("-t") and word[:2] in PIP_WITH_VALUE
        found += [word[:2], word[2:]] if attached else [word]
    return tuple(found)


def _named(situation: Situation, paths: list[str]) -> dict[str, str]:
    files = situation.places.files
    found = {}
    for written in paths:
        path = written.partition("[")[0]
        absolute = posixpath.normpath(posixpath.join(situation.folder, path))
        if files.is_directory(files.real(absolute)):
            found[f"{path.rstrip('/')}/"] = digest_below(files, absolute, without=NOT_READ)
        else:
            found[path] = digest_at(files, absolute)
    return found


def _environment(situation: Situation) -> dict[str, str]:
    return {name: value for name, value in situation.env.items() if VARIABLES.fullmatch(name)}


def _programs(situation: Situation) -> dict[str, str]:
    """The interpreter, which for a script of its own folder is the one beside it, and the C compiler."""
    folder = posixpath.dirname(_path(situation))
    beside = [digest_at(situation.places.files, f"{folder}/{name}") for name in ("python3", "python")]
    return {
        "python": next(filter(None, beside), ABSENT),
        situation.name: situation.program.digest or ABSENT,
        "gcc": digest_of_program(situation, "gcc"),
    }


def _path(situation: Situation) -> str:
    """Where the name was found, links not followed: a virtual environment is known by that."""
    name = situation.argv[0]
    if "/" in name:
        return posixpath.normpath(posixpath.join(situation.folder, name))
    for folder in situation.env.get("PATH", "").split(":"):
        try:
            if situation.places.exists(f"{folder or '.'}/{name}") is not None:
                return posixpath.normpath(posixpath.join(situation.folder, folder, name))
        except Refused:
            continue
    return f"/{situation.program.path}"


def _packages(situation: Situation, *, contents: bool) -> dict[str, str]:
    """What is installed for the interpreter: whole, or by the names of what lies where packages lie."""
    files = situation.places.files
    prefix = posixpath.dirname(posixpath.dirname(_path(situation)))
    found = {}
    for version in files.children(files.real(f"{prefix}/lib")):
        for site in SITES if posixpath.basename(version.path).startswith("python") else ():
            folder = f"/{version.path}/{site}"
            if contents:
                held = digest_below(files, folder, without=NOT_READ)
            else:
                held = " ".join(
                    posixpath.basename(each.path)
                    for each in files.children(files.real(folder))
                    if each.path.endswith(("-info", ".egg", ".pth"))
                )
            if held:
                found[f"{folder}/"] = held
    return found
