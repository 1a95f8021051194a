"""A Dockerfile to begin with, for a project that has none: two stages, on the bases of its language.

A ``.dockerignore`` comes with it where there is none, so that what no build reads does not end the cache.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tutor.course.errors import WorkspaceError
from tutor.course.first_dockerfile.node import node_values
from tutor.course.first_dockerfile.python import python_values

_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project: the file that tells it, the text for it, and what to fill in there, by its mark."""

    marker: str
    text: str
    values: Callable[[Path], Mapping[str, str]] | None = None
    made_anew: tuple[str, ...] = ()
    """What its tools leave in the folder, and make anew in the image."""


_OF_PYTHON = ("**/__pycache__", ".venv")
KINDS = (
    Kind("go.mod", "go"),
    Kind("Cargo.toml", "rust", made_anew=("target",)),
    Kind("package.json", "node", node_values, ("node_modules", ".env")),
    Kind("pyproject.toml", "python", python_values, _OF_PYTHON),
    Kind("requirements.txt", "python-requirements", made_anew=_OF_PYTHON),
)
OTHER = Kind("", "other")


def first_dockerfile(folder: Path) -> str:
    """The text for a project's folder; one to be completed where its language is not known here."""
    kind = _kind_of(folder)
    text = (_TEXTS / f"{kind.text}.Dockerfile").read_text(encoding="utf-8")
    for mark, value in (kind.values(folder) if kind.values else {}).items():
        # A line that is only a mark goes when there is nothing to say.
        text = text.replace(f"{mark}\n" if not value else mark, value)
    return text


def first_ignore_file(folder: Path) -> str:
    """The text of its ``.dockerignore``."""
    return "".join(
        f"{line}\n" for line in (".git", ".dockerignore", "Dockerfile", *_kind_of(folder).made_anew)
    )


def write_first_dockerfile(folder: Path) -> tuple[Path, ...]:
    """Create a folder's Dockerfile, and its ignore file where there is none; the paths of what is new.

    Raises WorkspaceError, also where there is a Dockerfile: it is kept.
    """
    path, ignore_file = folder / "Dockerfile", folder / ".dockerignore"
    if not folder.is_dir():
        raise WorkspaceError(f"{folder} is not a folder.", advice="Make it first, with your project in it.")
    try:
        _write(path, first_dockerfile(folder))
        if ignore_file.exists():
            return (path,)
        _write(ignore_file, first_ignore_file(folder))
    except FileExistsError:
        raise WorkspaceError(f"{path} is there already.", advice="Open the folder as it is.") from None
    except OSError as error:
        raise WorkspaceError(
            f"{path} cannot be written: {error.strerror}.", advice="Make the folder writable for you."
        ) from error
    return path, ignore_file


def _kind_of(folder: Path) -> Kind:
    return next((one for one in KINDS if (folder / one.marker).is_file()), OTHER)


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
