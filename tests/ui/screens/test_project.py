"""A folder of one's own: opened, edited in place, built with options, advised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tutor.course import BuildOptions, Progress, Project
from tutor.engine import Connection
from tutor.ui.app import DistillApp
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.opening import FolderScreen
from tutor.ui.screens.options import OptionsScreen, arguments_of
from tutor.ui.screens.project import PROJECT_PANES, ProjectScreen
from tutor.ui.widgets.lesson_list import LessonList
from tutor.ui.widgets.project_pane import ProjectPane

TEXT = """\
ARG GO=1.27
FROM golang:${GO}-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
"""


@pytest.fixture
def folder(tmp_path: Path, lesson) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    for path in lesson.app_folder.iterdir():
        if path.is_file() and path.suffix in (".go", ".mod"):
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / "Dockerfile").write_text(TEXT)
    (folder / ".dockerignore").write_text("*.log\n")
    (folder / "noise.log").write_text("x" * 1000)
    return folder


@pytest.fixture
def open_project(until):
    async def opening(pilot, app) -> ProjectScreen:
        await until(pilot, lambda: isinstance(app.screen, ProjectScreen) and app.screen.pane)
        await until(pilot, lambda: not app.engine_state.looking)
        return app.screen

    return opening


def on_the_embedded_engine(folder: Path, options: BuildOptions | None = None) -> DistillApp:
    app = DistillApp("embedded", project=Project.open(folder), options=options, listeners=frozenset)
    app.settings = replace(app.settings, replay="instant")
    return app


def told(screen: ProjectScreen) -> str:
    return " ".join(" ".join(screen.query_one(ProjectPane).plain).split())


async def test_a_project_says_what_it_sends_and_what_the_check_found(folder, open_project, until):
    app = on_the_embedded_engine(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, app)
        await until(pilot, lambda: ".dockerignore leaves out 1 path" in told(screen))
        assert "7 files" in told(screen)
        assert "F5 builds, then it is told here." in told(screen)


async def test_a_build_tells_what_would_save_most_and_the_lesson_opens(folder, open_project, build, until):
    app = on_the_embedded_engine(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, app)
        await build(pilot, screen)
        assert screen.build_line.status.text == "Built"
        await until(pilot, lambda: "into a second stage" in told(screen))
        assert "Lesson 3, A second FROM" in told(screen)
        pane = screen.query_one(ProjectPane)
        screen.action_pane("project")
        await until(pilot, lambda: pane.has_focus)
        while not (isinstance(pane.link, tuple) and pane.link[0] == "lesson"):
            await pilot.press("down")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        assert app.screen.lesson.number == 3


async def test_what_is_typed_is_saved_in_the_folder_and_nothing_else_is(folder, open_project, until):
    before = sorted(path.name for path in folder.iterdir())
    app = on_the_embedded_engine(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_project(pilot, app)
        await pilot.press("3")
        await until(pilot, lambda: screen.editor.code.has_focus)
        await pilot.press(*"# mine", "enter")
        await until(pilot, lambda: (folder / "Dockerfile").read_text().startswith("# mine\n"))
        assert sorted(path.name for path in folder.iterdir()) == before


async def test_another_editors_change_comes_in(folder, open_project, until):
    app = on_the_embedded_engine(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, app)
        await until(pilot, lambda: any(one.group == "watch" and one.is_running for one in app.workers))

        def written() -> bool:  # again and again: the system's watch begins a moment after its thread
            (folder / "Dockerfile").write_text("FROM scratch\n")
            return screen.editor.text == "FROM scratch\n"

        await until(pilot, written)


async def test_attempts_are_kept_and_the_last_build_is_there_again(folder, open_project, build, until):
    app = on_the_embedded_engine(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, app)
        await build(pilot, screen)
    with Progress.open() as progress:
        assert len(progress.attempts(f"project:{folder.resolve()}")) == 1
    again = on_the_embedded_engine(folder)
    async with again.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, again)
        await until(pilot, lambda: screen.figures is not None)
        assert screen.build_line.status.text.startswith("Last build: ships")


async def test_target_and_arguments_are_asked_for_and_built_with(folder, open_project, build, until, engine):
    project = Project.open(folder)
    app = DistillApp(project=project, connect=lambda choice: Connection(engine, ()))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_project(pilot, app)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, OptionsScreen))
        await pilot.press(*"nothing", "enter")
        await pilot.pause()
        assert isinstance(app.screen, OptionsScreen), "a stage that is not there is no answer"
        await pilot.press("ctrl+u", *"build", "tab", *"GO=1.26", "enter")
        await until(pilot, lambda: app.screen is screen)
        await build(pilot, screen)
        assert engine.requests[-1].target == "build"
        assert dict(engine.requests[-1].build_args) == {"GO": "1.26"}
        assert engine.requests[-1].context == folder.resolve()


async def test_f8_runs_what_was_built(folder, open_project, build, until, engine):
    app = DistillApp(project=Project.open(folder), connect=lambda choice: Connection(engine, ()))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, app)
        await build(pilot, screen)
        await pilot.press("f8")
        await until(pilot, lambda: engine.runs and screen.cancel is None)
        assert engine.runs[-1].image == "distill/project-shop:0"
        assert "Exit code 0" in str(screen.run_pane.query_one("#run-end").render())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_every_pane_of_a_project_can_be_reached(size, folder, open_project, until):
    app = on_the_embedded_engine(folder)
    async with app.run_test(size=size) as pilot:
        screen = await open_project(pilot, app)
        for _ in PROJECT_PANES:
            await pilot.press("f4")
            await until(pilot, lambda: screen.focused is not None)
            assert screen.query_one(screen.focus_of(screen.pane)).is_on_screen, screen.pane


async def test_o_on_the_home_screen_opens_a_folder_or_says_why_not(folder, open_app, until):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one(LessonList).row_count()
        )
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        asked = app.screen
        field = asked.query_one("#folder")
        field.value = str(folder.parent)
        await pilot.press("enter")
        await until(pilot, lambda: "no Dockerfile" in str(asked.query_one("#folder-wrong").render()))
        field.value = str(folder)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ProjectScreen))
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_folder_without_a_dockerfile_gets_one_that_opens(tmp_path, open_app, until):
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "go.mod").write_text("module example.com/new\n")
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(
            pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.query_one(LessonList).row_count()
        )
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        asked = app.screen
        field, create = asked.query_one("#folder"), asked.query_one("#create")
        field.value = str(folder)
        await pilot.press("enter")
        await until(pilot, lambda: create.display)
        assert create.region.width, "in sight also in a small terminal"
        field.value = str(tmp_path)
        await until(pilot, lambda: not create.display)
        field.value = str(folder)
        await pilot.press("enter")
        await until(pilot, lambda: create.display)
        assert not (folder / "Dockerfile").exists(), "nothing is written before one is asked for"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ProjectScreen))
        await until(pilot, lambda: "go build" in app.screen.editor.text)
        assert (folder / "Dockerfile").read_text() == app.screen.editor.text


def test_arguments_are_pairs():
    assert arguments_of("A=1 B='two words' C=") == {"A": "1", "B": "two words", "C": ""}
    with pytest.raises(ValueError, match="not NAME=VALUE"):
        arguments_of("A")
    with pytest.raises(ValueError, match="not closed"):
        arguments_of("A='1")


async def test_f10_compares_the_stages_of_a_project(folder, open_project, until):
    from tutor.ui.screens.compare import CompareScreen

    app = on_the_embedded_engine(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_project(pilot, app)
        await pilot.press("f5")
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
