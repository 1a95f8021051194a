"""Styles that are looked up once are the ones that Textual finds."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet

from tutor.ui.warming import read_lesson_screen


def looks(screen):
    """What every widget and each of its parts looks like."""
    return [
        (str(widget), widget.styles.base.get_rules(), part, part and styles.base.get_rules())
        for widget in screen.walk_children(with_self=True)
        for part, styles in [("", None), *widget._component_styles.items()]
    ]


async def test_every_widget_looks_as_with_textuals_own_stylesheet(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        app.stylesheet.update(screen)
        ours = looks(screen)
        theirs = Stylesheet(variables=app.stylesheet._variables)
        theirs.source = dict(app.stylesheet.source)
        theirs.parse()
        theirs.update(screen)
        assert looks(screen) == ours


async def test_colours_of_another_theme_are_not_those_that_were_kept(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        before = screen.query_one("#editor-column").styles.border_top[1]
        app.theme = "distill-light"
        await pilot.pause()
        assert screen.query_one("#editor-column").styles.border_top[1] != before


async def test_nothing_is_parsed_when_the_first_lesson_opens(open_app, until, monkeypatch):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.stylesheet.has_source(str(_workbench())))
        parsed = []
        monkeypatch.setattr("textual.css.stylesheet.parse", lambda *args, **_: parsed.append(args) or [])
        app.open_lesson("3")
        await until(pilot, lambda: getattr(app.screen, "furnished", False))
        assert [str(one[2]) for one in parsed] == []


async def test_styles_that_were_read_for_another_theme_are_not_taken(open_app):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        ahead = read_lesson_screen({**app.stylesheet._variables, "accent": "#123456"})
        known = len(app.stylesheet.source)
        app.stylesheet.take(ahead)
        assert len(app.stylesheet.source) == known


def _workbench():
    from pathlib import Path

    from tutor.ui.screens import lesson

    return Path(lesson.__file__).with_name("workbench.tcss")


async def test_no_rule_makes_what_is_in_a_pane_look_otherwise_when_the_pane_has_the_focus(open_app, enter):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await enter(pilot, app)
        assert not [
            rule.selectors
            for rule in app.stylesheet.rules
            for chosen in rule.selector_set
            if any("focus-within" in above.pseudo_classes for above in chosen.selectors[:-1])
        ]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_not_styled_again_needs_no_other_style(size, open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        for key in (
            "f4",
            "f4",
            "f4",
            "f4",
            "g",
            "f4",
            "f4",
            "f4",
            "f4",
            "f4",
            "f3",
            "g",
            "g",
            "f6",
            "f4",
            "f6",
        ):
            await pilot.press(key)
            await pilot.pause()
            shown = looks(screen)
            app.stylesheet.update(screen)
            assert looks(screen) == shown, key
