"""Other people's programs to stand beside, each in an environment of its own that is kept between runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HARLEQUIN = "harlequin==2.17.0"
"""Pins another Textual than ours, so that it cannot live beside it."""


def harlequin() -> Path | None:
    """The program, installed where tests keep what is slow to make; None, and why is printed, without it."""
    folder = _cache() / HARLEQUIN.replace("==", "-")
    program = folder / "bin" / "harlequin"
    if program.exists():
        return program
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        subprocess.run(
            [folder / "bin" / "python", "-m", "pip", "install", "--quiet", HARLEQUIN],
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        print(f"  without harlequin: {str(error.stderr).strip().splitlines()[-1]}")
        return None
    return program


def _cache() -> Path:
    kept = os.environ.get("DISTILL_TEST_CACHE")
    base = Path(kept) if kept else Path.home() / ".cache" / "distill-tests"
    folder = base / "rivals"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="distill-rivals-"))
    return folder
