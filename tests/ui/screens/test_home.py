"""The home screen."""

from __future__ import annotations

import pytest

from tutor.course import Attempt, AttemptState, Course, GoalNote, Progress, State
from tutor.course.kept_glance import read_glance
from tutor.engine import Connection, Tried
from tutor.ui.course_messages import CourseLoaded
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.lesson_about import LessonAbout
from tutor.ui.widgets.lesson_list import LessonList


def shown(app) -> str:
    """All that the screen shows, as text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_every_lesson_is_listed_with_title_summary_and_minutes(open_app, until, course: Course):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count() == len(course.lessons))
        text = shown(app)
        for lesson in course.lessons:
            assert lesson.title in text
            assert f"{lesson.minutes} min" in text
            assert lesson.summary.split()[0] in text


async def test_the_engine_is_named_with_version_and_builder(open_app, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        assert "Docker 28.5.2" in shown(app)
        assert "builds with BuildKit, overlay2" in shown(app)


async def test_without_an_engine_it_says_what_was_tried_and_what_to_do(open_app, until):
    nothing = Connection(
        None, (Tried("unix:///d.sock", "no such socket", "Start it: `systemctl start docker`."),)
    )
    app = open_app(connection=nothing)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        text = shown(app)
        assert "no engine" in text
        assert "systemctl start docker" in text
        assert "unix:///d.sock: no such socket" in text


async def test_looking_again_finds_an_engine_that_was_started_meanwhile(open_app, until, engine):
    app = open_app(connection=Connection(None, ()))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        app.link._connect = lambda choice: Connection(engine, ())
        await pilot.press("r")
        await until(pilot, lambda: app.engine_state.engine is engine)
        assert "Docker 28.5.2" in shown(app)


async def test_progress_is_told_in_words_and_bytes(open_app, until, lesson):
    stages = [
        {
            "index": 0,
            "name": "build",
            "base": "golang",
            "built": True,
            "size": 845_000_000,
            "instructions": [],
        },
        {"index": 1, "name": None, "base": "scratch", "built": True, "size": 2_400_000, "instructions": []},
    ]
    report = {
        "schema": 1,
        "engine": "Docker",
        "builder": "BuildKit",
        "stages": stages,
        "final": 1,
        "error": None,
    }
    notes = tuple(
        GoalNote(goal.id, State.PASSED if n < 2 else State.FAILED) for n, goal in enumerate(lesson.goals)
    )
    with Progress.open() as progress:
        progress.record(
            Attempt(
                lesson.slug,
                lesson.app,
                0.0,
                "",
                "Docker",
                AttemptState.BUILT,
                1.0,
                report,
                notes,
                2_400_000,
                3.0,
            )
        )
        progress.last_lesson = lesson.slug
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count())
        assert "2 of 5 goals · next" in shown(app)
        assert "Next: 3 · A second FROM" in shown(app)
        found = app.screen.query_one(LessonList).course_map
        assert found is not None
        assert found.next is not None
        assert found.next.lesson.slug == lesson.slug


SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_of_sixteen_lessons_the_next_is_selected_and_all_can_be_reached(
    size, open_app, until, sixteen_lessons
):
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count() == 16)
        await until(pilot, lambda: app.screen.query_one(LessonAbout).standing is not None)
        rows = app.screen.query_one(LessonList)
        assert rows.chosen.lesson.number == 8
        text = shown(app)
        assert "The test that never ran" in text
        assert "Next: 8 · The test that never ran" in text
        assert "7 of 16 done" in text
        assert "900 MB → 2.4 MB   done" in text
        assert not any(line.endswith("…") for line in text.splitlines())
        await pilot.press("end")
        await until(pilot, lambda: "The exam challenge" in shown(app))
        assert "16 · The exam" in shown(app)
        assert "15" in str(app.screen.query_one(LessonAbout).render())  # what it builds on
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        assert app.screen.lesson.number == 16


async def test_the_minutes_of_lessons_that_were_begun_stand_in_all_rows_or_in_none(
    open_app, until, sixteen_lessons
):
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count() == 16)
        rows = app.screen.query_one(LessonList)
        told = [rows.row(index, 53)[0].plain for index in range(16)]
        assert not any(" min" in line for line in told[:8])
        assert all(" min" in line for line in told[8:])
        assert all(" min" in rows.row(index, 73)[0].plain for index in range(16))


async def test_where_you_left_is_next_and_one_key_away(open_app, until, sixteen_lessons):
    with Progress.open() as progress:
        progress.last_lesson = sixteen_lessons.lessons[11].slug
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count() == 16)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        assert app.screen.lesson.number == 12


async def test_what_a_lesson_builds_on_is_told_until_it_is_done(open_app, until, sixteen_lessons):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count() == 16)
        line = next(line for line in shown(app).splitlines() if "builds on" in line)
        assert "builds on 8" in line
        await pilot.press("down")
        await until(pilot, lambda: "○ 8 The test that never ran, not done" in shown(app))


async def test_a_lesson_says_what_it_builds_on(open_app, enter, until, sixteen_lessons):
    app = open_app("10")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        line = screen.query_one("#builds-on")
        await until(pilot, lambda: line.display)
        assert "Builds on 9 · Serve and check, not done yet" in str(line.render())


async def test_several_lessons_that_one_builds_on_are_named_by_their_numbers(open_app, enter, until):
    app = open_app("16")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        line = screen.query_one("#builds-on")
        await until(pilot, lambda: line.display)
        assert "Builds on lessons 7, 8, 9 and 10, not done yet" in str(line.render())


async def test_enter_opens_the_lesson_under_the_cursor_and_escape_comes_back(open_app, until):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count())
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        assert app.screen.lesson.number == 2
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_continue_opens_the_lesson_that_is_next(open_app, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count())
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        assert app.screen.lesson.number == 1


async def test_the_first_screen_does_not_wait_for_the_engine(open_app, until):
    app = open_app()
    app.link.lock.acquire()  # whoever looks for the engine has to wait for this
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count())
        assert app.engine_state.looking
        assert "Looking for Docker and Podman" in shown(app)
        app.link.lock.release()
        await until(pilot, lambda: app.engine_state.engine is not None)


async def test_a_progress_file_that_cannot_be_read_is_told_and_the_lessons_stay_readable(
    open_app, until, home
):
    (home / "progress.sqlite3").mkdir(parents=True)
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        await until(pilot, lambda: app._notifications)
        assert any("progress.sqlite3" in notification.message for notification in app._notifications)
        await pilot.press("3", "#", "z")
        assert "#z" in app.screen.editor.text


async def test_a_lesson_whose_folder_cannot_be_made_is_told_and_the_list_stays(open_app, until, home):
    home.mkdir(parents=True, exist_ok=True)
    (home / "workspaces").write_text("in the way")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app._notifications)
        assert isinstance(app.screen, HomeScreen)


async def test_the_first_frame_of_a_later_start_has_the_lessons_before_they_are_read(
    open_app, course: Course, monkeypatch
):
    read_glance(course)
    app = open_app()
    monkeypatch.setattr(app, "load_course", lambda: None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.course is None
        text = shown(app)
        assert all(lesson.title in text for lesson in course.lessons)
        assert f"Next: 1 · {course.lessons[0].title}" in text


async def test_a_lesson_chosen_before_they_are_read_opens_when_they_are(
    open_app, until, course: Course, monkeypatch
):
    read_glance(course)
    app = open_app()
    load = app.load_course
    monkeypatch.setattr(app, "load_course", lambda: None)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        load()
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        assert app.screen.lesson.number == 2


async def test_lessons_that_cannot_be_read_are_not_listed_from_what_was_kept(
    open_app, until, course: Course, monkeypatch
):
    read_glance(course)
    app = open_app()
    monkeypatch.setattr(app, "load_course", lambda: None)
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(CourseLoaded(None, "lessons/03/lesson.toml:4:1: not TOML."))
        await until(pilot, lambda: "not TOML" in shown(app))
        assert course.lessons[0].title not in shown(app)
        await pilot.press("enter", "c")
        assert isinstance(app.screen, HomeScreen)
