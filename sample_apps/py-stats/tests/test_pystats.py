"""Run with ``python -m unittest discover tests`` where the package is installed."""

import io
import math
import unittest

from pystats import mean_and_deviation
from pystats.__main__ import NO_INPUT, REFUSED, run


def told(text):
    out, errors = io.StringIO(), io.StringIO()
    return run(io.StringIO(text), out, errors), out.getvalue(), errors.getvalue()


def refusal(numbers):
    try:
        mean_and_deviation(numbers)
    except (TypeError, ValueError) as error:
        return type(error)
    return None


class Sums(unittest.TestCase):
    def test_mean_and_deviation_of_numbers(self):
        assert mean_and_deviation([2, 4, 4, 4, 5, 5, 7, 9]) == (5.0, 2.0)

    def test_large_numbers_keep_their_small_differences(self):
        mean, deviation = mean_and_deviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
        assert mean == 1e9 + 10
        assert math.isclose(deviation, math.sqrt(22.5))

    def test_nothing_has_no_mean(self):
        assert refusal([]) is ValueError

    def test_what_is_no_number_is_refused(self):
        assert refusal([1, "two"]) is TypeError


class Lines(unittest.TestCase):
    def test_numbers_may_stand_on_several_lines(self):
        assert told("1 2\n3\r\n4\n") == (0, "count 4, mean 2.5, deviation 1.118\n", "")

    def test_a_word_is_named_and_nothing_is_counted(self):
        assert told("1 two 3\n") == (REFUSED, "", "two: not a number\n")

    def test_the_end_of_input_before_a_number_is_told(self):
        for nothing in ("", "\n \n"):
            code, out, errors = told(nothing)
            assert (code, out) == (NO_INPUT, "")
            assert errors.startswith("no input: ")


if __name__ == "__main__":
    unittest.main()
