"""Looking around in a comparison: chips, search, folders, the map, files read from both sides."""

from __future__ import annotations

import pytest

from tests.ui.looking import SIZES
from tests.ui.seen import lines, shown
from tutor.insight import Hop


async def test_a_chip_and_its_key_filter_alike(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("equals_sign")
        await until(pilot, lambda: shown(screen) == ["= calc"])
        await pilot.press("equals_sign")
        await until(pilot, lambda: len(shown(screen)) > 3)
        at = str(screen.chips.render()).index("same")
        await pilot.click("#chips", offset=(at + 3, 0))
        await until(pilot, lambda: shown(screen) == ["= calc"])
        assert "[= same]" in str(screen.chips.render())


async def test_a_search_opens_the_folders_and_n_goes_on(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("slash", *"git", "enter")
        await until(pilot, lambda: screen.merged.node and "git" in screen.merged.node.name)
        first = screen.merged.node.path
        await pilot.press("n")
        await until(pilot, lambda: screen.merged.node.path != first)
        await pilot.press("N")
        await until(pilot, lambda: screen.merged.node.path == first)


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_tells_what_it_finds_while_it_is_typed_and_esc_ends_it(size, open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("slash", *"usr/bin/git")
        await until(pilot, lambda: "1 of 1  n next N back" in lines(app))
        assert screen.merged.node.path == "usr/bin/git"
        await pilot.press("x", "z")
        await until(pilot, lambda: "/ not here" in lines(app))
        await pilot.press("escape")
        await until(pilot, lambda: screen.merged.has_focus)
        assert app.screen is screen
        assert "not here" not in lines(app)


async def test_folders_that_a_search_opened_on_its_way_are_closed_again(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("slash", "c")
        await until(pilot, lambda: screen.merged.looked_for is not None)
        first = screen.merged.looked_for
        await pilot.press(*"c1")
        await until(pilot, lambda: (screen.merged.looked_for or "").endswith("cc1"))
        assert first != screen.merged.looked_for
        await until(pilot, lambda: screen.merged.node.path == screen.merged.looked_for)
        above = screen.merged.node.path.split("/")[:-1]
        assert screen.merged._open == {"/".join(above[:end]) for end in range(1, len(above) + 1)}


async def test_all_folders_open_and_close(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compare(pilot, app)
        closed = len(shown(screen))
        await pilot.press("o")
        await until(pilot, lambda: "- usr/bin/git" in shown(screen))
        await pilot.press("f")
        await until(pilot, lambda: len(shown(screen)) == closed)


async def test_the_map_is_drilled_into_and_left_again(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("m")
        await until(pilot, lambda: screen.map_view.icicle is not None and screen.map_view.node is not None)
        assert screen.map_view.node.path == "usr"
        await pilot.press("enter")
        await until(pilot, lambda: screen.map_view.icicle.root == "usr")
        assert "/usr" in lines(app)
        await pilot.press("backspace")
        await until(pilot, lambda: screen.map_view.icicle.root == "" and screen.map_view.node.path == "usr")


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_esc_goes_up_in_the_map_then_to_the_tree_and_only_then_away(size, open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await compare(pilot, app)
        await pilot.press("m")
        await until(pilot, lambda: screen.map_view.icicle is not None and screen.map_view.node is not None)
        for root in ("usr", "usr/lib"):
            screen.map_view.root = root
            await until(pilot, lambda root=root: screen.map_view.icicle.root == root)
        await pilot.press("escape")
        await until(pilot, lambda: screen.map_view.icicle.root == "usr")
        await pilot.press("escape")
        await until(pilot, lambda: screen.map_view.icicle.root == "")
        assert screen.mapped
        await pilot.press("escape")
        await until(pilot, lambda: screen.merged.has_focus)
        assert app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)


async def test_where_a_file_came_from_stands_below(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        asked = []

        class Ways:
            def trail(self, stage, path):
                asked.append((stage, path))
                return (
                    Hop(1, 6, "COPY", "calc", "stage", "build", "calc"),
                    Hop(0, 4, "RUN", "calc", "command", "go build -o /calc ."),
                )

        screen._provenance = Ways()
        screen.merged.goto("calc")
        await until(pilot, lambda: screen.detail.trail)
        assert (1, "calc") in asked
        path, trail = str(screen.detail.render()).splitlines()
        assert path.startswith("= same /calc")
        assert trail == "COPY --from=build line 6 ← RUN go build -o /calc . line 4"


async def test_a_text_file_is_read_from_both_sides_and_set_against_itself(
    open_app, compare, until, engine, monkeypatch
):
    def read_file(image: str, path: str, limit: int = 65_536) -> bytes:
        return b"one\ntwo \x1b[31m" if image.endswith(":0") else b"one\n2"

    monkeypatch.setattr(engine, "read_file", read_file)
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        from dataclasses import replace

        node = replace(screen.merged.files.node("calc"), sign="~")
        screen.post_message(type(screen.merged).FileChosen(node))
        await until(pilot, lambda: screen.preview.preview is not None)
        assert [line.sign + line.text for line in screen.preview.preview.lines] == [
            "=one",
            "-two ␛[31m",
            "+2",
        ]


async def test_an_unreadable_file_says_why(open_app, compare, until):
    app = open_app("3")
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await compare(pilot, app)
        screen.merged.goto("calc")
        await pilot.press("enter")
        await until(pilot, lambda: screen.preview.preview is not None)
        assert "no such file" in lines(app)
        await pilot.press("escape")
        assert screen.pane == "files"


@pytest.mark.parametrize("size", SIZES)
async def test_every_pane_is_in_sight_when_its_key_is_pressed(size, open_app, compare):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await compare(pilot, app)
        for key, selector in (("p", "#preview"), ("i", "#kinds"), ("t", "#attempts")):
            await pilot.press(key)
            await pilot.pause()
            widget = screen.query_one(selector)
            assert widget.region.height >= 3, f"{selector} at {size}"
            assert widget.region in screen.region


async def test_the_surface_is_a_table_with_a_name_in_every_row(open_app, compare):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compare(pilot, app)
        rows = str(screen.kinds.query_one("#kind-bars").render()).partition("Surface")[2].splitlines()[1:]
        names = ["paths", "shells", "packages", "setuid files", "runs as"]
        assert [row[2:14].strip() for row in rows] == names
