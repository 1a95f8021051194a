from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tutor.dockerfile.blocks import blocks_of
from tutor.dockerfile.completion import CONTEXT, Completion, Folder, Known, complete

KNOWN = Known(
    images=("alpine:3.22", "gcr.io/distroless/static-debian13:nonroot", "golang:1.27-trixie", "scratchpad:1"),
    folders={
        Folder(CONTEXT, ""): (".git/", "Makefile", "go.mod", "main.go", "pkg/"),
        Folder(CONTEXT, "pkg"): ("add.go", "sub/"),
        Folder("build", ""): ("etc/", "out/", "usr/"),
        Folder("build", "out"): ("calc", "calc.sig"),
        Folder("golang:1.27-trixie", ""): ("go/", "usr/"),
    },
)


@dataclass(frozen=True)
class Completed:
    """A text with ``|`` where the cursor is, and what was offered there."""

    lines: list[str]
    row: int
    completion: Completion | None

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.completion.candidates] if self.completion else []

    def taking(self, label: str) -> str:
        """The cursor's line when the candidate was taken."""
        assert self.completion is not None
        taken = next(one for one in self.completion.candidates if one.label == label)
        line = self.lines[self.row]
        return line[: self.completion.start] + taken.text + line[self.completion.end :]


Complete = Callable[..., Completed]


@pytest.fixture(name="complete")
def _complete() -> Complete:
    def of(text: str, known: Known = KNOWN) -> Completed:
        before = text.partition("|")[0]
        lines = text.replace("|", "", 1).split("\n")
        row, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
        return Completed(lines, row, complete(blocks_of(lines), row, column, known))

    return of
