"""What keeps a recorded command from being the one that is asked for."""

from __future__ import annotations

from tutor.engine.embedded.catalogue.format import CommandKey
from tutor.engine.embedded.tools.inputs import ABSENT


def nearest_first(key: CommandKey, others: list[CommandKey]) -> list[CommandKey]:
    """Recorded keys in order of how much of ``key`` they have."""
    return sorted(others, key=lambda other: _distance(key, other))


def _distance(key: CommandKey, other: CommandKey) -> tuple[object, ...]:
    words = len(set(key.argv) ^ set(other.argv))
    variables = len(set(key.env.items()) ^ set(other.env.items()))
    inputs = len(set(key.inputs.items()) ^ set(other.inputs.items()))
    return (
        key.inputs != other.inputs,
        key.argv != other.argv,
        words,
        key.env != other.env,
        variables,
        key.programs != other.programs,
        key.folder != other.folder,
        inputs,
    )


def on_the_same_files(key: CommandKey, other: CommandKey) -> bool:
    """Whether a recording read any file that is here too; one that reads none is the same everywhere."""
    if not key.inputs or not other.inputs:
        return key.inputs == other.inputs
    return any(
        digest not in ("", ABSENT) and other.inputs.get(name) == digest for name, digest in key.inputs.items()
    )


def what_differs(key: CommandKey, other: CommandKey) -> str:
    """The first thing in which a start differs from the nearest recording, as the end of a sentence."""
    if _looks_in_the_wrong_folder(key, other):
        return f"{key.folder or 'this folder'} holds no go.mod, so the sources are not there"
    return _first_difference(key, other)


def _first_difference(key: CommandKey, other: CommandKey) -> str:
    if key.argv != other.argv:
        return "it is not recorded with these arguments"
    if key.env != other.env:
        return _of_env(key, other)
    if key.user != other.user:
        return f"it is not recorded for the user {key.user or 'root'}"
    if key.programs != other.programs:
        name = next(name for name in key.programs if key.programs[name] != other.programs.get(name, ABSENT))
        return f"it is recorded with another version of {name}"
    if (key.folder, key.any_folder) != (other.folder, other.any_folder):
        return f"it is recorded in {other.folder or 'another folder'}, not in {key.folder or 'this one'}"
    return _of_inputs(key, other)


def _looks_in_the_wrong_folder(key: CommandKey, other: CommandKey) -> bool:
    """Whether a go command starts where there is no module: then its arguments are not to blame."""
    here, there = (each.inputs.get("go.mod", ABSENT) for each in (key, other))
    elsewhere = any(word.startswith("-C") for word in key.argv)
    return key.tool == "go" and here == ABSENT != there and not elsewhere


def _of_env(key: CommandKey, other: CommandKey) -> str:
    for name, value in key.env.items():
        if other.env.get(name) != value:
            return f"it is not recorded with {name}={value}"
    name = next(name for name in other.env if name not in key.env)
    return f"it is recorded with {name}={other.env[name]} only"


def _of_inputs(key: CommandKey, other: CommandKey) -> str:
    here, there = (each.inputs.get("go.mod", ABSENT) for each in (key, other))
    if here != there and ABSENT not in (here, there):
        return "it is recorded for another go.mod, that of another project"
    for name, digest in key.inputs.items():
        recorded = other.inputs.get(name, ABSENT)
        if digest != recorded:
            return _changed(name, before=recorded, now=digest)
    name = next(name for name in other.inputs if name not in key.inputs)
    return _changed(name, before=other.inputs[name], now=ABSENT)


def _changed(name: str, *, before: str, now: str) -> str:
    if name.startswith("/") and ABSENT not in (before, now):
        return f"it is recorded on another base, where {name} is different"
    name = "the working folder" if name == "./" else name.replace("{out}", "the output file")
    if before == ABSENT:
        return f"{name} was not there when it was recorded"
    if now == ABSENT:
        return f"{name} was there when it was recorded"
    return f"{name} was changed since it was recorded"
