"""``python -m tutor`` is the ``distill`` command."""

from tutor.cli import main

if __name__ == "__main__":
    main(prog_name="distill")
