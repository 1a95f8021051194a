"""A lesson that is wrong is told so at the exact place, with what would be right."""

from __future__ import annotations

import pytest
from made import TOML, LessonFolder

from tutor.course import LessonError
from tutor.course.goals import Runs, Stages
from tutor.course.lesson import HttpSpec, ProofSpec


def fault_of(lesson_folder: LessonFolder) -> LessonError:
    with pytest.raises(LessonError) as caught:
        lesson_folder.load()
    return caught.value


def place_of(text: str, part: str, nth: int = 1) -> tuple[int, int]:
    at = -1
    for _ in range(nth):
        at = text.index(part, at + 1)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def test_a_lesson_is_read_with_all_that_belongs_to_it(lesson, lesson_folder):
    assert (lesson.number, lesson.slug, lesson.name) == (3, "a-second-from", "03-a-second-from")
    assert lesson.app_folder == lesson_folder.app
    assert lesson.text == "A stage is a FROM.\n"
    assert lesson.after == "Only the last one ships.\n"
    assert lesson.start.startswith("FROM golang")
    assert [goal.id for goal in lesson.goals] == ["two-stages", "runs"]
    assert lesson.goals[0].check == Stages(at_least=2)
    assert [hint.diff for hint in lesson.hints] == [False, False, True]
    assert [mistake.cause for mistake in lesson.mistakes] == ["E1", None]
    assert "biuld" in lesson.mistakes[0].text
    assert lesson.quiz.answer == 1


def test_a_run_goal_takes_from_the_lessons_run_what_it_leaves_out(lesson):
    check = lesson.goals[1].check
    assert isinstance(check, Runs)
    assert check.stdin == "1 + 2\n"
    assert check.arguments == ()
    assert check.exit_code == 0


def test_a_run_goal_keeps_its_own_input(lesson_folder):
    lesson_folder.edit('stdout_contains = "Result: 3"', 'stdin = ""\nstdout_contains = "Result: 3"')
    assert lesson_folder.load().goals[1].check.stdin == ""


