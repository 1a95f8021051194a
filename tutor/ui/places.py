"""Where a person was in each lesson and project, what was open, what was told: kept between two starts."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where the eyes and the cursor were; rows, columns and stages count from 0."""

    pane: str
    row: int = 0
    column: int = 0
    scrolled: int = 0
    text_scrolled: int = 0
    stage: int | None = None
    result: str = ""
    """The pane of results that is shown beside the editor."""


def place_of(path: Path, key: str) -> Place | None:
    """Where somebody was in a lesson or project; None where nobody was yet, or the file is damaged."""
    found = _read(path)["places"].get(key)
    with contextlib.suppress(TypeError, ValueError):
        place = Place(**found)
        numbers = (place.row, place.column, place.scrolled, place.text_scrolled, place.stage or 0)
        if isinstance(place.pane, str) and all(isinstance(one, int) and one >= 0 for one in numbers):
            return place
    return None


def left_open(path: Path) -> str | None:
    """The lesson that was open when the app ended, by its slug; None where that was something else."""
    found = _read(path)["open"]
    return found if isinstance(found, str) else None


def keep_place(path: Path, key: str, place: Place, *, lesson: str | None) -> None:
    """Write down where somebody is now, whole; ``lesson`` is to be opened again by the next start."""
    document = _read(path)
    places = document["places"]
    places.pop(key, None)
    places[key] = asdict(place)
    while len(places) > _MOST_KEPT:
        del places[next(iter(places))]
    _write(path, {**document, "open": lesson})


def keep_nothing_open(path: Path) -> None:
    """The next start shows the list of lessons."""
    document = _read(path)
    if document["open"] is not None or not path.exists():
        _write(path, {**document, "open": None})


def was_toured(path: Path) -> bool:
    """Whether the tour of the lesson screen was ended or skipped once."""
    return _read(path)["toured"] is True


def keep_toured(path: Path) -> None:
    """The tour comes by itself no more."""
    document = _read(path)
    if not document["toured"]:
        _write(path, {**document, "toured": True})


def places_path() -> Path:
    """``places.json`` beside the learner's work."""
    from tutor.home import home_folder

    return home_folder() / "places.json"


def _read(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        document = json.loads(path.read_text("utf-8"))
        if isinstance(document, dict) and isinstance(document.get("places"), dict):
            return {
                "open": document.get("open"),
                "places": document["places"],
                "toured": document.get("toured") is True,
            }
    return {"open": None, "places": {}, "toured": False}


def _write(path: Path, document: dict[str, Any]) -> None:
    draft = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(document), "utf-8")
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
