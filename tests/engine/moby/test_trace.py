"""BuildKit's trace, from its wire format."""

from __future__ import annotations

import pytest

from tutor.engine.moby.trace import Log, Status, Vertex, decode
from tutor.engine.moby.wire import MalformedMessage, fields


def varint(number: int) -> bytes:
    out = bytearray()
    number &= (1 << 64) - 1
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def timestamp(seconds: int, nanos: int) -> bytes:
    return field(1, seconds) + field(2, nanos)


def test_a_vertex_tells_name_times_and_whether_it_was_cached():
    vertex = (
        field(1, "sha256:abc")
        + field(2, "sha256:input")
        + field(3, "[build 2/5] RUN true")
        + field(4, 1)
        + field(5, timestamp(1_700_000_000, 500_000_000))
        + field(6, timestamp(1_700_000_002, 0))
    )
    assert decode(field(1, vertex)).vertexes == (
        Vertex("sha256:abc", "[build 2/5] RUN true", True, 1_700_000_000.5, 1_700_000_002.0, ""),
    )


def test_a_vertex_that_has_not_started_has_no_times():
    (vertex,) = decode(field(1, field(1, "d") + field(3, "later"))).vertexes
    assert (vertex.started, vertex.completed, vertex.cached) == (None, None, False)


def test_logs_keep_their_bytes_and_their_stream():
    log = field(1, "d") + field(3, 2) + field(4, b"\xff\x00raw")
    assert decode(field(3, log)).logs == (Log("d", "stderr", b"\xff\x00raw"),)


def test_statuses_tell_how_far_a_part_is():
    status = field(1, "layer") + field(2, "d") + field(4, 300) + field(5, 70_000) + field(8, timestamp(1, 0))
    assert decode(field(2, status)).statuses == (Status("layer", "d", 300, 70_000, True),)


def test_warnings_name_the_line_they_begin_at():
    range_ = field(1, field(1, 7)) + field(2, field(1, 9))
    told = field(1, "d") + field(3, "Rule: text (line 7)") + field(4, "more") + field(5, "https://x")
    (warning,) = decode(field(4, told + field(7, range_))).warnings
    assert (warning.short, warning.detail) == ("Rule: text (line 7)", ("more",))
    assert (warning.url, warning.line) == ("https://x", 7)


def test_fields_that_are_not_known_are_passed_over():
    fixed = varint(13 << 3 | 5) + b"1234" + varint(14 << 3 | 1) + b"12345678"
    unknown = field(9, 12) + field(12, "x") + fixed
    (vertex,) = decode(field(1, unknown + field(3, "name") + unknown) + field(77, "new")).vertexes
    assert vertex.name == "name"


@pytest.mark.parametrize("broken", [b"\x0a\xff", b"\x0a\x05ab", b"\x80", b"\x0b", b"\x09abc"])
def test_a_message_that_breaks_off_is_refused(broken):
    with pytest.raises(MalformedMessage):
        list(fields(broken))
