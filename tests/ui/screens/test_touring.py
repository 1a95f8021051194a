"""The tour of the lesson screen."""

from __future__ import annotations

import pytest

from tutor.ui.places import places_path, was_toured
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.tour_note import STOPS, TourNote


@pytest.fixture
def newcomer(home):
    """Somebody who never was here."""
    places_path().unlink()


async def _seen(pilot, until, screen):
    await until(pilot, lambda: screen.query(TourNote) and screen.query_one(TourNote).region)
    await pilot.pause()
    return screen.query_one(TourNote)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40)])
@pytest.mark.usefixtures("newcomer")
async def test_no_note_covers_what_it_speaks_of_and_enter_leads_through_all(
    open_app, enter, until, size
):  # fmt: skip
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        for number, stop in enumerate(STOPS, 1):
            note = await _seen(pilot, until, screen)
            assert note.count == f"{number}/4"
            assert screen.region.contains_region(note.region)
            pane = screen.query_one(stop.pane).region
            assert not (pane and note.region.overlaps(pane))
            assert not any(
                note.region.overlaps(screen.query_one(foot).region) for foot in ("#build-line", "KeyFooter")
            )
            await pilot.pause(0.35)
            await pilot.press("enter")
            await pilot.pause()
        assert not screen.query(TourNote)
        assert screen.editor.text == screen.lesson.start
        await until(pilot, lambda: was_toured(places_path()))


@pytest.mark.usefixtures("newcomer")
async def test_what_is_typed_ends_the_tour_and_reaches_the_editor(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await _seen(pilot, until, screen)
        await pilot.press("#")
        await until(pilot, lambda: not screen.query(TourNote))
        assert screen.editor.text == "#" + screen.lesson.start
        assert any("Alt+T" in told.message for told in app._notifications), "it does not end in silence"


@pytest.mark.usefixtures("newcomer")
async def test_a_key_without_use_and_looking_around_do_not_end_the_tour(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        note = await _seen(pilot, until, screen)
        await pilot.pause(0.35)
        for key in ("x", "down", "pagedown", "alt+3", "down", "alt+1", "f4"):
            await pilot.press(key)
            await pilot.pause()
            assert screen.query_one(TourNote) is note, key
        await pilot.press("f5")
        await until(pilot, lambda: not screen.query(TourNote))


@pytest.mark.usefixtures("newcomer")
async def test_a_tour_that_was_skipped_comes_back_only_when_asked_for(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await _seen(pilot, until, screen)
        pane = screen.pane
        await pilot.press("escape")
        await until(pilot, lambda: not screen.query(TourNote) and was_toured(places_path()))
        assert (app.screen, screen.pane) == (screen, pane)
        await until(pilot, lambda: screen._place_kept is not None)
    again = open_app("4")
    async with again.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, again)
        await pilot.pause()
        assert not screen.query(TourNote)
        await pilot.press("alt+t")
        await _seen(pilot, until, screen)


async def test_a_home_that_was_named_by_hand_gets_no_tour(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.pause()
        assert isinstance(screen, LessonScreen)
        assert not screen.query(TourNote)
