"""Another editor for the file: which one, and how it is run."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

VARIABLES = ("VISUAL", "EDITOR")
_USUAL = ("editor", "nano", "vi")


class OutsideEditorError(Exception):
    """The editor could not be run, or did not end well; the message is for the person."""


def editor_command(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The words of ``$VISUAL``, else of ``$EDITOR``, else a usual editor that is there.

    Raises OutsideEditorError.
    """
    for variable in VARIABLES:
        written = environment.get(variable, "").strip()
        if written:
            try:
                words = tuple(shlex.split(written))
            except ValueError as error:
                raise OutsideEditorError(f"${variable} cannot be read: {written} ({error}).") from None
            if shutil.which(words[0], path=environment.get("PATH")) is None:
                raise OutsideEditorError(f"The editor of ${variable} was not found: {words[0]}.")
            return words
    for name in _USUAL:
        if shutil.which(name, path=environment.get("PATH")) is not None:
            return (name,)
    raise OutsideEditorError("No editor was found. Name yours with the variable EDITOR.")


def edit(command: Sequence[str], file: Path) -> None:
    """Run an editor on a file until it ends. Raises OutsideEditorError.

    Editors with a window of their own may return at once.
    """
    try:
        ended = subprocess.run([*command, str(file)], check=False)
    except OSError as error:
        raise OutsideEditorError(f"{command[0]} cannot be run: {error.strerror or error}.") from error
    if ended.returncode:
        how = (
            f"with exit code {ended.returncode}" if ended.returncode > 0 else f"by signal {-ended.returncode}"
        )
        raise OutsideEditorError(f"{command[0]} ended {how}.")
