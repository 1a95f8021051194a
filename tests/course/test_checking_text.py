"""What an author is told about a lesson as it is written, with file, line and what to do."""

from __future__ import annotations

import pytest
from made import SOLUTION, START
from whole import ANSWER, TEXT, whole_lesson

from tutor.course.checking import COURSE, PACK, written_problems
from tutor.course.checking.hints import applied
from tutor.course.checking.prose import link_fault
from tutor.course.hints import solution_diff


@pytest.fixture
def whole(tmp_path):
    return whole_lesson(tmp_path / "pack")


def told(whole, standard=PACK):
    return written_problems(whole.load(), standard)


def only(whole, standard=PACK):
    (problem,) = told(whole, standard)
    assert problem.advice
    return problem


def test_a_lesson_that_keeps_to_the_rules_has_no_problems(whole):
    assert told(whole) == ()


TEXTS = {
    "too many words": (TEXT.replace("A stage is a FROM.", "word\n" * 250), 1, "the concept has 25"),
    "no drawing": (TEXT.replace("```", ""), 1, "0 drawings and tables"),
    "a table besides": (TEXT.replace("## After", "| a | b |\n|---|---|\n\n## After"), 1, "2 drawings"),
    "a wide line": (TEXT.replace("Only the last one", "Only the last one " * 8), 9, "a line of 1"),
    "a wide drawing": (TEXT.replace("──▶", "─" * 70 + "▶"), 4, "a drawing of 83 columns"),
    "no further reading": (TEXT.partition("Read on")[0], 10, "where to read on"),
    "a link by http": (
        TEXT.replace("https://docs.docker.com/build/)", "http://docs.docker.com/)"),
        1,
        "is not https",
    ),
    "an open link": (TEXT.replace("docker.com/build/)", "docker.com/build/"), 1, "not closed"),
    "a link to nowhere": (
        TEXT.replace("https://docs.docker.com/build/)", "https://docs/)"),
        1,
        "names no host",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_fault_of_the_text_is_named_at_its_line(whole, name):
    text, line, message = TEXTS[name]
    whole.write("lesson.md", text)
    problem = only(whole)
    assert (problem.path.name, problem.line) == ("lesson.md", line)
    assert message in problem.message


def test_a_table_in_a_drawing_is_no_table_and_a_link_in_code_is_no_link(whole):
    whole.write("lesson.md", TEXT.replace("build ──▶", "|---|\n[a](b").replace("A stage", "`[a](b` A stage"))
    assert told(whole) == ()


MANIFESTS = {
    "a long goal": ("Two stages", "Two stages, and not one more", "title =", "a title of 28 characters"),
    "the answer in the nudge": ("A nudge.", "Write FROM scratch below.", "[[hints]]", "'FROM scratch'"),
    "a repeated hint": ("A pointer.", "A nudge.", "[[hints]]", "say the same"),
    "two choices": ('["All", "The last", "None"]', '["All", "The last"]', "choices", "2 choices"),
    "equal choices": ('["All", "The last", "None"]', '["All", "All ", "None"]', "choices", "the same"),
    "nothing explained": ("Only the last stage is", 'Yes."\n#', "explanation", "an explanation of 1 word"),
    "an unknown point": ('covers = ["S3"]', 'covers = ["S3", "S21"]', '"S21"', "no point 'S21'"),
    "a point twice": ('covers = ["S3"]', 'covers = ["S3", "S3"]', '"S3"]', "twice"),
    "an image that is not listed": (
        'images = ["golang:1.27-trixie"]',
        "images = []",
        "images",
        "is not listed",
    ),
    "an image that nothing asks for": (
        'images = ["',
        'images = ["node:24", "',
        '"node:24"',
        "asks for node:24",
    ),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_fault_of_the_manifest_is_named_at_its_line(whole, name):
    old, new, at, message = MANIFESTS[name]
    whole.edit(old, new)
    problem = told(whole)[0]
    text = whole.toml.read_text()
    start = text.index("[[goals]]") if at == "title =" else 0
    assert problem.line == text.count("\n", 0, text.index(at, start)) + 1
    assert message in problem.message


def test_a_lesson_without_a_proof_is_asked_for_one(whole):
    whole.edit('[proof]\nred_at_start = ["two-stages"]\n', "")
    assert "there is no [proof]" in only(whole).message


def test_the_course_asks_for_more_than_a_pack(whole):
    whole.edit('covers = ["S3"]', "covers = []")
    assert [problem.message for problem in told(whole, COURSE)] == [
        "1 other right answers in answers/",
        "the lesson covers nothing",
    ]


FILES = {
    "an undeclared wrong turn": ("wrong/other.Dockerfile", START + "# another\n", "no [[mistakes]] declares"),
    "the start as a wrong turn": ("wrong/one-stage.Dockerfile", START, "the start or the solution"),
    "an answer that is the solution": (
        "answers/same.Dockerfile",
        "# mine\n" + SOLUTION,
        "same as the solution",
    ),
    "an answer twice": ("answers/twice.Dockerfile", ANSWER + "\n", "same as answers/other-names.Dockerfile"),
    "a file that nothing reads": ("notes.txt", "", "nothing reads this"),
    "a misspelt folder": ("answer/other.Dockerfile", ANSWER, "nothing reads this"),
    "a Dockerfile without its ending": ("wrong/other", START, "nothing reads this"),
    "an answer that cannot be read": ("answers/broken.Dockerfile", "FROM a\nFORM b\n", "FORM"),
    "a solution in shell form": ("solution.Dockerfile", SOLUTION.replace('["/calc"]', "/calc"), "shell form"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_fault_of_a_file_is_named_with_it(whole, name):
    file, text, message = FILES[name]
    whole.write(file, text)
    problems = [problem for problem in told(whole) if message in problem.message]
    assert problems
    assert problems[0].path == whole.folder / (file if file != "answer/other.Dockerfile" else "answer")


def test_two_wrong_turns_of_one_sign_are_told(whole):
    whole.edit('cause = "E1"', 'goal = "two-stages"\nwhile_passed = ["runs"]')
    assert "same sign" in only(whole).message


def test_a_folder_of_files_belongs_to_the_wrong_turn_of_its_name(whole):
    whole.write("wrong/misspelt/.env", "A=1\n")
    whole.write("files/.dockerignore", "")
    whole.write("lesson.de.toml", "")
    assert told(whole) == ()
    whole.write("wrong/absent/.env", "A=1\n")
    assert only(whole).path.name == "absent"


@pytest.mark.parametrize("text", [START, SOLUTION, "", "FROM scratch\n", "FROM scratch", "a\r\nb\r\n"])
def test_a_diff_leads_to_the_solution(whole, text):
    lesson = whole.load()
    assert applied(text, solution_diff(lesson, text)) == SOLUTION.splitlines()
    if text != SOLUTION:
        assert applied("quite\nanother\ntext\n", solution_diff(lesson, text)) != SOLUTION.splitlines()


@pytest.mark.parametrize(
    "target",
    ["https://docs.docker.com/build/", "https://pkg.go.dev/net#hdr-Name_Resolution", "https://a.b/c?d=e"],
)
def test_an_address_may_be_like_this(target):
    assert link_fault(target) is None


@pytest.mark.parametrize(
    "target",
    ["", "a", "/a", "http://a.b", "https://", "https://a", "https://a b.c", "https://u:p@a.b", "https://[a"],
)
def test_an_address_may_not_be_like_this(target):
    assert link_fault(target) is not None
