"""Which rows of two merged trees are seen, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tutor.image.merged_tree import MergedTree, Node, Sign

Order = Literal["difference", "size", "name"]
ORDERS: tuple[Order, ...] = ("difference", "size", "name")
MEGABYTE = 1_000_000
STEPS = (0, MEGABYTE, 10 * MEGABYTE, 100 * MEGABYTE)
"""Sizes that a file can be asked to have at least, in bytes; 0 asks for nothing."""
SETUID_OR_SETGID = 0o6000
MOST_OPENED = 400
"""When no more paths than this pass a filter, their folders open by themselves."""
CHECK_EVERY = 2048
"""After as many paths a worker looks whether it is still wanted."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class View:
    """How a merged tree is looked at; without ``signs`` all of them are shown."""

    order: Order = "difference"
    signs: frozenset[Sign] = frozenset()
    setuid: bool = False
    least: int = 0

    @property
    def filters(self) -> bool:
        """Whether anything is left out."""
        return bool(self.signs or self.setuid or self.least)

    def toggled(self, sign: Sign) -> View:
        """The same with a sign asked for, or no longer."""
        return replace(self, signs=self.signs ^ {sign})

    def with_next_least(self) -> View:
        """The same with the next size to have at least."""
        return replace(self, least=STEPS[(STEPS.index(self.least) + 1) % len(STEPS)])

    def with_next_order(self) -> View:
        return replace(self, order=ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)])


class Row(NamedTuple):
    """A visible path; ``depth`` is how many open folders it lies in."""

    node: Node
    depth: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What passes the filters: ``shown`` are those paths with the folders they lie in, None for all.

    ``count`` counts the paths that pass themselves.
    """

    shown: frozenset[str] | None
    count: int
    opened: frozenset[str] = frozenset()
    """Folders that open by themselves, as there is little in them."""


def passed(tree: MergedTree, view: View, stop: Stop = lambda: False) -> Passed:
    """What a view leaves of a tree; goes through all paths."""
    if not view.filters:
        return Passed(None, len(tree))
    paths = {path for number, path in enumerate(_candidates(tree, view)) if _fits(tree, path, view)
             and not (number % CHECK_EVERY == 0 and stop())}  # fmt: skip
    folders = set(_above(paths))
    few = frozenset(folders) if len(paths) <= MOST_OPENED else frozenset()
    return Passed(frozenset(paths | folders), len(paths), few)


def _candidates(tree: MergedTree, view: View) -> Iterable[str]:
    if not view.signs:
        return tree.paths()
    found = tree.comparison
    moved = {path for one in found.moved for path in (one.before.path, one.after.path)}
    of_sign: dict[Sign, Iterable[str]] = {
        "+": (path for path in found.added.paths if path not in moved),
        "-": (path for path in found.removed.paths if path not in moved),
        "~": found.changed.paths,
        "=": found.kept.paths,
        ">": moved,
    }
    return (path for sign in view.signs for path in of_sign[sign])


def _fits(tree: MergedTree, path: str, view: View) -> bool:
    if not (view.setuid or view.least):
        return True
    there = [one for one in (tree.before.get(path), tree.after.get(path)) if one is not None]
    if view.setuid and not any(one.kind.value == "f" and one.mode & SETUID_OR_SETGID for one in there):
        return False
    return not view.least or any(one.kind.value == "f" and one.size >= view.least for one in there)


def _above(paths: Iterable[str]) -> Iterator[str]:
    """The folders of all paths, each once."""
    seen: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in seen:
            seen.add(folder)
            yield folder
            folder = folder.rpartition("/")[0]


def folders_above(path: str) -> tuple[str, ...]:
    """The folders that have to be open for a path to be seen."""
    return tuple(_above([path]))


def ordered(tree: MergedTree, folder: str, view: View, shown: frozenset[str] | None) -> list[Node]:
    """What is seen of a folder, in the view's order; ties by name."""
    nodes = [node for node in tree.children(folder) if shown is None or node.path in shown]
    if view.order == "difference":
        nodes.sort(key=lambda node: (-node.weights.touched, -max(node.weights.before, node.weights.after)))
    elif view.order == "size":
        nodes.sort(key=lambda node: -max(node.weights.before, node.weights.after))
    return nodes


def rows_of(
    tree: MergedTree,
    opened: frozenset[str] | set[str],
    view: View,
    shown: frozenset[str] | None,
    *,
    folder: str = "",
    depth: int = 0,
    stop: Stop = lambda: False,
) -> list[Row]:
    """The visible rows below a folder, those of open folders in it included."""
    rows: list[Row] = []
    for node in ordered(tree, folder, view, shown):
        rows.append(Row(node, depth))
        if node.path in opened and not stop():
            rows += rows_of(tree, opened, view, shown, folder=node.path, depth=depth + 1, stop=stop)
    return rows


def index_of(rows: Sequence[Row], path: str | None) -> int:
    """The row of a path, or of the nearest folder above it that has one; the first for None."""
    if path is None:
        return 0
    numbers = {row.node.path: number for number, row in enumerate(rows)}
    return next((numbers[one] for one in (path, *folders_above(path)) if one in numbers), 0)


def all_folders(tree: MergedTree, shown: frozenset[str] | None) -> frozenset[str]:
    """Every folder that is shown."""
    return frozenset(path for path in tree.folders() if path and (shown is None or path in shown))


def found(
    tree: MergedTree, view: View, shown: frozenset[str] | None, text: str, stop: Stop = lambda: False
) -> tuple[str, ...]:
    """The shown paths whose name holds a text: those called just so first, then in the order of the rows.

    Small and capital letters are one. A text with a slash in it is looked for in whole paths.
    """
    wanted = text.casefold().strip()
    if not wanted:
        return ()
    hits = {path for number, path in enumerate(tree.paths())
            if (shown is None or path in shown) and wanted in _looked_at(path, wanted).casefold()
            and not (number % CHECK_EVERY == 0 and stop())}  # fmt: skip
    in_order = _in_order(tree, view, hits, frozenset(_above(hits)), "")
    return tuple(sorted(in_order, key=lambda path: not _is_called(path, wanted)))


def _is_called(path: str, wanted: str) -> bool:
    return _looked_at(path, wanted).casefold().strip("/") == wanted.strip("/")


def _looked_at(path: str, wanted: str) -> str:
    return f"/{path}" if "/" in wanted else path.rpartition("/")[2]


def _in_order(
    tree: MergedTree, view: View, hits: set[str], folders: frozenset[str], folder: str
) -> Iterator[str]:
    for node in ordered(tree, folder, view, folders | frozenset(hits) if folder == "" else None):
        if node.path in hits:
            yield node.path
        if node.path in folders:
            yield from _in_order(tree, view, hits, folders, node.path)
