"""``make bench``: every speed claim of this project, measured beside a named reference in one run."""

from __future__ import annotations

import importlib
import sys

BENCHES = (
    "paint",
    "screens",
    "keys",
    "blocking",
    "browsing",
    "memory",
    "listing",
    "archive",
    "trees",
    "embedded",
)


def main() -> int:
    """Run the named benches, or all; exit code 1 when one could not be measured or missed what it claims."""
    names = sys.argv[1:] or BENCHES
    missed = []
    for name in names:
        print(f"== {name}", flush=True)
        if not importlib.import_module(f"tests.bench.{name}").main():
            missed.append(name)
    if missed:
        print(f"Not shown: {', '.join(missed)}")
    return 1 if missed else 0


sys.exit(main())
