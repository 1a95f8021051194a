"""The file tree of a stage."""

from __future__ import annotations

from time import thread_time

from textual.app import App, ComposeResult

from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.widgets.file_tree import FileTreeView

FILES = FileTree.of(
    [
        FileEntry("usr/bin/tool", FileKind.FILE, 0o755, 5_000_000),
        FileEntry("usr/lib/a.so", FileKind.FILE, 0o644, 900_000),
        FileEntry("etc/passwd", FileKind.FILE, 0o644, 30),
        FileEntry("bin", FileKind.SYMLINK, 0o777, target="usr/bin"),
        FileEntry("tmp", FileKind.DIRECTORY, 0o1777),
    ]
)


class Shown(App[None]):
    def __init__(self, files: FileTree) -> None:
        super().__init__()
        self.files = files

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def compose(self) -> ComposeResult:
        yield FileTreeView()

    def on_mount(self) -> None:
        self.query_one(FileTreeView).files = self.files
        self.query_one(FileTreeView).focus()


def lines(app: App[None]) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def many(folder: str, count: int = 3001) -> list[FileEntry]:
    return [FileEntry(f"{folder}/file{number}", FileKind.FILE, 0o644, number) for number in range(count)]


async def until_listed(pilot, count: int) -> FileTreeView:
    view = pilot.app.query_one(FileTreeView)
    for _ in range(500):
        await pilot.pause(0.01)
        if view.row_count() == count:
            break
    assert view.row_count() == count
    await pilot.pause()
    return view


async def test_the_largest_comes_first_and_folders_count_what_is_in_them():
    async with Shown(FILES).run_test(size=(50, 10)) as pilot:
        shown = lines(pilot.app)
        assert shown[0].split() == ["▸", "usr", "5.9", "MB"]
        assert shown[1].split() == ["▸", "etc", "30", "B"]


async def test_s_sorts_by_name_and_keeps_the_cursor_on_its_entry():
    async with Shown(FILES).run_test(size=(50, 10)) as pilot:
        view = pilot.app.query_one(FileTreeView)
        await pilot.press("s")
        assert [line.split()[1 if "▸" in line else 0] for line in lines(pilot.app)[:4]] == [
            "bin",
            "etc",
            "tmp",
            "usr",
        ]
        assert view.cursor == 3


async def test_right_opens_left_closes_and_goes_to_the_parent():
    async with Shown(FILES).run_test(size=(50, 10)) as pilot:
        view = pilot.app.query_one(FileTreeView)
        await pilot.press("right", "down", "enter")
        assert view.row_count() == 7
        assert lines(pilot.app)[2].split() == ["tool", "5.0", "MB"]
        await pilot.press("down", "left")
        assert view.cursor == 1
        await pilot.press("left", "left")
        assert view.cursor == 0
        await pilot.press("left")
        assert view.row_count() == 4


async def test_a_click_opens_a_folder():
    async with Shown(FILES).run_test(size=(50, 10)) as pilot:
        await pilot.click(FileTreeView, offset=(4, 0))
        assert pilot.app.query_one(FileTreeView).row_count() == 6


async def test_names_that_would_upset_the_terminal_are_made_visible():
    nasty = FileTree.of([FileEntry("a\x1b[31mb\nc\udcff", FileKind.FILE, 0o644, 1)])
    async with Shown(nasty).run_test(size=(50, 5)) as pilot:
        assert "\x1b" not in lines(pilot.app)[0]
        assert r"a\x1b[31mb\nc\xff" in lines(pilot.app)[0]


async def test_a_hundred_thousand_entries_in_one_folder_open_at_once():
    many = FileTree.of(FileEntry(f"d/{n}", FileKind.FILE, 0o644, n) for n in range(100_000))
    many.children()  # the indexes are made once, in the worker that takes the figures
    many.bytes_under()
    async with Shown(many).run_test(size=(50, 20)) as pilot:
        view = await until_listed(pilot, 1)
        began = thread_time()
        view.action_unfold()
        assert thread_time() - began < 0.05
        await until_listed(pilot, 100_001)
        await pilot.press("end")
        began = thread_time()
        for y in range(20):
            view.render_line(y)
        assert thread_time() - began < 0.1
        assert lines(pilot.app)[-1].split()[0] == "0"


async def test_a_large_stage_is_listed_by_a_worker():
    async with Shown(FileTree.of(many("big"))).run_test(size=(50, 10)) as pilot:
        await until_listed(pilot, 1)
        assert lines(pilot.app)[0].split()[:2] == ["▸", "big"]


async def test_while_a_large_folder_is_listed_another_one_opens():
    async with Shown(FileTree.of([*many("big"), *FILES])).run_test(size=(50, 10)) as pilot:
        await until_listed(pilot, 5)
        view = pilot.app.query_one(FileTreeView)
        for path in ("big", "usr"):
            view.action_go([row.entry.path for row in view._rows].index(path))
            view.action_unfold()
        await until_listed(pilot, 5 + 3001 + 2)
        at = {row.entry.path: number for number, row in enumerate(view._rows)}
        assert at["big/file3000"] == at["big"] + 1
        assert at["usr/bin"] == at["usr"] + 1


async def test_a_large_stage_that_was_left_is_not_shown_when_it_is_listed_at_last():
    async with Shown(FileTree.of(many("big"))).run_test(size=(50, 10)) as pilot:
        view = pilot.app.query_one(FileTreeView)
        view.files = FILES
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert lines(pilot.app)[0].split()[1] == "usr"


async def test_a_large_stage_is_sorted_by_a_worker_and_the_cursor_stays_on_its_entry():
    async with Shown(FileTree.of([*many("big"), *FILES])).run_test(size=(50, 10)) as pilot:
        view = await until_listed(pilot, 5)
        view.action_go(2)
        path = view.path
        await pilot.press("s")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert view.path == path
        assert [row.entry.path for row in view._rows] == ["big", "bin", "etc", "tmp", "usr"]
