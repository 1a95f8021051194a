"""Scripts that Node runs, and what they import."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tutor.engine.embedded.running.interpreted import reach
from tutor.engine.embedded.running.interpreted.program import FOLDER, SCRIPT, Given, Interpreted
from tutor.engine.embedded.running.view import seen
from tutor.engine.embedded.script_texts import literals, variables
from tutor.image import FileEntry

WITH_VALUE = frozenset(
    {
        *("-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions"),
        *("--env-file", "--env-file-if-exists", "--title", "--input-type", "--diagnostic-dir"),
    }
)
EVALUATES = frozenset({"-e", "--eval", "-p", "--print", "-pe"})
READS_ALL = ("--test", "--run", "--watch", "--env-file", "-r", "--require", "--import", "--loader", "-C")
ENDINGS = ("", ".js", ".json", ".node")
SOURCES = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
MODULES = "node_modules"
NPM = "npm-cli"
STARTS = frozenset({"start", "test", "stop", "restart"})
"""Commands of npm that are scripts of package.json by that name."""
MANIFEST, SETTINGS = "package.json", ".npmrc"
SHELL_MARKS = re.compile(r"[^\w@%+=:,./ -]")
"""A script with any of these is more than a program with arguments."""


def node(given: Given) -> Interpreted:
    """``node [options] script [arguments]``."""
    options, code, script, rest = _split(given.words[1:])
    if code is not None:
        graph = _Graph(given)
        graph.read(code, given.view.folder)
        return Interpreted(given.words[1:], graph.made_of(), {}, frozenset(graph.variables))
    if script is None or any(option.startswith(READS_ALL) for option in options):
        whole = {"./": reach.below(given.view, given.view.folder)} if options else {}
        return Interpreted(given.words[1:], whole, place=given.view.folder)
    main = _as_file(given, given.absolute(script))
    if main is None:
        return Interpreted((*options, SCRIPT), {SCRIPT: ""}, {SCRIPT: given.absolute(script)})
    graph = _Graph(given)
    graph.add(main)
    names = {SCRIPT: main, FOLDER: graph.root}
    if MODULES in main.split("/"):
        graph.worked_on(posixpath.splitext(posixpath.basename(main))[0], rest)
    return Interpreted((*options, SCRIPT, *rest), graph.made_of(), names, frozenset(graph.variables))


def _split(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None, str | None, tuple[str, ...]]:
    """Options, code to evaluate, the script, and its arguments."""
    options: list[str] = []
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] not in ("-", "--"):
        word = rest.pop(0)
        name, _, value = word.partition("=")
        if name in EVALUATES:
            return tuple(options), value or (rest[0] if rest else ""), None, ()
        options.append(word)
        if word in WITH_VALUE and rest:
            options.append(rest.pop(0))
    if rest[:1] == ["--"]:
        rest.pop(0)
    return tuple(options), None, (rest[0] if rest else None), tuple(rest[1:])


def _as_file(given: Given, path: str) -> str | None:
    """The real path of the file that a module's path means: as it is, with an ending, or in a folder."""
    for ending in ENDINGS:
        entry = reach.entry_at(given.view, path + ending)
        if reach.is_file(entry):
            assert entry is not None
            return f"/{entry.path}"
    if not reach.is_folder(reach.entry_at(given.view, path)):
        return None
    main = _package(given, path).get("main")
    inside = [main] if isinstance(main, str) else []
    for name in [*inside, "index"]:
        for ending in ENDINGS:
            entry = reach.entry_at(given.view, posixpath.normpath(posixpath.join(path, name)) + ending)
            if reach.is_file(entry):
                assert entry is not None
                return f"/{entry.path}"
    return None


def _package(given: Given, folder: str) -> dict[str, Any]:
    text = reach.text_of(given.view, given.contents, posixpath.join(folder, "package.json"))
    try:
        value = msgspec.json.decode(text or "{}")
    except msgspec.DecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _started_by_npm(given: Given, arguments: tuple[str, ...]) -> str | None:
    """The file that a script of package.json has node run; None for a script that is more than that."""
    match arguments:
        case ("run" | "run-script", name, *_):
            pass
        case (name, *_) if name in STARTS:
            pass
        case _:
            return None
    scripts = _package(given, given.view.folder).get("scripts")
    if not isinstance(scripts, dict) or scripts.keys() & {f"pre{name}", f"post{name}"}:
        return None
    line = scripts.get(name)
    words = line.split() if isinstance(line, str) and not SHELL_MARKS.search(line) else []
    if words[:1] != ["node"] or len(words) == 1 or words[1].startswith("-"):
        return None
    return _as_file(given, given.absolute(words[1]))


