"""The go command."""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256
from typing import Any

from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.system.places import Refused
from tutor.engine.embedded.tools.arguments import Arguments, read
from tutor.engine.embedded.tools.inputs import (
    ABSENT,
    below_if_there,
    digest_at,
    digest_below,
    digest_of_program,
)
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage
from tutor.image import FileEntry, FileKind

VARIABLES = re.compile(
    r"GO[A-Z0-9_]+|CGO_[A-Z_]+|CC|CXX|AR|PKG_CONFIG|HOME|XDG_C[A-Z]+_HOME|SOURCE_DATE_EPOCH"
)
SAY_NOTHING = frozenset({"GOLANG_VERSION"})
"""Set by images for people to read; the go command does not look at it."""
WITH_VALUE = frozenset(
    {
        *("-asmflags", "-buildmode", "-compiler", "-C", "-covermode", "-coverpkg", "-gccgoflags", "-gcflags"),
        *(
            "-installsuffix",
            "-ldflags",
            "-mod",
            "-modfile",
            "-o",
            "-overlay",
            "-p",
            "-pgo",
            "-pkgdir",
            "-tags",
        ),
        *(
            "-toolexec",
            "-bench",
            "-benchtime",
            "-count",
            "-coverprofile",
            "-cpu",
            "-parallel",
            "-run",
            "-skip",
        ),
        *("-timeout", "-vettool", "-exec", "-fuzz", "-fuzztime", "-shuffle"),
    }
)
MOST_NAMED_SOURCES = 100
COMPILES = frozenset({"build", "vet", "install"})
SOURCES = (".go", ".s", ".S", ".c", ".cc", ".cpp", ".h", ".hpp", ".m", ".f", ".syso", ".swig")
PACKAGE_MAIN = re.compile(rb"^package main\b", re.MULTILINE)
EMBEDS = re.compile(rb"^//go:embed\s", re.MULTILINE)
MODULE = re.compile(rb"^module\s+\"?([^\s\"]+)", re.MULTILINE)
ANYWHERE = frozenset({"version", "env", "help"})


def go(situation: Situation) -> Usage:
    """What a go command depends on: its module, its environment, its caches, and the C compiler.

    The folder counts: without ``-trimpath`` its name is in the program that comes of it.
    """
    command, rest = (*situation.arguments[:1], ""), situation.arguments[1:]
    module = _module_root(situation)
    arguments = read(rest, WITH_VALUE, mixed=False)
    out = None
    if command[0] == "build":
        out, arguments = _output(situation, arguments, module)
    if command[0] in COMPILES:
        arguments = _one_package(situation, arguments, module)
    anywhere = command[0] in ANYWHERE
    return Usage(
        argv=("go", *filter(None, command), *arguments.words),
        any_folder=anywhere or (arguments.has("-trimpath") and _outside(situation)),
        out=out,
        env={
            name: value
            for name, value in situation.env.items()
            if VARIABLES.fullmatch(name) and name not in SAY_NOTHING and value
        },
        programs={"go": situation.program.digest or ABSENT, "gcc": digest_of_program(situation, "gcc")},
        inputs={} if anywhere else _inputs(situation, command[0], module, out),
    )


def _output(situation: Situation, arguments: Arguments, module: str) -> tuple[str | None, Arguments]:
    """Where the program goes, and the arguments with ``{out}`` for it; no ``-o`` is the folder's own."""
    written = arguments.value("-o")
    if written == "/dev/null":
        return None, arguments
    files = situation.places.files
    if not _is_main(situation):
        return None, arguments
    name = _program_name(situation, module)
    path = posixpath.join(situation.folder, written or name or "")
    if written is None and (name is None or arguments.operands not in ((), (".",), ("./",))):
        return None, arguments
    try:
        real = "/" + situation.places.find(path)
    except Refused:
        real = "/" + files.real(path)
    if written is not None and (written.endswith("/") or files.is_directory(real[1:])):
        if name is None:
            return None, arguments
        real = posixpath.join(real, name)
    rest = arguments.without("-o")
    flags = tuple(sorted((*rest.flags, ("-o", "{out}")), key=lambda pair: pair[0]))
    return real, Arguments(flags, rest.operands)


def _program_name(situation: Situation, module: str) -> str | None:
    """The last part of the package's import path."""
    if situation.folder != module:
        return posixpath.basename(situation.folder)
    head = _head(situation, posixpath.join(module, "go.mod"))
    found = MODULE.search(head or b"")
    if found is None:
        return None
    path = found[1].decode("utf-8", "replace")
    last = posixpath.basename(path)
    return posixpath.basename(posixpath.dirname(path)) if re.fullmatch(r"v[2-9]|v[1-9]\d+", last) else last


def _is_main(situation: Situation) -> bool:
    for entry in situation.places.files.children(situation.folder[1:]):
        if entry.path.endswith(".go") and not entry.path.endswith("_test.go"):
            head = situation.contents.head(entry.digest)
            return head is not None and PACKAGE_MAIN.search(head) is not None
    return False


