"""Mean and deviation of numbers; the sums are done in C."""

from pystats._sums import mean_and_deviation

__all__ = ["mean_and_deviation"]
