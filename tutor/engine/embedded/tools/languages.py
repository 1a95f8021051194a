"""Package managers and compilers that read a whole project folder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.engine.embedded.tools.inputs import (
    ABSENT,
    below_if_there,
    digest_below,
    digest_of_program,
    named,
)
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

COMMON = re.compile(r"HOME|LANG|LC_[A-Z]+|CI|https?_proxy|no_proxy|TZ|SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Language:
    """Which variables, helpers and folders outside of the project matter to a tool."""

    variables: str
    helpers: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def __call__(self, situation: Situation) -> Usage:
        """Depends on the project folder, on what the arguments name, and on its caches and packages."""
        files = situation.places.files
        folders = [folder.replace("~", situation.env.get("HOME") or "/") for folder in self.folders]
        return Usage(
            argv=(situation.name, *situation.arguments),
            any_folder=None,
            env={
                name: value
                for name, value in situation.env.items()
                if COMMON.fullmatch(name) or re.fullmatch(self.variables, name)
            },
            programs={
                situation.name: situation.program.digest or ABSENT,
                **{helper: digest_of_program(situation, helper) for helper in self.helpers},
            },
            inputs={
                "./": digest_below(files, situation.folder),
                **named(situation, situation.arguments),
                **below_if_there(files, *folders),
            },
        )


_NODE = Language(
    r"(?i:npm)_.*|NODE_.*|YARN_.*|COREPACK_.*", ("node",), ("~/.npm", "/usr/local/lib/node_modules")
)
_PYTHON = Language(r"PIP_.*|PYTHON.*|UV_.*|VIRTUAL_ENV", ("python3",))
_C = Language(r"C(PP|XX)?FLAGS|LDFLAGS|LIBRARY_PATH|C(PLUS)?_INCLUDE_PATH|CPATH|CC|CXX", ("gcc", "ld", "as"))
_JAVA = Language(r"JAVA_.*|JDK_.*|MAVEN_.*|GRADLE_.*|CLASSPATH", ("java",), ("~/.m2", "~/.gradle"))

LANGUAGES: dict[str, Language] = (
    dict.fromkeys(("yarn", "pnpm", "corepack"), _NODE)
    | dict.fromkeys(("uv",), _PYTHON)
    | dict.fromkeys(("cc", "gcc", "g++", "make", "ld", "strip"), _C)
    | dict.fromkeys(("java", "jlink", "jdeps", "mvn", "gradle"), _JAVA)
)
