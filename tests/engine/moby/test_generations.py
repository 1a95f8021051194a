"""Listings are told apart by the run of the steps before them; that they are is held to real engines."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine.events import StepFinished, StepStarted
from tutor.engine.moby.generations import MOST_KEPT, KeptWords, words_of
from tutor.engine.moby.journal import Journal

TEXT = """\
FROM debian AS build
COPY a /a
RUN make
FROM build AS test
RUN test
FROM scratch
COPY --from=build /a /a
"""


@pytest.fixture
def build(tmp_path):
    """The words of a build that carried out these lines and took the others from the cache."""

    def made(*lines, text=TEXT, whose="docker"):
        dockerfile = parse(text)
        journal = Journal(dockerfile)
        for stage in dockerfile.stages:
            for instruction in stage.instructions[1:]:
                line = instruction.lines.first
                journal.note(StepStarted(str(line), "", stage.index, line))
                journal.note(StepFinished(str(line), line not in lines, 0.0))
        kept = KeptWords(tmp_path / "home" / "listings.json")
        words = words_of(dockerfile, journal, whose, kept)
        kept.save()
        return words

    return made


def changed(one, other) -> set[tuple[int, int]]:
    return {place for place in one if one[place] != other[place]}


def test_a_second_build_from_the_cache_keeps_its_words(build):
    first = build(2, 3, 5, 7)
    assert changed(first, build()) == set()
    assert first[0, 0] == "", "a base is told apart by its digest"
    assert len({word for word in first.values() if word}) == 4


def test_a_step_that_is_carried_out_again_changes_its_word_and_those_after_it(build):
    first = build(2, 3, 5, 7)
    second = build(3)
    assert changed(first, second) == {(0, 2), (1, 1)}
    assert changed(second, build()) == set()


def test_another_stage_goes_on_as_it_was(build):
    assert changed(build(2, 3, 5, 7), build(7)) == {(2, 1)}


def test_a_workdir_that_is_made_anew_is_the_same(build):
    text = "FROM scratch\nWORKDIR /app\nCOPY a a\n"
    assert changed(build(2, 3, text=text), build(2, text=text)) == set()


def test_builds_of_other_arguments_share_no_word(build):
    assert len(changed(build(), build(whose="docker A=1"))) == 4


def test_a_file_that_cannot_be_read_or_written_costs_only_the_words(tmp_path, build):
    first = build()
    file = tmp_path / "home" / "listings.json"
    file.write_text("{")
    assert len(changed(first, build())) == 4
    file.unlink()
    file.mkdir()
    assert len(changed(build(), build())) == 4
    assert [path.name for path in file.parent.iterdir()] == ["listings.json"], "no draft is left"


def test_the_oldest_words_go(tmp_path):
    kept = KeptWords(tmp_path / "listings.json")
    words = [kept.word(str(number), new=False) for number in range(MOST_KEPT + 5)]
    assert kept.word("0", new=False) == words[0], "used again, so it is young"
    kept.save()
    again = KeptWords(tmp_path / "listings.json")
    assert again.word("0", new=False) == words[0]
    assert again.word("9", new=False) == words[9]
    assert again.word("1", new=False) != words[1]
