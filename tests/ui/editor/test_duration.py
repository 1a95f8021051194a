from __future__ import annotations

import pytest

from tutor.ui.editor.duration import lasting


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, ""),
        (0.049, ""),
        (0.05, "0.1 s"),
        (0.31, "0.3 s"),
        (14.2, "14 s"),
        (0.0999, "0.1 s"),
        (9.94, "9.9 s"),
        (9.96, "10 s"),
        (59.7, "1m00s"),
        (125, "2m05s"),
        (3599.6, "1h00m"),
        (3720, "1h02m"),
        (360_000, "100 h"),
    ],
)
def test_a_duration_fits_in_six_columns(seconds: float, text: str):
    assert lasting(seconds) == text
    assert len(text) <= 6
