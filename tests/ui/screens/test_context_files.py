"""Editing the files beside the Dockerfile, by keyboard alone."""

from __future__ import annotations

from tutor.ui.screens.context_files import ContextFilesScreen


async def opened(pilot, app, enter, until):
    screen = await enter(pilot, app)
    await pilot.press("ctrl+f")
    await until(pilot, lambda: isinstance(app.screen, ContextFilesScreen))
    return screen, app.screen


async def test_an_ignore_file_is_offered_and_written(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        lesson, files = await opened(pilot, app, enter, until)
        await pilot.press("enter")
        await until(pilot, lambda: files.name_shown == ".dockerignore")
        await pilot.press(*"*.md", "escape", "escape")
        await until(pilot, lambda: app.screen is lesson)
        assert (lesson.workspace.folder / ".dockerignore").read_text() == "*.md"


async def test_what_is_typed_is_on_disk_a_moment_later(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        lesson, files = await opened(pilot, app, enter, until)
        files.open_file("main.go")
        await pilot.press(*"// mine")
        path = lesson.workspace.folder / "main.go"
        await until(pilot, lambda: path.read_text().startswith("// mine"))


async def test_what_was_typed_last_is_saved_when_the_app_ends_at_once(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        lesson, files = await opened(pilot, app, enter, until)
        files.open_file("main.go")
        await pilot.press("#")
        app.exit()
    assert (lesson.workspace.folder / "main.go").read_text().startswith("#")


async def test_a_new_file_gets_a_name_and_a_bad_name_is_told(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        lesson, files = await opened(pilot, app, enter, until)
        await pilot.press("ctrl+n", *"../x", "enter")
        said = files.query_one("#context-said")
        await until(pilot, lambda: said.display)
        await pilot.press(*"notes.txt", "enter", *"hello", "escape")
        assert (lesson.workspace.folder / "notes.txt").read_text() == "hello"
        assert not (lesson.workspace.folder.parent / "x").exists()


async def test_a_build_can_be_begun_from_a_file_and_has_what_was_typed(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        lesson, files = await opened(pilot, app, enter, until)
        files.open_file("main.go")
        await pilot.press(*"// mine", "f5")
        await until(pilot, lambda: app.screen is lesson and lesson.result is not None)
        assert (lesson.workspace.folder / "main.go").read_text().startswith("// mine")


async def test_the_editor_says_when_what_was_typed_is_on_disk(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        lesson = await enter(pilot, app)
        assert lesson.editor.saved is None
        await pilot.press("3")
        await until(pilot, lambda: lesson.pane == "editor")
        await pilot.press("x")
        await until(pilot, lambda: lesson.editor.saved)
        assert lesson.workspace.text() == lesson.editor.text
        assert "saved" in str(lesson.editor.query_one("Heading").render())


async def test_a_name_that_looks_like_markup_is_shown_as_it_is(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        lesson = await enter(pilot, app)
        (lesson.workspace.folder / "[red]x[").write_text("here\n")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, ContextFilesScreen))
        app.screen.open_file("[red]x[")
        await pilot.pause()
        drawn = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert drawn.count("[red]x[") == 2


async def test_a_notice_shows_brackets_as_they_are(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await enter(pilot, app)
        screen.notify("No such file: [red]x[/]")

        def drawn() -> str:
            return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

        await until(pilot, lambda: "No such file" in drawn())
        assert "[red]x[/]" in drawn()
