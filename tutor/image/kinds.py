"""What a path is for, told from where it lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache

from tutor.image.entry import FileEntry, FileKind
from tutor.image.tree import FileTree


class Kind(Enum):
    """What a file is for; the value is the name that a person reads."""

    OS_PACKAGES = "OS packages"
    RUNTIME = "language runtime"
    APPLICATION = "application"
    CACHES = "caches"
    DOCUMENTATION = "documentation"
    CERTIFICATES = "certificates"
    LOCALE = "locale"
    OTHER = "other"

    @property
    def title(self) -> str:
        return self.value


_PLACES: tuple[tuple[Kind, str], ...] = (
    (
        Kind.CACHES,
        r"var/cache|var/lib/apt/lists|var/log|tmp|var/tmp|go/pkg|usr/local/cargo/registry"
        r"|(?:root|home/[^/]+|nonexistent)/(?:\.cache|\.npm|\.m2|\.gradle|\.cargo/registry|\.composer|\.yarn|\.bundle"
        r"|go/pkg|\.local/share/pnpm)",
    ),
    (
        Kind.CERTIFICATES,
        r"etc/ssl|etc/pki|etc/ca-certificates(?:\.conf)?|usr/(?:local/)?share/ca-certificates|usr/lib/ssl",
    ),
    (
        Kind.DOCUMENTATION,
        r"usr/(?:local/)?share/(?:doc|man|info|gtk-doc|doc-base|lintian|bug)|usr/(?:local/)?man",
    ),
    (Kind.LOCALE, r"usr/(?:local/)?share/(?:locale|i18n|zoneinfo|zoneinfo-icu)|usr/lib/locale|etc/localtime"),
    (
        Kind.RUNTIME,
        r"usr/local/go|usr/lib/go(?:-[\d.]+)?|usr/share/go(?:-[\d.]+)?"
        r"|usr/local/(?:lib/python[\d.]+|lib/libpython[^/]*|include/python[^/]*|bin/(?:python|pip|idle|pydoc)[^/]*)"
        r"|usr/lib/python[\d.]+|usr/bin/python[\d.]*|usr/share/python3?"
        r"|usr/local/(?:bin/(?:node|nodejs|npm|npx|corepack|yarn|yarnpkg)|lib/node_modules|include/node)|opt/yarn[^/]*|nodejs"
        r"|usr/lib/jvm|opt/java|usr/java|usr/local/openjdk[^/]*|usr/share/java"
        r"|usr/local/(?:cargo|rustup)|root/\.(?:cargo|rustup)"
        r"|usr/local/(?:lib/ruby|bin/(?:ruby|gem|bundle)[^/]*)|usr/lib/ruby|usr/(?:local/)?(?:lib|share)/perl5?[^/]*"
        r"|usr/lib/[^/]+/perl[^/]*|usr/bin/perl[^/]*|usr/local/lib/php|usr/local/include/php|usr/share/dotnet|usr/lib/dotnet",
    ),
    (
        Kind.APPLICATION,
        r"app|apps|srv|src|code|workspace|work|build|dist|out|opt|home|go/(?:bin|src)|usr/src|usr/local/(?:app|bin|sbin)"
        r"|usr/share/nginx/html|var/www|usr/local/apache2/htdocs|root|data",
    ),
    (
        Kind.OS_PACKAGES,
        r"bin|sbin|lib(?:32|64|x32)?|etc|usr|var/lib|var/(?:backups|spool|mail|opt|local)|boot|busybox",
    ),
    (Kind.OTHER, r"dev|proc|sys|run|media|mnt|var"),
)
"""The first that fits tells: what lies in a package's place may still be its documentation."""

_PLACE = re.compile("|".join(f"(?P<_{kind.name}>(?:{places})(?=/|$))" for kind, places in _PLACES))


def kind_of(path: str) -> Kind:
    """What a path without leading slash is for.

    Folders decide, since images have no list that says it of every file: a program in the root or in a folder
    that no system has is the application's.
    """
    return _kind_of_name(path) if "/" not in path else _kind_of_folder(*path.rpartition("/")[::2])


def bytes_by_kind(files: FileTree) -> Mapping[Kind, tuple[int, int]]:
    """Number and bytes of the regular files of each kind that there is, most bytes first; a hard-linked file
    counts once.
    """
    return tally(files.by_path.values())


def tally(entries: Iterable[FileEntry]) -> Mapping[Kind, tuple[int, int]]:
    """The same of any entries."""
    files: dict[Kind, int] = {}
    sizes: dict[Kind, int] = {}
    regular = FileKind.FILE
    for entry in entries:
        if entry.kind is regular and entry.same_as is None:
            kind = kind_of(entry.path)
            files[kind] = files.get(kind, 0) + 1
            sizes[kind] = sizes.get(kind, 0) + entry.size
    return {kind: (files[kind], sizes[kind]) for kind in sorted(files, key=lambda kind: -sizes[kind])}


def _kind_of_folder(folder: str, name: str) -> Kind:
    """Most files lie deep enough in their folder that their own name changes nothing."""
    return _kind_of_name(f"{folder}/{name}") if folder.count("/") < 4 else _kind_of_deep(folder)


@lru_cache(maxsize=65_536)
def _kind_of_deep(folder: str) -> Kind:
    return _kind_of_name(folder)


def _kind_of_name(path: str) -> Kind:
    found = _PLACE.match(path)
    if found is None or found.lastgroup is None:
        return Kind.APPLICATION
    return Kind[found.lastgroup[1:]]
