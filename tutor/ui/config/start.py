"""What the file says, at the start of the app: a glance at the file's date, and TOML only when it changed."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from tutor.ui.config.problem import Problem


def at_start(path: Path, kept: Path) -> tuple[dict[str, object], dict[str, str], tuple[Problem, ...]]:
    """The settings and keys that were written down, and what is wrong.

    ``kept`` holds what came of the file when it was last read; it is written anew when the file changed.
    """
    try:
        found = path.stat()
    except OSError:
        return {}, {}, ()
    from tutor import __version__

    stamp = [__version__, found.st_mtime_ns, found.st_size]
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        before = json.loads(kept.read_text("utf-8"))
        if before["stamp"] == stamp:
            problems = tuple(Problem(**one) for one in before["problems"])
            return before["settings"], before["keymap"], problems
    from tutor.ui.config.file import read

    config = read(path)
    document = {
        "stamp": stamp,
        "settings": dict(config.settings),
        "keymap": dict(config.keymap),
        "problems": [asdict(one) for one in config.problems],
    }
    draft = kept.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError, TypeError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(document), "utf-8")
        draft.replace(kept)
    return dict(config.settings), dict(config.keymap), config.problems
