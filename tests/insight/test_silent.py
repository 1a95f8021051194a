"""Mistakes without an error message, found in what was built: on the embedded engine, so everywhere."""

from __future__ import annotations

import pytest

from tutor.insight.explaining import explain
from tutor.insight.silent import silent_mistakes


@pytest.fixture
def found(built, tmp_path):
    """Key and line of each silent mistake of a text, with what is said of it."""

    def find(text, **more):
        result = built(text, tmp_path, **more)
        return {
            (one.cause.key, one.line): one.cause for one in silent_mistakes(result, explain(result, text))
        }

    return find


TESTED = """FROM busybox AS build
RUN echo built > /made
FROM build AS test
RUN echo tested
RUN echo twice
FROM busybox
COPY --from={} /made /made
"""


def test_a_stage_that_nothing_needs_is_told_with_what_did_not_run(found):
    mistakes = found(TESTED.format("build"))
    assert list(mistakes) == [("E11", 3)]
    cause = mistakes["E11", 3]
    assert "test" in cause.meaning
    assert "2 RUNs" in cause.meaning
    assert cause.lesson == 8


def test_a_stage_that_the_image_needs_is_no_mistake(found):
    assert found(TESTED.format("test")) == {}


def test_a_stage_that_only_the_target_leaves_out_is_no_mistake(found):
    assert found(TESTED.format("build"), target="build") == {}


def test_a_skipped_stage_without_steps_is_no_mistake(found):
    assert found("FROM busybox AS tools\nFROM busybox\nRUN echo one\n") == {}


def test_what_is_deleted_in_a_later_layer_is_told_with_both_lines(found):
    text = "FROM busybox\nRUN head -c 20000 /bin/busybox > /big\nRUN echo between\nRUN rm /big\n"
    text = text.replace("head -c 20000 /bin/busybox > /big", "cp /bin/busybox /big")
    mistakes = found(text)
    assert list(mistakes) == [("E18", 4)]
    assert "Line 4 deletes" in mistakes["E18", 4].meaning
    assert "line 2" in mistakes["E18", 4].meaning


def test_what_is_deleted_where_it_was_made_is_no_mistake(found):
    assert found("FROM busybox\nRUN cp /bin/busybox /big && rm /big\n") == {}


def test_what_the_base_brought_cannot_be_mended_by_the_learner(found):
    assert found("FROM busybox\nRUN rm /bin/busybox\n") == {}


def test_a_few_bytes_deleted_late_are_not_worth_a_word(found):
    assert found("FROM busybox\nRUN echo x > /small\nRUN rm /small\n") == {}


def test_a_secret_in_a_shipped_argument_is_told_at_its_line_and_without_its_value(found):
    mistakes = found("FROM busybox\nARG API_TOKEN=geheim-4711\nRUN echo hello\n")
    assert list(mistakes) == [("E17", 2)]
    assert "geheim" not in mistakes["E17", 2].meaning
    assert mistakes["E17", 2].lesson == 2


def test_a_secret_that_stays_behind_with_its_stage_is_no_mistake_of_the_image(found):
    build = "FROM busybox AS build\nARG API_TOKEN=x\nRUN echo hi > /made\n"
    assert found(f"{build}FROM scratch\nCOPY --from=build /made /\n") == {}
