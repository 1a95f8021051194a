"""``python -m tutor`` is the ``distill`` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """The ``distill`` command; alone it opens the tutor without reading what the other commands need."""
    if len(sys.argv) > 1 or "_DISTILL_COMPLETE" in os.environ:
        from tutor.cli import main as command

        command(prog_name="distill")
    else:
        from tutor.ui.opening import open_tutor

        open_tutor(os.environ.get("DISTILL_ENGINE", "auto"))


if __name__ == "__main__":
    main()
