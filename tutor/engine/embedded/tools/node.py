"""Node and its package manager."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import msgspec

from tutor.engine.embedded.script_texts import variables
from tutor.engine.embedded.tools.arguments import Arguments, read
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

ALIASES = {
    **dict.fromkeys(("i", "in", "add"), "install"),
    **dict.fromkeys(("clean-install", "ic", "install-clean"), "ci"),
    **dict.fromkeys(("t", "tst"), "test"),
    **dict.fromkeys(("run-script", "rum", "urn"), "run"),
    "x": "exec",
}
INSTALLS = frozenset({"ci", "install", "uninstall", "update", "prune", "dedupe", "rebuild"})
ANYWHERE = frozenset({"", "help", "config", "ping", "view"})
WITH_VALUE = frozenset(
    {
        *("--omit", "--include", "--only", "--prefix", "-C", "--loglevel", "--cache", "--registry", "-w"),
        *("--workspace", "--userconfig", "--globalconfig", "--script-shell", "--tag", "--audit-level"),
        *("--install-strategy", "--location", "--package", "-p", "-c", "--call", "--fetch-retries"),
    }
)
MANIFESTS = ("package.json", "package-lock.json", "npm-shrinkwrap.json", ".npmrc", "binding.gyp")
LIFE_CYCLE = frozenset(
    {"preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"}
)
FIRST_NODE_WITH_NPM_7 = 15
GLOBAL = "/usr/local/lib/node_modules"
CONTENT = "_cacache/content-v2"
SETTINGS = re.compile(r"(?i:npm)_config_.*|NODE_(?!VERSION$).*|COREPACK_.*|CI|https?_proxy|no_proxy")
OF_NO_INTEREST = re.compile(
    r"(?:.*/)?(?:README(?:\.\w+)?|LICEN[SC]E(?:\.\w+)?|CHANGELOG\.md|\.gitignore|\.npmignore|\.editorconfig)"
    r"|\.git(?:/.*)?|node_modules/\.package-lock\.json"
)
"""What stands beside sources for people; no build of a web application reads it."""
SOURCES = re.compile(r"(?!.*node_modules/).*\.(?:[cm]?[jt]sx?|json)")
SHELL_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")


def npm(situation: Situation) -> Usage:
    """What is to be installed by the manifests; all of the project where its own scripts run."""
    given = read(situation.arguments, WITH_VALUE, mixed=True)
    written = given.operands[0] if given.operands else ""
    words = (ALIASES.get(written, written), *given.operands[1:]) if written else ()
    if words[:2] == ("run", "test") and _runs_tests_as_any_script(situation):
        words = words[1:]
    given = Arguments(given.flags, words)
    command = words[0] if words else ""
    project = posixpath.join(situation.folder, given.value("--prefix") or given.value("-C") or "")
    everywhere = given.has("-g") or given.has("--global")
    if command in ANYWHERE:
        inputs: dict[str, str] = {}
    elif everywhere:
        inputs = {f"{GLOBAL}/": _names(situation, GLOBAL)}
    elif command == "cache":
        inputs = below_if_there(situation.places.files, _home(situation, ".npm"), contents=False)
    elif command in INSTALLS:
        inputs = _installing(situation, command, project)
    else:
        inputs = _all_of(situation, project)
    env = _environment(situation, () if command in INSTALLS else _mentioned(situation, project))
    return Usage(
        argv=("npm", *given.operands[:1], *_flags(given), *given.operands[1:]),
        any_folder=True if command in ANYWHERE or command == "cache" or everywhere else None,
        env=env | ({"HOME": situation.env.get("HOME", "")} if command in INSTALLS | {"cache"} else {}),
        programs=_programs(situation),
        inputs=inputs,
    )


def _runs_tests_as_any_script(situation: Situation) -> bool:
    """Whether ``npm test`` is ``npm run test`` to the letter; before npm 7, which came with Node 15, a test
    that failed was told in other words.
    """
    major = situation.env.get("NODE_VERSION", "").partition(".")[0]
    return major.isdecimal() and int(major) >= FIRST_NODE_WITH_NPM_7


def npx(situation: Situation) -> Usage:
    """A command of an installed package: it may read all of the project."""
    return Usage(
        argv=situation.argv,
        any_folder=None,
        env=_environment(situation, _mentioned(situation, situation.folder)),
        programs=_programs(situation),
        inputs=_all_of(situation, situation.folder)
        | named(situation, situation.arguments)
        | {f"{GLOBAL}/": _names(situation, GLOBAL)},
    )


def node(situation: Situation) -> Usage:
    """A script: it may read all of the project, and what its arguments name."""
    only_tells = all(word in ("--version", "-v", "-h", "--help") for word in situation.arguments)
    if only_tells and situation.arguments:
        return Usage(
            ("node", *situation.arguments), any_folder=True, programs=_programs(situation), tool="node"
        )
    return Usage(
        argv=("node", *situation.arguments),
        any_folder=None,
        env=_environment(situation, _mentioned(situation, situation.folder)),
        programs=_programs(situation),
        inputs=_all_of(situation, situation.folder) | _named(situation),
        tool="node",
    )


def _named(situation: Situation) -> dict[str, str]:
    """What the arguments name outside of the folder: what lies in it counts already."""
    found = named(situation, situation.arguments)
    return {name: digest for name, digest in found.items() if name.startswith(("/", ".."))}


def _flags(given: Arguments) -> tuple[str, ...]:
    return tuple(name if value is None else f"{name}={value}" for name, value in given.flags)


def _programs(situation: Situation) -> dict[str, str]:
    return {
        situation.name: situation.program.digest or ABSENT,
        "node": digest_of_program(situation, "node"),
        "npm's own": digest_at(situation.places.files, f"{GLOBAL}/npm/package.json"),
    }


def _environment(situation: Situation, mentioned: tuple[str, ...]) -> dict[str, str]:
    return {
        name: value
        for name, value in situation.env.items()
        if SETTINGS.fullmatch(name) or (name in mentioned and name != "PATH")
    }


def _home(situation: Situation, name: str) -> str:
    return posixpath.join(situation.env.get("HOME") or "/", name)


def _names(situation: Situation, folder: str) -> str:
    """The names that lie directly in a folder."""
    children = situation.places.files.children(situation.places.files.real(folder))
    return " ".join(posixpath.basename(each.path) for each in children)


def _installing(situation: Situation, command: str, project: str) -> dict[str, str]:
    files = situation.places.files
    found = {name: digest_at(files, posixpath.join(project, name)) for name in MANIFESTS}
    found = {name: digest for name, digest in found.items() if digest}
    package = _json(situation, posixpath.join(project, "package.json"))
    texts = [_text(situation, posixpath.join(project, name)) or "" for name in MANIFESTS[:3]]
    runs_scripts = bool(LIFE_CYCLE.intersection(package.get("scripts") or ())) or "binding.gyp" in found
    if runs_scripts or any('"file:' in text or "workspaces" in text for text in texts):
        found |= _all_of(situation, project)
    # `npm ci` deletes what is there, all others look at it.
    modules = posixpath.join(project, "node_modules")
    existing = digest_below(files, modules, contents=command != "ci")
    found |= {"node_modules/": existing} if existing else {}
    found |= {"~/.npmrc": digest} if (digest := digest_at(files, _home(situation, ".npmrc"))) else {}
    cached = digest_below(files, _home(situation, f".npm/{CONTENT}"), contents=False)
    return found | ({f"~/.npm/{CONTENT}/": cached} if cached else {})


def _all_of(situation: Situation, project: str) -> dict[str, str]:
    return {"./": digest_below(situation.places.files, project, without=OF_NO_INTEREST)}


def _mentioned(situation: Situation, project: str) -> tuple[str, ...]:
    """The variables that sources and scripts ask for by name."""
    found: set[str] = set()
    for entry in situation.places.files.below(project.strip("/")):
        if SOURCES.fullmatch(entry.path):
            head = situation.contents.head(entry.digest)
            text = "" if head is None else head.decode("utf-8", "replace")
            found |= set(SHELL_VARIABLE.findall(text)) if entry.path.endswith(".json") else variables(text)
    return tuple(sorted(found))


def _text(situation: Situation, path: str) -> str | None:
    entry = situation.places.files.resolve(path)
    head = None if entry is None else situation.contents.head(entry.digest)
    return None if head is None else head.decode("utf-8", "replace")


def _json(situation: Situation, path: str) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(_text(situation, path) or "{}")
    except msgspec.DecodeError:
        return {}
    return value if isinstance(value, dict) else {}
