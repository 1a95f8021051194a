"""Vertex names to instructions."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine.moby.steps import Place, Steps, text_of

THREE_STAGES = """\
FROM golang:1.27 AS Build
WORKDIR /src
ENV A=1
COPY . .
RUN go build
FROM build
RUN true
FROM scratch AS final
COPY --from=build /a /a
CMD ["/a"]
"""


def place(text: str, name: str) -> Place | None:
    return Steps(parse(text)).place(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("[build 1/4] FROM docker.io/library/golang:1.27@sha256:1234", Place(0, 0)),
        ("[build 2/4] WORKDIR /src", Place(0, 1)),
        ("[build 3/4] COPY . .", Place(0, 3)),
        ("[build 4/4] RUN go build", Place(0, 4)),
        ("[linux/amd64 build 4/4] RUN go build", Place(0, 4)),
        ("[linux/arm64->amd64 build 4/4] RUN go build", Place(0, 4)),
        ("[stage-1 1/1] RUN true", Place(1, 1)),
        ("[final 1/1] COPY --from=build /a /a", Place(2, 1)),
        ("[internal] load build context", None),
        ("exporting to image", None),
        ("[nobody 1/1] RUN true", None),
    ],
)
def test_a_vertex_stands_for_the_instruction_that_its_name_counts(name, expected):
    assert place(THREE_STAGES, name) == expected


def test_a_single_stage_without_a_name_needs_none():
    text = "FROM debian\nRUN a\nRUN b\n"
    assert place(text, "[2/3] RUN a") == Place(0, 1)
    assert place(text, "[linux/amd64 3/3] RUN b") == Place(0, 2)


def test_numbers_are_padded_in_long_stages():
    text = "FROM debian AS long\n" + "".join(f"RUN {number}\n" for number in range(11))
    assert place(text, "[long  2/12] RUN 0") == Place(0, 1)
    assert place(text, "[long 12/12] RUN 10") == Place(0, 11)


def test_triggers_of_the_base_count_before_the_stages_own_steps():
    text = "FROM onbuild-base AS app\nRUN mine\n"
    assert place(text, "[app 2/4] RUN trigger one") == Place(0, 0)
    assert place(text, "[app 4/4] RUN mine") == Place(0, 1)


def test_a_workdir_of_the_root_takes_no_number():
    text = "FROM debian AS a\nWORKDIR /\nCOPY x /\nRUN y\n"
    assert place(text, "[a 2/4] COPY x /") == Place(0, 2)
    assert place(text, "[a 3/4] RUN y") == Place(0, 3)


def test_of_two_stages_with_one_name_the_later_counts():
    assert place("FROM a AS x\nRUN 1\nFROM b AS x\nRUN 2\n", "[x 2/2] RUN 2") == Place(1, 1)


def test_a_heredoc_is_shown_by_its_first_line():
    text = "FROM debian AS a\nRUN <<EOT\necho one\nEOT\nCOPY <<EOT /x\nhello\nEOT\n"
    assert place(text, "[a 2/3] RUN <<EOT (echo one)") == Place(0, 1)
    assert place(text, "[a 3/3] COPY <<EOT /x") == Place(0, 2)


def test_steps_that_stand_for_no_instruction_have_plain_words():
    assert text_of("copy /context /") == "unpack build context"
    assert text_of("[build 2/4] WORKDIR /src") == "[build 2/4] WORKDIR /src"
