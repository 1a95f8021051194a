"""Rust's compiler and its package manager."""

from __future__ import annotations

import posixpath
import re

from tutor.engine.embedded.tools.arguments import read
from tutor.engine.embedded.tools.inputs import (
    ABSENT,
    below_if_there,
    digest_at,
    digest_below,
    digest_of_program,
    named,
)
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

WITH_VALUE = frozenset(
    {
        *("--target", "--bin", "-p", "--package", "--features", "-F", "-j", "--jobs", "--manifest-path"),
        *("--target-dir", "--profile", "--root", "--path", "--message-format", "--color", "--example", "-Z"),
    }
)
OF_RUSTC = frozenset(
    {"-o", "-C", "--edition", "--crate-name", "--crate-type", "--target", "-L", "-l", "--cfg"}
)
VARIABLES = re.compile(r"CARGO_(?!HOME$).*|RUST(?!UP_HOME$|_VERSION$).*|CC|CFLAGS|HOME|SOURCE_DATE_EPOCH")
BUILDS = frozenset({"build", "b", "install", "fetch", "check", "c", "run", "r"})
BESIDE = r"target/.*|target|\.git(?:/.*)?|(?:.*/)?(?:README|LICEN[SC]E)[^/]*|\.gitignore"
NOT_READ = re.compile(BESIDE)
NOT_BUILT = re.compile(rf"{BESIDE}|(?:tests|benches|examples)(?:/.*)?")
NO_SOURCE = re.compile(r".*(?<!\.rs)")
SHORT = {"b": "build", "c": "check", "r": "run", "t": "test"}


def cargo(situation: Situation) -> Usage:
    """The package, what was built of it before, and what was downloaded.

    The folder counts: cargo writes its name into what it keeps.
    """
    given = read(situation.arguments, WITH_VALUE, mixed=True)
    command, *rest = given.operands or ("",)
    command = SHORT.get(command, command)
    files, folder = situation.places.files, situation.folder
    anywhere = command in ("", "version", "help")
    without = NOT_BUILT if command in BUILDS else NOT_READ
    home = situation.env.get("CARGO_HOME") or posixpath.join(situation.env.get("HOME") or "/", ".cargo")
    flags = (name if value is None else f"{name}={value}" for name, value in given.flags)
    return Usage(
        argv=("cargo", *filter(None, [command]), *flags, *rest),
        any_folder=True if anywhere else None,
        env=_environment(situation),
        programs={
            "cargo": situation.program.digest or ABSENT,
            "rustc": digest_of_program(situation, "rustc"),
            "cc": digest_of_program(situation, "cc"),
        },
        inputs={}
        if anywhere
        else {
            "./": digest_below(files, folder, without=without),
            **{
                f"{name}/": held
                for name in ("target",)
                if (held := digest_below(files, posixpath.join(folder, name), contents=False))
            },
            **below_if_there(files, f"{home}/registry", contents=False),
        },
    )


def rustc(situation: Situation) -> Usage:
    """The source that it is given, and the modules beside it."""
    given = read(situation.arguments, OF_RUSTC, mixed=True)
    written = given.value("-o")
    out = None
    if written is not None:
        out = "/" + situation.places.files.real(posixpath.join(situation.folder, written))
    flags = tuple(
        name if value is None else f"{name}={'{out}' if name == '-o' else value}"
        for name, value in given.flags
    )
    files = situation.places.files
    inputs = named(situation, given.operands)
    for source in given.operands:
        beside = posixpath.dirname(posixpath.normpath(posixpath.join(situation.folder, source)))
        inputs["sources"] = digest_below(files, beside, without=NO_SOURCE)
    if out is not None and (existing := digest_at(files, out)):
        inputs["{out}"] = existing
    return Usage(
        argv=("rustc", *flags, *given.operands),
        any_folder=None if given.operands else True,
        out=out,
        env=_environment(situation),
        programs={
            "rustc": situation.program.digest or ABSENT,
            "cc": digest_of_program(situation, "cc"),
        },
        inputs=inputs,
    )


def _environment(situation: Situation) -> dict[str, str]:
    return {name: value for name, value in situation.env.items() if VARIABLES.fullmatch(name)}
