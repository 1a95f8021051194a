"""Looking for a file by its name among those of a stage."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.widgets.file_rows import named
from tutor.ui.widgets.searched_files import SearchedFiles
from tutor.ui.widgets.searched_pane import SearchedPane


def _file(path: str, size: int) -> FileEntry:
    return FileEntry(path, FileKind.FILE, 0o644, size)


FILES = FileTree.of(
    [
        _file("usr/lib/ssl/certs.pem", 200),
        _file("usr/bin/openssl", 900),
        _file("etc/ssl/openssl.cnf", 30),
        _file("etc/passwd", 5000),
    ]
)
OTHERS = FileTree.of([_file("opt/a/b/openssl-more", 1), _file("opt/z", 2)])


class Shown(App[None]):
    files = FILES

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def compose(self) -> ComposeResult:
        yield SearchedPane(SearchedFiles())

    @property
    def pane(self) -> SearchedPane:
        return self.query_one(SearchedPane)

    @property
    def tree(self) -> SearchedFiles:
        return self.query_one(SearchedFiles)

    def on_mount(self) -> None:
        self.tree.files = self.files
        self.tree.focus()

    @property
    def told(self) -> str:
        return str(self.query_one(".search--found").render())


async def until_told(pilot, words: str) -> None:
    for _ in range(200):
        await pilot.pause(0.01)
        if words in pilot.app.told:
            return
    raise AssertionError(f"{words!r} was not told but {pilot.app.told!r}")


def test_names_are_found_in_the_order_of_the_rows_and_whole_paths_by_a_slash():
    by_name = named(FILES, "SSL", by_size=False)
    assert by_name == ("etc/ssl", "etc/ssl/openssl.cnf", "usr/bin/openssl", "usr/lib/ssl")
    by_size = named(FILES, "openssl", by_size=True)
    assert by_size == ("etc/ssl/openssl.cnf", "usr/bin/openssl"), "etc holds more bytes than usr"
    assert named(FILES, "/ssl/c", by_size=False) == ("usr/lib/ssl/certs.pem",)
    assert named(FILES, "zebra", by_size=False) == ()


async def test_a_closed_folder_opens_for_what_is_found_in_it():
    async with Shown().run_test(size=(60, 12)) as pilot:
        await pilot.press("slash", *"openssl")
        await until_told(pilot, "1 of 2")
        assert pilot.app.tree.path == "etc/ssl/openssl.cnf"
        await pilot.press("enter", "n")
        await until_told(pilot, "2 of 2")
        assert pilot.app.tree.path == "usr/bin/openssl"
        await pilot.press("n")
        await until_told(pilot, "1 of 2")
        await pilot.press("N")
        await until_told(pilot, "2 of 2")


async def test_what_is_not_there_is_said_and_an_empty_line_closes():
    async with Shown().run_test(size=(60, 12)) as pilot:
        await pilot.press("slash", *"zebra")
        await until_told(pilot, "not here")
        await pilot.press(*["backspace"] * 5, "enter")
        await pilot.pause()
        assert not pilot.app.pane.searching
        assert pilot.app.tree.has_focus
        await pilot.press("n")
        assert pilot.app.tree.cursor == 0


@pytest.mark.parametrize("key", ["down", "up"])
async def test_arrows_leave_the_line_for_another_hit(key):
    async with Shown().run_test(size=(60, 12)) as pilot:
        await pilot.press("slash", *"openssl")
        await until_told(pilot, "1 of 2")
        await pilot.press(key)
        await until_told(pilot, "2 of 2")
        assert pilot.app.tree.has_focus


async def test_another_stage_is_looked_through_for_the_same_name():
    async with Shown().run_test(size=(60, 12)) as pilot:
        await pilot.press("slash", *"openssl", "enter")
        await until_told(pilot, "1 of 2")
        pilot.app.tree.files = OTHERS
        await until_told(pilot, "1 of 1")
        assert pilot.app.tree.path == "opt/a/b/openssl-more"


async def test_the_line_is_empty_when_it_is_asked_for_again():
    async with Shown().run_test(size=(60, 12)) as pilot:
        await pilot.press("slash", *"passwd", "enter")
        await until_told(pilot, "1 of 1")
        await pilot.press("slash")
        await pilot.pause()
        assert pilot.app.query_one(Input).value == ""
        assert len(pilot.app.query(Input)) == 1


async def test_what_was_opened_on_the_way_to_the_last_letter_is_closed_again_and_the_hit_is_in_sight():
    deep = [_file(f"a/deep/folder{number}/c", 900 - number) for number in range(40)]

    class Many(Shown):
        files = FileTree.of([*deep, _file("z/last/cert", 1)])

    async with Many().run_test(size=(60, 12)) as pilot:
        await pilot.press("slash", "c")
        await until_told(pilot, "1 of 41")
        assert "a/deep" in pilot.app.tree._open
        await pilot.press("e")
        await until_told(pilot, "/z/last/cert")
        await pilot.pause(0.05)
        assert pilot.app.tree.path == "z/last/cert"
        assert pilot.app.tree._open == {"z", "z/last"}
        await pilot.press("backspace", "enter", "N", "N")
        await until_told(pilot, "40 of 41")
        await pilot.pause(0.05)
        tree = pilot.app.tree
        assert 0 <= tree.cursor - tree.scroll_offset.y < tree.size.height
