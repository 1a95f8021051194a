from __future__ import annotations

import pytest

from tutor.engine.embedded.running.quoting import quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sh", '"sh"'),
        ('/qu"ote', r'"/qu\"ote"'),
        ("/no\\p\ne", r'"/no\\p\ne"'),
        ("nö", '"nö"'),
        ("/n\x01", r'"/n\x01"'),
        ("/\udcff", r'"/\xff"'),
        ("/a\u200b", r'"/a\u200b"'),
    ],
)
def test_names_are_quoted_as_go_does(text, expected):
    assert quoted(text) == expected
