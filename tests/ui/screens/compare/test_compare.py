"""Two sides beside each other."""

from __future__ import annotations

import pytest

from tests.ui.looking import SIZES
from tests.ui.seen import lines, shown
from tutor.course import Progress
from tutor.image import FileEntry, FileKind, FileTree, Image, ImageConfig
from tutor.ui.comparing.side import Side
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.compare_pick import PickSide
from tutor.ui.widgets.export_line import ExportLine


@pytest.mark.parametrize("size", SIZES)
async def test_the_largest_stage_is_compared_with_what_ships(size, open_app, compare):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await compare(pilot, app)
        head = str(screen.head.render())
        assert "build" in head
        assert "2.4 MB" in head
        assert "0.3 % of build" in head
        assert "shell" in head
        assert shown(screen)[0] == "- usr"
        assert "= calc" in shown(screen)


async def test_one_key_swaps_the_sides(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("x")
        await until(pilot, lambda: shown(screen) and shown(screen)[0] == "+ usr")


async def test_an_attempt_is_compared_with_one_key(open_app, compare, until, lesson, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app, lesson.start)
        await pilot.press("escape")
        lesson_screen = app.screen
        lesson_screen.editor.load(lesson.solution)
        await build(pilot, lesson_screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.merged.row_count())
        screen = app.screen
        await pilot.press("t", "down", "enter")
        await until(pilot, lambda: screen.head.compared.left.side.label.startswith("build 1, "))
        assert screen.merged.files is not None, "the files of an attempt are kept"
        with Progress.open() as progress:
            assert len(progress.attempts(lesson.slug)) == 2


async def test_a_single_stage_is_compared_with_the_attempt_before(open_app, compare, until, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        lesson_screen_text = lesson.start
        screen = await compare(pilot, app, lesson_screen_text)
        assert screen.head.compared.same
        assert "One build on both sides" in lines(app)
        await pilot.press("escape")
        await build(pilot, app.screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.head.compared)
        compared = app.screen.head.compared
        assert compared.left.side.label.startswith("build 1, ")
        assert compared.right.side.label.startswith("build 2, ")


async def test_without_a_build_images_of_the_engine_can_be_picked(
    open_app, enter, until, engine, monkeypatch
):
    from tutor.engine.protocol import ImageName

    def open_image(name, cancel, *, layers=False):
        return Image(name, FileTree.of([FileEntry("a", FileKind.FILE, 0o644, len(name))]), ImageConfig())

    monkeypatch.setattr(
        engine, "images", lambda: (ImageName("one:1", "i1"), ImageName("another:2", "i2")), raising=False
    )
    monkeypatch.setattr(engine, "open_image", open_image, raising=False)
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, PickSide))
        await pilot.press(*"one", "enter")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        screen = app.screen
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, PickSide))
        await pilot.press(*"anoth", "enter")
        await until(pilot, lambda: screen.head.compared is not None and screen.merged.row_count())
        assert shown(screen) == ["~ a"]


async def test_a_file_that_is_no_archive_is_told_as_such(open_app, compare, until, tmp_path):
    path = tmp_path / "x.tar"
    path.write_bytes(b"no archive at all")
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        screen.take(Side("archive", str(path), "x.tar"), screen._right)
        await until(pilot, lambda: screen.head.compared.left.why_not)
        assert "no archive that Distill can read" in screen.head.compared.left.why_not


@pytest.mark.parametrize(("key", "ending"), [("m", ".md"), ("j", ".json"), ("s", ".svg")])
async def test_a_comparison_is_written_down(key, ending, open_app, compare, until, home):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("e", key)
        await until(pilot, lambda: list((home / "exports").glob(f"build-stage-1-*{ending}")))
        assert not screen.query_one(ExportLine).asking


async def test_escape_takes_the_question_back_before_it_leaves(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("e", "escape")
        assert app.screen is screen
        assert not screen.query_one(ExportLine).asking
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)


async def test_every_key_has_an_id_and_none_does_two_things(open_app, compare):
    from tutor.ui.keys import deeds_here

    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        seen: dict[str, str] = {}
        for deeds in deeds_here(screen):
            for deed in deeds:
                for name in deed.keys:
                    assert seen.setdefault(name, deed.told) == deed.told, f"{name} does two things"


async def test_it_says_that_it_reads_until_there_is_something_to_see(
    open_app, enter, build, until, lesson, monkeypatch
):
    monkeypatch.setattr(CompareScreen, "compare", lambda *sides: None)  # it takes for ever
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        assert "Reading" in str(app.screen.head.render())
        assert "Reading" in app.screen.merged.empty_text()


async def test_after_a_restart_the_kept_stages_are_compared(open_app, compare, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await compare(pilot, app)
    again = open_app("3")
    async with again.run_test(size=(80, 24)) as pilot:
        await enter(pilot, again)
        await pilot.press("f10")
        await until(
            pilot, lambda: isinstance(again.screen, CompareScreen) and again.screen.merged.row_count()
        )
        assert "= calc" in shown(again.screen)
        assert "- usr" in shown(again.screen)


async def test_a_build_beside_its_own_attempt_is_told_to_be_the_same(open_app, compare, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app, lesson.start)
        await pilot.press("t", "enter")
        await until(pilot, lambda: screen.head.compared.left.side.kind == "attempt")
        assert "no file differs" in lines(app)


async def test_before_any_build_it_says_what_to_do(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("f10")
        await until(pilot, lambda: app.screen.query("#pick-advice"))
        await pilot.pause()
        assert "F5 builds" in lines(app)
