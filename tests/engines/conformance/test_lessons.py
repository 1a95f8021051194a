"""Every Dockerfile of the first Go lessons: the same files, sizes, configs, errors and runs as on Docker.

Other tools write times and random names into what they make; of all lessons the verdicts are compared,
file by file (``tests/engines/test_lessons.py``).
"""

from __future__ import annotations

import os
import shutil

import pytest

from tests.engines.conformance.comparing import runs
from tests.engines.conformance.context import STAMP
from tutor.course import Course
from tutor.engine import Cancel, RunRequest

pytestmark = pytest.mark.engine

FILES = [
    (lesson.slug, name)
    for lesson in Course.load().lessons
    if lesson.number in (1, 3, 4)
    for name in ("start", "solution", *(mistake.file for mistake in lesson.mistakes))
]


@pytest.fixture
def workplace(tmp_path):
    """Lays out a lesson's application with one of its Dockerfiles; the folder and the text."""

    def lay_out(slug, name):
        lesson = Course.load().find(slug)
        texts = {"start": lesson.start, "solution": lesson.solution}
        texts |= {mistake.file: mistake.text for mistake in lesson.mistakes}
        shutil.copytree(lesson.app_folder, tmp_path / "app")
        (tmp_path / "app/Dockerfile").write_text(texts[name])
        # Go keeps an index only of folders in which nothing changed within the last two seconds.
        for file in (tmp_path / "app").iterdir():
            os.utime(file, (STAMP, STAMP))
        return lesson, texts[name], tmp_path / "app"

    return lay_out


@pytest.mark.parametrize(("slug", "name"), FILES)
def test_a_lessons_file_builds_and_runs_the_same(both, workplace, slug, name):
    lesson, text, folder = workplace(slug, name)
    both.record_what_is_missing(text, folder)
    assert both.complaints(text, folder) == []
    theirs, ours = both.images(text, folder)
    for stdin in dict.fromkeys([lesson.run.stdin, *lesson.run.also, ""]) if theirs else ():
        asked = [RunRequest(image, stdin=stdin.encode(), env=lesson.run.env) for image in (theirs, ours)]
        real = both.real.run(asked[0], Cancel())
        assert runs(real, both.embedded.run(asked[1], Cancel())) == [], stdin
