"""Writing a comparison into a file of the learner's own."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.ui.comparing.compared import Compared

FOLDER = "exports"
MOST_PATHS = 200
"""So many of the largest paths of each sort are listed; totals count all."""


def export(now: Compared, ending: str, *, root: Path | None = None, at: float | None = None) -> Path:
    """Write it as ``.md``, ``.json`` or ``.svg`` below ``root`` (by default the home folder), whole or not at
    all; the new file. ``at`` is seconds since 1970.

    Raises WorkspaceError.
    """
    from tutor.course import WorkspaceError
    from tutor.course.safe_file import replace as write
    from tutor.home import home_folder
    from tutor.insight.export import exported
    from tutor.insight.report import comparison_report

    before, after = now.left.image, now.right.image
    assert before is not None
    assert after is not None
    assert now.tree is not None
    report = comparison_report(
        replace(before, name=now.left.side.label),
        replace(after, name=now.right.side.label),
        comparison=now.tree.comparison,
        limit=MOST_PATHS,
    )
    folder = (root or home_folder()) / FOLDER
    path = folder / (_name(now, time.time() if at is None else at) + ending)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(path, exported(report, ending).encode(), scratch=folder)
    except OSError as error:
        raise WorkspaceError(
            f"The comparison cannot be written to {path}: {error.strerror or error}.",
            advice="Free some space, or name another folder with DISTILL_HOME.",
        ) from error
    return path


def _name(now: Compared, at: float) -> str:
    sides = [re.sub(r"[^a-z0-9.]+", "-", one.side.label.lower()).strip("-.") for one in (now.left, now.right)]
    return f"{sides[0][:60]}-{sides[1][:60]}-{time.strftime('%Y%m%d-%H%M%S', time.localtime(at))}"
