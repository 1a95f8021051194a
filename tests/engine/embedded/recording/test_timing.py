from __future__ import annotations

from tutor.engine.embedded.catalogue.format import Chunk
from tutor.engine.embedded.recording.timing import within


def test_output_never_comes_after_the_end():
    output = [Chunk(0.1, "stdout", b"a"), Chunk(0.5, "stderr", b"b"), Chunk(0.9, "stdout", b"c")]
    assert [chunk.at for chunk in within(0.6, output)] == [0.0, 0.2, 0.6]
    assert within(0.9, output) == tuple(output)
    assert within(0.0, []) == ()
