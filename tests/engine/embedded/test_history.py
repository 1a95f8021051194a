"""The history that `docker history` showed for the same lines on Docker 28.5."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine.embedded.history import history_line
from tutor.image import begin_stage, config_after

SHOWN = [
    ('ENV A=b C="d e"', "ENV A=b C=d e"),
    ("ARG W=one", "ARG W=one"),
    ("WORKDIR /work/deep", "WORKDIR /work/deep"),
    ("COPY . ./", "COPY . ./ # buildkit"),
    ("RUN echo hi > x && echo out", "RUN /bin/sh -c echo hi > x && echo out # buildkit"),
    ('RUN ["/bin/true", "a b"]', "RUN /bin/true a b # buildkit"),
    ("LABEL a=b", "LABEL a=b"),
    ("EXPOSE 80", "EXPOSE [80/tcp]"),
    ("EXPOSE 80 53/udp", "EXPOSE [53/udp 80/tcp]"),
    ("VOLUME /data", "VOLUME [/data]"),
    ("USER 1000", "USER 1000"),
    ('SHELL ["/bin/sh","-ec"]', "SHELL [/bin/sh -ec]"),
    ("STOPSIGNAL SIGINT", "STOPSIGNAL SIGINT"),
    (
        "HEALTHCHECK --interval=5s CMD true",
        'HEALTHCHECK &{["CMD-SHELL" "true"] "5s" "0s" "0s" "0s" \'\\x00\'}',
    ),
    ("ADD input /in", "ADD input /in # buildkit"),
    ("COPY --from=build /work/deep/sub /b", "COPY /work/deep/sub /b # buildkit"),
    ('ENTRYPOINT ["/b"]', 'ENTRYPOINT ["/b"]'),
    ("CMD a b", 'CMD ["/bin/sh" "-c" "a b"]'),
]


@pytest.mark.parametrize(("written", "shown"), SHOWN)
def test_a_line_of_history_reads_as_docker_writes_it(written, shown):
    instruction = parse(f"FROM scratch\n{written}\n").stages[0].instructions[1]
    config = config_after(begin_stage(None), instruction)
    assert history_line(instruction, config, {}).created_by == shown


def test_a_run_shows_the_args_that_it_sees():
    instruction = parse("FROM scratch\nARG W=one\nRUN true\n").stages[0].instructions[2]
    line = history_line(instruction, begin_stage(None), {"W": "one"})
    assert line.created_by == "RUN |1 W=one /bin/sh -c true # buildkit"


def test_a_run_shows_args_without_a_value_as_empty_and_with_that_of_an_env_of_their_name():
    instructions = parse("FROM scratch\nENV E=set\nRUN true\n").stages[0].instructions
    config = config_after(begin_stage(None), instructions[1])
    line = history_line(instructions[2], config, {"E": "one", "W": None})
    assert line.created_by == "RUN |2 E=set W= /bin/sh -c true # buildkit"


def test_an_instruction_that_stores_nothing_is_told_as_empty():
    stage = parse("FROM scratch\nENV A=1\nCOPY a b\n").stages[0]
    told = [history_line(instruction, begin_stage(None), {}) for instruction in stage.instructions[1:]]
    assert [line.empty for line in told] == [True, False]
