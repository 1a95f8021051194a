"""Two opened sides, and all that the screen tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.ui import amounts

if TYPE_CHECKING:
    from tutor.image import Image
    from tutor.image.merged_tree import MergedTree
    from tutor.ui.comparing.side import Opened


@dataclass(frozen=True, slots=True)
class SurfaceFigure:
    """What there is to use against an image, counted; ``user`` in words."""

    paths: int
    shells: int
    packages: int
    setuid: int
    user: str
    root: bool

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The same as a table: what is counted, and how many there are."""
        counts = (self.paths, self.shells, self.packages, self.setuid)
        names = ("paths", "shells", "packages", "setuid files")
        counted = tuple((name, f"{number:,}") for name, number in zip(names, counts, strict=True))
        return (*counted, ("runs as", "root" if self.root else self.user))

    @property
    def told(self) -> tuple[str, ...]:
        return (
            amounts.count(self.paths, "path"),
            _counted(self.shells, "shell", "no shell"),
            _counted(self.packages, "package", "no packages"),
            _counted(self.setuid, "setuid file", "no setuid file"),
            "runs as root" if self.root else f"runs as {self.user}",
        )


@dataclass(frozen=True, slots=True)
class KindFigure:
    """Bytes of files of one kind on both sides."""

    title: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The two sides with what differs; ``tree`` is None where the files of one are not known."""

    left: Opened
    right: Opened
    left_surface: SurfaceFigure | None = None
    right_surface: SurfaceFigure | None = None
    tree: MergedTree | None = None
    kinds: tuple[KindFigure, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both sides are one and the same."""
        return self.left.side == self.right.side

    @property
    def alike(self) -> bool:
        """Whether no file differs."""
        if self.tree is None:
            return False
        found = self.tree.comparison
        return not any(len(part.paths) for part in (found.added, found.removed, found.changed))

    @property
    def surface_change(self) -> tuple[str, ...]:
        """How the surface differs, in words; () where that cannot be told."""
        return self._surface_change("setuid file", "setuid files", "user ")

    @property
    def surface_change_shortly(self) -> tuple[str, ...]:
        """The same in fewer words."""
        return self._surface_change("setuid", "setuid", "")

    def _surface_change(self, setuid: str, several_setuid: str, user: str) -> tuple[str, ...]:
        before, after = self.left_surface, self.right_surface
        if before is None or after is None:
            return ()
        numbers = (
            (after.shells - before.shells, "shell", "shells"),
            (after.packages - before.packages, "package", "packages"),
            (after.setuid - before.setuid, setuid, several_setuid),
        )
        told = [f"{by:+,} {one if abs(by) == 1 else several}".replace("-", MINUS)
                for by, one, several in numbers if by]  # fmt: skip
        if (before.root, before.user) != (after.root, after.user):
            told.append(f"{user}{_user(before)} → {_user(after)}")
        return tuple(told) or ("the same surface",)


MINUS = "\N{MINUS SIGN}"


def growth(amount: int) -> str:
    """A difference of bytes with its sign."""
    if not amount:
        return "0 B"
    return ("+" if amount > 0 else MINUS) + amounts.size(abs(amount))


def growth_colour(amount: int, same: str = "$muted") -> str:
    """What a difference is drawn in: smaller is good."""
    return same if not amount else "$warning" if amount > 0 else "$success"


def compared(left: Opened, right: Opened) -> Compared:
    """Compare two sides; takes a good part of a second for 100,000 paths, so only for a worker."""
    from tutor.image.merged_tree import MergedTree
    from tutor.insight.digested import digested

    if left.image is None or right.image is None:
        return Compared(left, right, _surface(left.image), _surface(right.image))
    one_build = left.stage is not None and right.stage is not None
    images = digested(left.image, right.image, (left.digests, right.digests), one_build=one_build)
    tree = MergedTree.of(images[0].files, images[1].files)
    tree.prepare()
    kinds = tuple(
        KindFigure(kind.title, before, after) for kind, (before, after) in tree.comparison.by_kind.items()
    )
    return Compared(left, right, _surface(left.image), _surface(right.image), tree, kinds)


def _surface(image: Image | None) -> SurfaceFigure | None:
    if image is None:
        return None
    found = image.surface
    return SurfaceFigure(
        len(image.files),
        len(found.shells),
        len(found.packages),
        len(found.setuid),
        found.user or "root",
        found.runs_as_root,
    )


def _counted(number: int, noun: str, none: str) -> str:
    return amounts.count(number, noun) if number else none


def _user(surface: SurfaceFigure) -> str:
    return "root" if surface.root else surface.user
