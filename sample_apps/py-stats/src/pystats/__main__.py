"""Reads numbers from standard input, and prints how many they are, their mean and their deviation."""

import sys
from collections.abc import Iterable
from typing import TextIO

from pystats import mean_and_deviation

REFUSED = 1
NO_INPUT = 3
NOTHING_CAME = "no input: standard input ended before a number came; try: echo 1 2 3 | docker run -i IMAGE"


def run(lines: Iterable[str], out: TextIO, errors: TextIO) -> int:
    """The exit code; a word that is no number is reported, and nothing is counted then."""
    words = [word for line in lines for word in line.split()]
    if not words:
        print(NOTHING_CAME, file=errors)
        return NO_INPUT
    numbers: list[float] = []
    for word in words:
        try:
            numbers.append(float(word))
        except ValueError:
            print(f"{word}: not a number", file=errors)
    if len(numbers) < len(words):
        return REFUSED
    mean, deviation = mean_and_deviation(numbers)
    print(f"count {len(numbers)}, mean {mean:.4g}, deviation {deviation:.4g}", file=out)
    return 0


def main() -> None:
    """Ends the process with the exit code."""
    sys.exit(run(sys.stdin, sys.stdout, sys.stderr))


if __name__ == "__main__":
    main()