@dataclass
class _Graph:
    """All that a script may import or read, by what its texts say between quotes."""

    given: Given
    parts: dict[str, str] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    _modules: set[str] = field(default_factory=set)
    _words: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, script: str) -> None:
        """Follow a script."""
        waiting = deque([script])
        while waiting:
            path = waiting.popleft()
            if path in self.files:
                continue
            self.files.append(path)
            if not path.endswith(SOURCES):
                continue
            text = reach.text_of(self.given.view, self.given.contents, path)
            if text is None:
                self.parts[f"around {posixpath.basename(path)}"] = reach.below(
                    self.given.view, posixpath.dirname(path)
                )
                continue
            if path.endswith(".js"):
                self.parts["type"] = self._type_of(path)
            waiting.extend(self.read(text, posixpath.dirname(path)))

    def read(self, text: str, folder: str) -> list[str]:
        """Take in what a text names, seen from its folder; the scripts among it."""
        self.variables.update(variables(text))
        found = []
        for word in sorted(literals(text)):
            if word.startswith("."):
                path = _as_file(self.given, posixpath.normpath(posixpath.join(folder, word)))
                if path is not None:
                    found.append(path)
                    continue
            self._module(word, folder)
            self._files(word, folder)
        return found

    def worked_on(self, tool: str, arguments: tuple[str, ...]) -> None:
        """Take in what an installed tool works on: the working folder; of it, for a program that npm starts,
        what tells which program that is, and the program.
        """
        folder = self.given.view.folder
        script = _started_by_npm(self.given, arguments) if tool == NPM else None
        if script is None:
            self.parts["./"] = reach.below(self.given.view, folder)
            return
        for name in (MANIFEST, SETTINGS):
            self.parts[f"./{name}"] = seen(self.given.view, posixpath.join(folder, name))
        program = _Graph(self.given)
        program.add(script)
        self.variables |= program.variables
        self.parts |= {f"started {name}": digest for name, digest in program.made_of().items()}

    @property
    def root(self) -> str:
        """The folder that holds all of it."""
        return posixpath.commonpath([posixpath.dirname(path) for path in self.files])

    def made_of(self) -> dict[str, str]:
        """Digests by names that do not tell where it all lies."""
        root = self.root if self.files else ""
        view = self.given.view
        own = {posixpath.relpath(path, root): seen(view, path) for path in self.files}
        return own | self.parts

    def _type_of(self, path: str) -> str:
        for folder in reach.folders_up(posixpath.dirname(path)):
            if reach.entry_at(self.given.view, posixpath.join(folder, "package.json")) is not None:
                return str(_package(self.given, folder).get("type", ""))
        return ""

    def _module(self, word: str, folder: str) -> None:
        """A package by its name, and those that it depends on."""
        if word.startswith(("/", "node:", "#")) or " " in word:
            return
        parts = word.split("/")
        name = "/".join(parts[: 2 if word.startswith("@") else 1])
        for above in reach.folders_up(folder):
            path = posixpath.join(above, MODULES, name)
            entry = reach.entry_at(self.given.view, path)
            if entry is None or not reach.is_folder(entry) or entry.path in self._modules:
                continue
            self._modules.add(entry.path)
            self.parts[f"module {name}"] = reach.below(self.given.view, entry.path)
            package = _package(self.given, f"/{entry.path}")
            for wanted in {**package.get("dependencies", {}), **package.get("optionalDependencies", {})}:
                self._module(wanted, f"/{entry.path}")
            return

    def _files(self, word: str, folder: str) -> None:
        """What lies at a path that a text names: seen from the script's folder, from those above it, and from
        the working folder, if something else lies there.
        """
        if word.strip("./") == "":
            return
        if word.startswith("/") and (entry := self._at(word)) is not None and reach.is_file(entry):
            self._take(word, entry)
            return
        relative = word.lstrip("/")
        above = [folder] if word.startswith(".") else reach.folders_up(folder)[:-1] or ["/"]
        found = (self._at(posixpath.normpath(posixpath.join(each, relative))) for each in above)
        there = next((entry for entry in found if entry is not None), None)
        here = None if word.startswith("/") else self._at(posixpath.join(self.given.view.folder, relative))
        if there is not None:
            self._take(relative, there)
        if (here and here.path) != (there and there.path) and not word.startswith(("/", ".")):
            self._take(f"./{relative}", here)

    def _at(self, path: str) -> FileEntry | None:
        entry = reach.entry_at(self.given.view, path)
        if entry is None or not entry.path or MODULES in entry.path.split("/"):
            return None
        return entry

    def _take(self, name: str, entry: FileEntry | None) -> None:
        self.parts[name] = "" if entry is None else reach.digest_of(self.given.view, entry)
