"""Which line of an engine's history made which layer."""

from __future__ import annotations

from tutor.engine.moby.layered import instructions
from tutor.image import HistoryLine


def test_lines_that_only_change_the_config_made_none():
    history = [
        HistoryLine("/bin/sh -c #(nop) ADD file:1 in / "),
        HistoryLine('/bin/sh -c #(nop)  CMD ["bash"]'),
        HistoryLine("ENV A=b"),
        HistoryLine("RUN /bin/sh -c true # buildkit"),
        HistoryLine("WORKDIR /w"),
        HistoryLine('ENTRYPOINT ["/x"]'),
    ]
    assert instructions(history, 3) == [
        "/bin/sh -c #(nop) ADD file:1 in / ",
        "RUN /bin/sh -c true # buildkit",
        "WORKDIR /w",
    ]


def test_lines_with_bytes_made_them_where_the_words_do_not_fit():
    history = [HistoryLine("odd", 5), HistoryLine("COPY x", 0), HistoryLine("RUN y", 7)]
    assert instructions(history, 2) == ["odd", "RUN y"]


def test_where_nothing_fits_nobody_tells():
    assert instructions([HistoryLine("RUN x")], 2) == ["", ""]
