"""Scripts and modules that Python runs, and what they import."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from dataclasses import dataclass, field

from tutor.engine.embedded.running.interpreted import reach
from tutor.engine.embedded.running.interpreted.program import FOLDER, SCRIPT, Given, Interpreted
from tutor.engine.embedded.running.view import seen
from tutor.engine.embedded.script_texts import literals, variables

PACKAGES = "{packages}"
COVERED = frozenset({"PYTHONPATH"})
"""What these do shows in what is imported."""

WITH_VALUE = frozenset({"-W", "-X", "--check-hash-based-pycs"})
IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+)?import[ \t]+([^\n#]+)", re.MULTILINE)
OPTION_LETTERS = "bBdEiIOPqsSuvx"
SITE = re.compile(r"(?:site|dist)-packages")
NOT_OURS = re.compile(
    r"(?:pip|setuptools|wheel|_distutils_hack|pkg_resources|bin|share|distutils-precedence)\b.*|.*\.dist-info"
)
"""What lies in every environment, and whether it does makes no difference."""


def python(given: Given) -> Interpreted:
    """``python [options] script``, ``-m module`` or ``-c code``."""
    options, kind, what, rest = _split(given.words[1:])
    graph = _Graph(given, _site_folders(given))
    if kind == "-c":
        graph.read(what, given.view.folder)
        asked = frozenset(graph.variables)
        return Interpreted(given.words[1:], graph.made_of(""), graph.places, asked, covers=COVERED)
    if kind == "-m":
        graph.module(what, given.view.folder)
        graph.follow()
        made_of = graph.made_of(given.view.folder)
        names = {FOLDER: given.view.folder, **graph.places}
        return Interpreted(
            (*options, "-m", what, *rest),
            made_of,
            names,
            frozenset(graph.variables),
            by_name=True,
            covers=COVERED,
        )
    if not what:
        return Interpreted(given.words[1:])
    entry = reach.entry_at(given.view, given.absolute(what))
    if entry is None:
        return Interpreted((*options, SCRIPT), {SCRIPT: ""}, {SCRIPT: given.absolute(what)}, by_name=True)
    path = f"/{entry.path}"
    main = posixpath.join(path, "__main__.py") if reach.is_folder(entry) else path
    graph.waiting.append(main)
    graph.follow()
    folder = posixpath.dirname(main)
    return Interpreted(
        (*options, SCRIPT, *rest),
        graph.made_of(folder),
        {SCRIPT: path, FOLDER: folder, **graph.places},
        frozenset(graph.variables),
        covers=COVERED,
    )


def _split(words: tuple[str, ...]) -> tuple[tuple[str, ...], str, str, tuple[str, ...]]:
    options: list[str] = []
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        word = rest.pop(0)
        if word in ("-m", "-c"):
            return tuple(options), word, rest[0] if rest else "", tuple(rest[1:])
        if word in WITH_VALUE and rest:
            word += f" {rest.pop(0)}"
        options.append(word)
    return tuple(options), "", rest[0] if rest else "", tuple(rest[1:])


def _site_folders(given: Given) -> list[str]:
    """Where packages of this interpreter lie: those of a virtual environment, or of the installation."""
    program = reach.entry_at(given.view, given.path)
    named = re.search(r"python(\d\.\d+)$", program.path if program is not None else given.path)
    version = named[1] if named is not None else "3"
    prefix = posixpath.dirname(posixpath.dirname(given.path))
    folders = [f"{prefix}/lib/python{version}/site-packages"]
    if reach.entry_at(given.view, f"{prefix}/pyvenv.cfg") is None:
        folders += [
            f"/usr/local/lib/python{version}/site-packages",
            f"/usr/local/lib/python{version}/dist-packages",
            "/usr/lib/python3/dist-packages",
        ]
    more = [path for path in given.env.get("PYTHONPATH", "").split(":") if path]
    return [*(given.absolute(path) for path in more), *dict.fromkeys(folders)]


@dataclass
class _Graph:
    """All that a program may import or read."""

    given: Given
    sites: list[str]
    parts: dict[str, str] = field(default_factory=dict)
    variables: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)
    site: str = ""
    _folder: str = ""

    @property
    def places(self) -> dict[str, str]:
        """Where its packages lie, by the name for that."""
        return {PACKAGES: self.site} if self.site else {}

    def follow(self) -> None:
        """Read what waits, and what that imports."""
        while self.waiting:
            path = self.waiting.popleft()
            if path in self.files:
                continue
            self.files.append(path)
            self._folder = self._folder or posixpath.dirname(path)
            text = reach.text_of(self.given.view, self.given.contents, path)
            if text is None:
                folder = posixpath.dirname(path)
                self.parts[f"around {posixpath.basename(path)}"] = reach.below(self.given.view, folder)
            else:
                self.read(text, posixpath.dirname(path))

    def read(self, text: str, folder: str) -> None:
        """Take in what a text imports and names."""
        self.variables.update(variables(text))
        for module, names in IMPORT.findall(text):
            for name in [module] if module else [part.split(" as ")[0].strip() for part in names.split(",")]:
                self.module(name, folder)
                if module.startswith("."):
                    for part in names.strip("() ").split(","):
                        self.module(f"{module.rstrip('.') or '.'}.{part.strip()}", folder)
        for word in literals(text):
            if word.strip("./") and " " not in word:
                beside = posixpath.normpath(posixpath.join(folder, word))
                self._at(beside, word)
                if not word.startswith("/") and beside != self.given.absolute(word):
                    self._at(self.given.absolute(word), f"./{word}", or_nothing=word in self.parts)

    def module(self, name: str, folder: str) -> None:
        """A module by its name: beside the program first, then where packages lie."""
        path = name.lstrip(".").replace(".", "/")
        if name.startswith("."):
            self._beside(posixpath.join(folder, path))
            return
        if self._beside(posixpath.join(self._folder or folder, path)):
            return
        top = path.partition("/")[0]
        for site in self.sites:
            if not self.given.view.files.is_directory(site.strip("/")):
                continue
            inside = [
                posixpath.basename(each.path) for each in self.given.view.files.children(site.strip("/"))
            ]
            if any(each == top or each.startswith(f"{top}.") for each in inside):
                for each in inside:
                    if not NOT_OURS.fullmatch(each):
                        self._at(posixpath.join(site, each), f"package {each}")
                self.site = site
                return

    def _beside(self, path: str) -> bool:
        """A module of the program itself."""
        folder = posixpath.dirname(path)
        stem = posixpath.basename(path)
        found = False
        entry = reach.entry_at(self.given.view, path)
        if reach.is_folder(entry):
            self.parts[f"folder {stem}"] = reach.below(self.given.view, path)
            found = True
            for name in ("__init__.py", "__main__.py"):
                if reach.entry_at(self.given.view, posixpath.join(path, name)) is not None:
                    self.waiting.append(posixpath.join(path, name))
        if reach.entry_at(self.given.view, f"{path}.py") is not None:
            self.waiting.append(f"{path}.py")
            found = True
        for each in self.given.view.files.children(folder.strip("/")) if stem else ():
            name = posixpath.basename(each.path)
            if name.startswith(f"{stem}.") and name.endswith(".so"):
                self.parts[name] = seen(self.given.view, f"/{each.path}")
                found = True
        return found

    def made_of(self, folder: str) -> dict[str, str]:
        """Digests by names that do not tell where it all lies."""
        own = {posixpath.relpath(path, folder or "/"): seen(self.given.view, path) for path in self.files}
        return own | self.parts

    def _at(self, path: str, name: str, *, or_nothing: bool = False) -> None:
        entry = reach.entry_at(self.given.view, path)
        if entry is not None and entry.path and not (name.startswith("/") and reach.is_folder(entry)):
            self.parts[name] = reach.digest_of(self.given.view, entry)
        elif or_nothing:
            self.parts[name] = ""
