"""Styles that are looked up once are the ones that Textual finds."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet

from tutor.ui.warming import styles_of_lessons


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
        ahead = styles_of_lessons({**app.stylesheet._variables, "accent": "#123456"})
        known = len(app.stylesheet.source)
        app.stylesheet.take(ahead)
        assert len(app.stylesheet.source) == known


def _workbench():
    from pathlib import Path

    from tutor.ui.screens import lesson

    return Path(lesson.__file__).with_name("workbench.tcss")