FAULTS = {
    "an unknown key on top": ("minutes =", "minuets =", "minuets", "unknown key `minuets`", "`minutes`"),
    "an unknown key of a goal": (
        "at_least =",
        "at_leest =",
        "at_leest",
        "unknown key `at_leest`",
        "`at_least`",
    ),
    "a misspelt key that all goals have": (
        'why_not = "The',
        'why_nto = "The',
        "why_nto",
        "unknown key `why_nto`",
        "`why_not`",
    ),
    "a key of another kind of check": (
        "at_least = 2",
        "glob = 2",
        "glob",
        "unknown key `glob`",
        "Known here: id, title, check",
    ),
    "an unknown key of a hint": ("diff = true", "dif = true", "dif =", "unknown key `dif`", "`diff`"),
    "an unknown key of the quiz": (
        "explanation",
        "explantion",
        "explantion",
        "unknown key `explantion`",
        "`explanation`",
    ),
    "text for a number": (
        "minutes = 10",
        'minutes = "ten"',
        "minutes",
        "expected a whole number, got text in quotes",
        "",
    ),
    "text for a goal's number": (
        "at_least = 2",
        'at_least = "2"',
        "at_least",
        "expected a whole number, got text",
        "",
    ),
    "a number in a list of texts": (
        'covers = ["S3"]',
        'covers = ["S3", 3]',
        "3]\nprereq",
        "expected text in quotes",
        "",
    ),
    "a table for a text": (
        'stdin = "1 + 2\\n"',
        "stdin = { a = 1 }",
        "stdin",
        "expected text in quotes, got a table",
        "",
    ),
    "a missing key": (
        'summary = "Build in one stage, ship from another."\n',
        "",
        "schema",
        "the key `summary` is missing",
        "Add `summary = …`",
    ),
    "a goal without a check": (
        'check = "stages"\n',
        "",
        "[[goals]]",
        "the key `check` is missing",
        "stages, base",
    ),
    "a goal without why_not": (
        'why_not = "The Dockerfile has {stages}."\n',
        "",
        "[[goals]]",
        "`why_not` is missing",
        "",
    ),
    "an unknown kind of check": (
        'check = "stages"',
        'check = "stagse"',
        "check",
        "no kind of check is called 'stagse'",
        "`stages`",
    ),
    "a kind like no other": (
        'check = "stages"',
        'check = "weather"',
        "check",
        "'weather'",
        "There are: stages, base",
    ),
    "a second goal of one id": (
        'id = "runs"',
        'id = "two-stages"',
        'id = "two-stages"\ntitle = "It',
        "a second goal 'two-stages'",
        "line 16",
    ),
    "an id that is none": ('id = "two-stages"', 'id = "Two Stages"', 'id = "Two', "is no id", "lower-case"),
    "a hint without text": ('text = "A pointer."', 'text = " "', 'text = " "', "a hint without text", ""),
    "two hints": (
        '[[hints]]\ntext = "A pointer."\n\n',
        "",
        '[[hints]]\ntext = "The way',
        "2 hints, not 3",
        "a pointer",
    ),
    "a diff too early": (
        'text = "A nudge."',
        'text = "A nudge."\ndiff = true',
        "diff",
        "only the last hint",
        "",
    ),
    "an answer out of range": (
        "answer = 1",
        "answer = 2",
        "answer",
        "answer 2 is none of the 2 choices",
        "at most 1",
    ),
    "a negative answer": ("answer = 1", "answer = -1", "answer", "answer -1", ""),
    "a single choice": (
        'choices = ["All stages", "The last stage"]',
        'choices = ["All"]',
        "choices",
        "two choices",
        "",
    ),
    "an unknown fact": (
        "has {stages}",
        "has {stagse}",
        'why_not = "The',
        "measures no {stagse}",
        "{stages}, {used}",
    ),
    "a lone brace": ("has {stages}", "has {stages", 'why_not = "The', "a single {", "{{"),
    "an attribute of a fact": ("has {stages}", "has {stages.x}", 'why_not = "The', "a single {", ""),
    "no reason": (
        'why_not = "The Dockerfile has {stages}."',
        'why_not = ""',
        'why_not = ""',
        "an empty why_not",
        "{stages}",
    ),
    "a contradiction": (
        "at_least = 2",
        "at_least = 2\nat_most = 1",
        "[[goals]]",
        "at_most no less than at_least",
        "",
    ),
    "an unknown cause": ('cause = "E1"', 'cause = "E99"', "cause", "no cause is called 'E99'", "E1, "),
    "an unknown goal of a mistake": (
        'goal = "two-stages"',
        'goal = "two-stage"',
        "goal = ",
        "no goal is called 'two-stage'",
        "`two-stages`",
    ),
    "two signs of one mistake": (
        'cause = "E1"',
        'cause = "E1"\ngoal = "runs"',
        "[[mistakes]]",
        "one thing",
        "",
    ),
    "no sign of a mistake": ('cause = "E1"\n', "", "[[mistakes]]", "one thing", ""),
    "an unknown companion": (
        'while_passed = ["runs"]',
        'while_passed = ["rnus"]',
        '"rnus"',
        "'rnus' is no other goal",
        "`runs`",
    ),
    "a missing wrong turn": (
        "wrong/misspelt.Dockerfile",
        "wrong/mispelt.Dockerfile",
        "file = ",
        "mispelt.Dockerfile cannot be read",
        "a file that is there",
    ),
    "a file above the lesson": (
        "wrong/misspelt.Dockerfile",
        "../other/Dockerfile",
        "file = ",
        "outside of the lesson",
        "",
    ),
    "an absolute file": ("wrong/misspelt.Dockerfile", "/etc/passwd", "file = ", "outside of the lesson", ""),
    "an unknown application": (
        'app = "calculator"',
        'app = "calclator"',
        "app",
        "'calclator'",
        "`calculator`",
    ),
    "a folder of another name": (
        "number = 3",
        "number = 4",
        "slug",
        "the folder is called 03-a-second-from",
        "04-a-second-from",
    ),
    "a prerequisite that comes later": (
        "prerequisites = [1]",
        "prerequisites = [1, 3]",
        "3]\nimages",
        "does not come before",
        "",
    ),
    "another schema": ("schema = 1", "schema = 2", "schema", "reads schema 1", ""),
    "a lesson of no time": ("minutes = 10", "minutes = 0", "minutes", "a minute or more", ""),
}


PROOF = """
[run.http]
port = 8080
also = ["/healthz"]

[proof]
red_at_start = ["two-stages"]
start_cause = "missing-base"
solution_bytes = [1_000, 2_000]
"""


def with_proof(folder, old="", new=""):
    folder.edit("\n[[goals]]", f"{PROOF.replace(old, new)}\n[[goals]]")
    return folder


