"""ldd: which libraries a program would load."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.engine.embedded.tools.inputs import ABSENT, digest_at, named
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

FOLDERS = ("lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib64", "lib", "usr/local/lib")


def ldd(situation: Situation) -> Usage:
    """The programs it is asked about, their loaders, and the libraries they need, at any depth."""
    inputs = named(situation, situation.arguments)
    files = situation.places.files
    inputs["/etc/ld.so.cache"] = digest_at(files, "etc/ld.so.cache")
    waiting = [digest for digest in inputs.values() if digest]
    while waiting:
        elf = situation.contents.elf(waiting.pop())
        if elf is None:
            continue
        for path, digest in _needed(situation, elf.needed, elf.interpreter):
            if path not in inputs:
                inputs[path] = digest
                waiting += [digest] if digest else []
    return Usage(
        argv=("ldd", *situation.arguments),
        any_folder=all(word.startswith(("/", "-")) for word in situation.arguments),
        env={name: value for name, value in situation.env.items() if name.startswith("LD_")},
        programs={"ldd": situation.program.digest or ABSENT},
        inputs=inputs,
    )


def _needed(situation: Situation, names: tuple[str, ...], loader: str | None) -> Iterable[tuple[str, str]]:
    files = situation.places.files
    if loader:
        yield loader, digest_at(files, loader)
    for name in names:
        found = ((f"/{folder}/{name}", digest_at(files, f"{folder}/{name}")) for folder in FOLDERS)
        yield next(((path, digest) for path, digest in found if digest), (f"/{FOLDERS[0]}/{name}", ABSENT))