def _one_package(situation: Situation, arguments: Arguments, module: str) -> Arguments:
    """``.``, ``./...`` and no package at all are one where the module has no other package."""
    spellings = {(), (".",), ("./",)}
    if {posixpath.dirname(path) for path in _sources(situation, module)} <= {situation.folder}:
        spellings.add(("./...",))
    return Arguments(arguments.flags, (".",)) if arguments.operands in spellings else arguments


def _inputs(situation: Situation, command: str, module: str, out: str | None) -> dict[str, str]:
    files = situation.places.files
    folder = situation.folder
    found = {
        posixpath.relpath(posixpath.join(module, name), folder): digest_at(
            files, posixpath.join(module, name)
        )
        for name in ("go.mod", "go.sum")
    }
    sources = _sources(situation, module)
    embeds = any(EMBEDS.search(situation.contents.head(entry.digest) or b"") for entry in sources.values())
    if embeds or command in ("test", "run", "generate"):
        return (
            found
            | {f"{posixpath.relpath(module, folder)}/": digest_below(files, module)}
            | _caches(situation)
        )
    found |= _named_sources(
        {
            posixpath.relpath(path, folder): entry.digest or ABSENT
            for path, entry in sources.items()
            if command == "vet" or not path.endswith("_test.go")
        }
    )
    for name in ("vendor", ".git"):
        inside = below_if_there(files, posixpath.join(module, name))
        found |= {posixpath.relpath(path, folder) + "/": digest for path, digest in inside.items()}
    existing = files.resolve(out) if out is not None else None
    if existing is not None and situation.contents.elf(existing.digest) is None:
        # The go command refuses to write over what it did not make.
        found["{out}"] = existing.digest or ABSENT
    return found | _caches(situation)


def _named_sources(digests: dict[str, str]) -> dict[str, str]:
    """Each source by its name; of very many those in folders by the folder.

    A go.mod in the root folder finds those of Go itself.
    """
    if len(digests) <= MOST_NAMED_SOURCES:
        return digests
    found: dict[str, str] = {}
    folders: dict[str, Any] = {}
    for path, digest in sorted(digests.items()):
        top, slash, _ = path.partition("/")
        if not slash:
            found[path] = digest
        else:
            folders.setdefault(f"{top}/", sha256()).update(
                f"{path}\0{digest}\n".encode("utf-8", "surrogateescape")
            )
    return found | {top: f"sha256:{whole.hexdigest()}" for top, whole in folders.items()}


def _caches(situation: Situation) -> dict[str, str]:
    """What was downloaded, and by name what was compiled already: that holds times, so no content counts."""
    home = situation.env.get("HOME") or "/"
    cache = situation.env.get("GOCACHE") or posixpath.join(
        situation.env.get("XDG_CACHE_HOME") or posixpath.join(home, ".cache"), "go-build"
    )
    gopath = situation.env.get("GOPATH") or posixpath.join(home, "go")
    modules = situation.env.get("GOMODCACHE") or posixpath.join(gopath, "pkg/mod")
    files = situation.places.files
    return below_if_there(files, cache, contents=False) | below_if_there(files, modules)


def _sources(situation: Situation, module: str) -> dict[str, FileEntry]:
    """The source files of a module, by absolute path; of the folder alone where there is no module."""
    files = situation.places.files
    found: dict[str, FileEntry] = {}
    deep = files.resolve(posixpath.join(module, "go.mod")) is not None
    waiting = [files.real(module)]
    while waiting:
        for entry in files.children(waiting.pop()):
            name = posixpath.basename(entry.path)
            if name.startswith(("_", ".")) or name in ("testdata", "vendor"):
                continue
            if entry.kind is FileKind.DIRECTORY and deep:
                waiting.append(entry.path)
            elif name.endswith(SOURCES):
                found["/" + entry.path] = entry
    return found


def _module_root(situation: Situation) -> str:
    """The nearest folder upwards that has a go.mod; the working folder where there is none."""
    files: Filesystem = situation.places.files
    folder = situation.folder
    while files.resolve(posixpath.join(folder, "go.mod")) is None:
        if folder == "/":
            return situation.folder
        folder = posixpath.dirname(folder)
    return folder


def _outside(situation: Situation) -> bool:
    """Whether the folder lies outside of GOPATH and of Go itself, where other rules hold."""
    gopath = situation.env.get("GOPATH") or posixpath.join(situation.env.get("HOME") or "/", "go")
    goroot = "/" + posixpath.dirname(posixpath.dirname(situation.program.path))
    return not any(f"{situation.folder}/".startswith(f"{inside}/") for inside in (gopath, goroot))


def _head(situation: Situation, path: str) -> bytes | None:
    entry = situation.places.files.resolve(path)
    return None if entry is None else situation.contents.head(entry.digest)
