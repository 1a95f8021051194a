from __future__ import annotations

import pytest

from tutor.image.size import human


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (2_000, "2.0 kB"),
        (99_949, "99.9 kB"),
        (99_950, "100 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (2_400_000, "2.4 MB"),
        (37_400_000, "37.4 MB"),
        (882_000_000, "882 MB"),
        (999_499_999, "999 MB"),
        (999_500_000, "1.00 GB"),
        (1_020_000_000, "1.02 GB"),
        (9_994_000_000, "9.99 GB"),
        (9_996_000_000, "10.0 GB"),
        (3_000_000_000_000, "3.00 TB"),
        (5_000_000_000_000_000, "5000 TB"),
    ],
)
def test_sizes_are_written_in_decimal_units_as_docker_shows_them(size, words):
    assert human(size) == words


def test_a_saving_may_be_negative():
    assert human(-2_400_000) == "-2.4 MB"
