"""A Dockerfile for each named mistake that shows on base images every engine here has.

E4, E5, E6, E10, E12 and E13 need programs of their own: wrong turns of lessons make them. E14 needs a C
library that no base here has: it is recognised from recorded messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

How = Literal["build", "run", "health", "silent"]

DISTROLESS = "gcr.io/distroless/static-debian13:nonroot"
NODE = "gcr.io/distroless/nodejs24-debian13"
LOCKED = '{"name": "app", "version": "1.0.0", "private": true}'


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A Dockerfile with its context; ``line`` is the one to blame, ``how`` the mistake shows.

    ``arguments`` are those of the run; ``computed`` tells whether the embedded engine works it out itself.
    """

    key: str
    text: str
    line: int | None
    how: How = "build"
    files: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    computed: bool = True


REPRODUCTIONS = (
    Reproduction(
        "E1",
        "FROM busybox AS build\nRUN echo made > /made\nFROM scratch\nCOPY --from=biuld /made /made\n",
        4,
    ),
    Reproduction(
        "E2",
        "FROM busybox AS build\nRUN mkdir /app && echo made > /app/made\n"
        "FROM scratch\nCOPY --from=build /app/public /public\n",
        4,
    ),
    Reproduction(
        "E3",
        "FROM debian:trixie-slim AS build\nRUN cp /usr/bin/ls /tool\n"
        'FROM scratch\nCOPY --from=build /tool /tool\nCMD ["/tool"]\n',
        5,
        "run",
    ),
    Reproduction("E7", f"FROM {DISTROLESS}\nCOPY note /note\nCMD cat /note\n", 3, "run", {"note": "hello"}),
    Reproduction("E7", f"FROM {DISTROLESS}\nCOPY note /note\nRUN cat /note\n", 3, "build", {"note": "hello"}),
    Reproduction("E8", f"FROM {DISTROLESS}\nCOPY note /note\n", None, "run", {"note": "hello"}, ("sh",)),
    Reproduction(
        "E9",
        f'FROM {NODE}\nWORKDIR /\nCOPY server.js /server.js\nCMD ["node", "/server.js"]\n',
        4,
        "run",
        {"server.js": "console.log('hello')\n"},
        computed=False,
    ),
    Reproduction(
        "E11",
        "FROM busybox AS build\nRUN echo made > /made\nFROM build AS test\nRUN false\n"
        "FROM scratch\nCOPY --from=build /made /made\n",
        3,
        "silent",
    ),
    Reproduction(
        "E15",
        "FROM node:24-trixie-slim\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\n",
        4,
        files={"package.json": LOCKED},
        computed=False,
    ),
    Reproduction(
        "E16",
        "FROM busybox\nWORKDIR /app\nCOPY settings.json .\n",
        3,
        files={"settings.json": "{}", ".dockerignore": "*.json\n"},
    ),
    Reproduction("E17", "FROM busybox\nARG API_TOKEN=not-a-real-one\nRUN echo hello\n", 2, "silent"),
    Reproduction("E18", "FROM busybox\nRUN cp /bin/busybox /large\nRUN rm /large\n", 3, "silent"),
    Reproduction("E19", "FROM nginx\nUSER www-data\n", 2, "run", computed=False),
    Reproduction(
        "E20",
        'FROM debian:trixie-slim\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\nCMD ["sleep", "30"]\n',
        2,
        "health",
        computed=False,
    ),
    Reproduction("E21", "FROM scratch\nCOPY --chown=app note /note\n", 2, files={"note": "hello"}),
    Reproduction("E22", "FROM scratch\nCOPY note /note\n", 1, "run", files={"note": "hello"}),
    Reproduction("E23", 'FROM busybox\nUSER notes\nCMD ["id"]\n', 2, "run"),
    Reproduction("E24", 'FROM busybox\nCMD ["chown", "1", "/tmp"]\n', 1, "run", computed=False),
    Reproduction("E25", 'FROM scratch\nCOPY note /note\nCMD ["/note"]\n', 3, "run", files={"note": "hello"}),
    Reproduction("E26", 'FROM busybox\nRUN echo hi > /note && chmod +x /note\nCMD ["/note"]\n', 3, "run"),
)

BY_LESSONS = frozenset({"E4", "E5", "E6", "E10", "E12", "E13"})
BY_TEXT = frozenset({"E14"})