def test_a_lesson_says_what_proves_it_and_how_its_server_is_asked(lesson_folder):
    lesson = with_proof(lesson_folder).load()
    assert lesson.proof == ProofSpec(("two-stages",), "missing-base", (1_000, 2_000))
    assert lesson.run.http == HttpSpec(8080, "/", ("/healthz",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("8080", "0", "0 is no port"),
        ('"/healthz"', '"healthz"', "'healthz' is no path"),
        ('["two-stages"]', '["two-stages", "*"]', "no goal is called '*'"),
        ('["two-stages"]', "[]", "leaves nothing to do"),
        ("missing-base", "E99", "no cause is called 'E99'"),
        ("1_000,", "3_000,", "the first number is the smaller one"),
    ],
)
def test_a_proof_or_a_request_that_cannot_be_is_told(lesson_folder, old, new, message):
    error = fault_of(with_proof(lesson_folder, old, new))
    assert message in error.message
    assert error.line > 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_at_its_line_and_column_with_what_would_be_right(lesson_folder, name):
    old, new, at, message, advice = FAULTS[name]
    lesson_folder.edit(old, new)
    error = fault_of(lesson_folder)
    line, column = place_of(lesson_folder.toml.read_text(), at)
    assert (error.path, error.line, error.column) == (lesson_folder.toml, line, column)
    assert message in error.message
    assert advice in error.advice
    assert str(error).startswith(f"{lesson_folder.toml}:{line}:{column}: {error.message}.")


def test_a_syntax_error_is_told_where_the_parser_stopped(lesson_folder):
    lesson_folder.edit("minutes = 10", "minutes = ")
    error = fault_of(lesson_folder)
    line, column = place_of(lesson_folder.toml.read_text(), "minutes = ")
    assert (error.line, error.column) == (line, column + len("minutes = "))
    assert error.message.startswith("not TOML: ")


def test_a_text_that_breaks_off_is_told_at_its_end(lesson_folder):
    lesson_folder.toml.write_text('schema = 1\ntitle = "A')
    error = fault_of(lesson_folder)
    assert (error.line, error.column) == (2, 11)


def test_a_value_of_few_choices_names_them(lesson_folder):
    lesson_folder.edit(
        'check = "stages"\nat_least = 2', 'check = "final-ratio"\nat_most = 0.05\nof = "biggest"'
    )
    lesson_folder.edit("The Dockerfile has {stages}.", "{percent}")
    error = fault_of(lesson_folder)
    assert (error.line, error.column) == place_of(lesson_folder.toml.read_text(), "of = ")
    assert "largest-stage" in error.advice
    assert "baseline" in error.advice


@pytest.mark.parametrize("name", ["lesson.md", "Dockerfile", "solution.Dockerfile", "lesson.toml"])
def test_a_missing_file_is_named(lesson_folder, name):
    (lesson_folder.folder / name).unlink()
    error = fault_of(lesson_folder)
    assert error.path == lesson_folder.folder / name
    assert "cannot be read" in error.message


def test_a_file_that_is_no_utf_8_is_named_with_the_place_of_the_byte(lesson_folder):
    (lesson_folder.folder / "lesson.md").write_bytes("Grüße\nund ".encode() + b"\xfc\n")
    error = fault_of(lesson_folder)
    assert (error.path.name, error.line, error.column) == ("lesson.md", 2, 5)


def test_a_symlink_does_not_lead_a_lesson_out_of_its_folder(lesson_folder):
    (lesson_folder.folder / "wrong" / "misspelt.Dockerfile").unlink()
    (lesson_folder.folder / "wrong" / "misspelt.Dockerfile").symlink_to("/etc/hostname")
    assert "outside of the lesson" in fault_of(lesson_folder).message


def test_a_text_without_an_after_note_is_told_at_its_end(lesson_folder):
    lesson_folder.write("lesson.md", "Text.\n\n```\n## After\n```\n")
    error = fault_of(lesson_folder)
    assert (error.path.name, error.line) == ("lesson.md", 6)


def test_a_heading_in_a_code_block_does_not_end_the_text(lesson_folder):
    lesson_folder.write("lesson.md", "Text.\n\n~~~\n## After\n~~~\n\n## After\n\nNote.\n")
    lesson = lesson_folder.load()
    assert lesson.text == "Text.\n\n~~~\n## After\n~~~\n"
    assert lesson.after == "Note.\n"


def test_a_lesson_reads_the_same_with_windows_line_ends(lesson_folder):
    lesson_folder.toml.write_bytes(TOML.replace("\n", "\r\n").replace("at_least", "at_leest").encode())
    error = fault_of(lesson_folder)
    assert (error.line, error.column) == place_of(TOML, "at_least")


def test_a_why_not_on_lines_of_its_own_ends_without_one(lesson_folder):
    lesson_folder.edit('"The Dockerfile has {stages}."', '"""\nThe Dockerfile has {stages}.\n"""')
    assert lesson_folder.load().goals[0].why_not == "The Dockerfile has {stages}."
