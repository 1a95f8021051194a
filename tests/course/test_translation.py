"""A lesson in another language: text by text, with what is not translated as it was."""

from __future__ import annotations

import pytest
from whole import TEXT, whole_lesson

from tutor.course import Course, LessonError
from tutor.course.checking import PACK, written_problems
from tutor.course.language import wanted_language
from tutor.course.packs import add_pack
from tutor.course.translation import languages_of, texts_of, translated

GERMAN = """\
title = "Ein zweites FROM"
hints = ["Ein Stups.", "Ein Wink.", "Der Weg."]

[goals.two-stages]
why_not = "Stages: {stages}."

[mistakes."wrong/misspelt.Dockerfile"]
title = "Verschrieben"

[quiz]
choices = ["Alle", "Die letzte", "Keine"]
"""


@pytest.fixture
def whole(tmp_path):
    whole = whole_lesson(tmp_path / "pack")
    whole.write("lesson.de.toml", GERMAN)
    whole.write("lesson.de.md", TEXT.replace("A stage is a FROM.", "Eine Stage ist ein FROM."))
    return whole


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "sr_RS@latin"}, "sr_RS"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr_FR"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR", "LC_ALL": "es_ES"}, "es_ES"),
        ({"LC_ALL": "es_ES", "DISTILL_LANG": "de"}, "de"),
        ({"LANG": "de_DE", "LC_ALL": ""}, "de_DE"),
        ({"LANG": "de_DE", "LC_ALL": "C"}, None),
        ({"DISTILL_LANG": "../../etc"}, None),
    ],
)
def test_the_first_variable_that_is_set_tells_the_language(environment, language):
    assert wanted_language(environment) == language


def test_texts_are_translated_and_the_rest_stays(whole):
    lesson, german = whole.load(), translated(whole.load(), "de")
    assert (german.title, german.summary) == ("Ein zweites FROM", lesson.summary)
    assert german.text.startswith("Eine Stage ist ein FROM.")
    assert [hint.text for hint in german.hints] == ["Ein Stups.", "Ein Wink.", "Der Weg."]
    assert [hint.diff for hint in german.hints] == [False, False, True]
    assert (german.goals[0].title, german.goals[0].why_not) == ("Two stages", "Stages: {stages}.")
    assert german.goals[1] == lesson.goals[1]
    assert (german.mistakes[0].title, german.mistakes[0].hint) == ("Verschrieben", "Compare the names.")
    assert (german.quiz.choices[1], german.quiz.question) == ("Die letzte", lesson.quiz.question)
    assert (german.start, german.solution, german.slug) == (lesson.start, lesson.solution, lesson.slug)
    assert german.goals[0].check is not None
    assert german.goals[0].check == lesson.goals[0].check


@pytest.mark.parametrize(
    ("language", "title"), [("de_AT", "Ein zweites FROM"), ("fr", "A second FROM"), (None, "A second FROM")]
)
def test_a_region_falls_back_to_its_language_and_that_to_the_original(whole, language, title):
    assert translated(whole.load(), language).title == title


def test_a_translation_of_the_text_alone_will_do(whole):
    (whole.folder / "lesson.de.toml").unlink()
    german = translated(whole.load(), "de")
    assert (german.title, german.text[:10]) == ("A second FROM", "Eine Stage")


FAULTS = {
    "an unknown key": ("title =", "titel =", "titel", "unknown key"),
    "a goal that is none": ("goals.two-stages", "goals.two-stage", "[goals", "no goal is called"),
    "a fact that is not measured": ("{stages}", "{stufen}", "why_not", "measures no {stufen}"),
    "a mistake that is none": ("wrong/misspelt", "wrong/mispelt", "[mistakes", "no mistake has the file"),
    "a hint too few": ('"Ein Wink.", ', "", "hints", "2 hints, not 3"),
    "a choice too few": (', "Keine"', "", "choices", "2 choices, not 3"),
    "no TOML": ("title =", "title", "title", "not TOML"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_translation_is_told_at_its_place_and_by_the_check(whole, name):
    old, new, at, message = FAULTS[name]
    text = GERMAN.replace(old, new, 1)
    whole.write("lesson.de.toml", text)
    with pytest.raises(LessonError) as caught:
        translated(whole.load(), "de")
    line = text.count("\n", 0, text.index(at)) + 1
    assert (caught.value.path.name, caught.value.line) == ("lesson.de.toml", line)
    assert message in caught.value.message
    (problem,) = written_problems(whole.load(), PACK)
    assert (problem.path.name, problem.line) == ("lesson.de.toml", line)


def test_a_translation_that_fits_is_no_problem_and_one_that_tells_other_things_is(whole):
    assert written_problems(whole.load(), PACK) == ()
    whole.write("lesson.de.toml", GERMAN.replace("Stages: {stages}.", "Zu wenig."))
    whole.write("lesson.de.md", TEXT.replace("A stage", "1. Eine Stage").replace("/build/)", "/bauen/)"))
    assert [
        (problem.path.name, problem.message.partition(":")[0])
        for problem in written_problems(whole.load(), PACK)
    ] == [
        ("lesson.de.md", "other links than lesson.md"),
        ("lesson.de.md", "other steps than lesson.md"),
        ("lesson.de.toml", "it tells no fact, and the original {stages}"),
    ]


def test_a_pack_with_a_broken_translation_is_refused(whole, tmp_path):
    whole.write("lesson.de.toml", "titel = 1\n")
    with pytest.raises(LessonError, match=r"lesson\.de\.toml:1"):
        add_pack(str(whole.root), now=0, root=tmp_path / "packs")


def test_the_first_lesson_is_german_for_those_who_ask_for_it(monkeypatch):
    monkeypatch.setenv("DISTILL_LANG", "de_DE.UTF-8")
    lesson = Course.load().find("1")
    assert lesson.title == "Das dicke Image"
    assert "Jetzt du" in lesson.text
    assert Course.load().find("3").title == "A second FROM"


def test_the_german_of_the_first_lesson_is_complete():
    from tutor.course.faults import Source

    lesson = Course.load().find("1")
    assert languages_of(lesson.folder) == ("de",)
    texts = texts_of(Source.read(lesson.folder / "lesson.de.toml"))
    assert all(
        [
            texts.title,
            texts.summary,
            texts.hints,
            texts.quiz.question,
            texts.quiz.choices,
            texts.quiz.explanation,
        ]
    )
    assert set(texts.goals) == {goal.id for goal in lesson.goals}
    assert set(texts.mistakes) == {mistake.file for mistake in lesson.mistakes}
    assert all(each.title and each.why_not for each in texts.goals.values())
    assert all(each.title and each.hint for each in texts.mistakes.values())
