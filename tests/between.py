"""A part of a document that is made from the code, between two marks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Marks:
    """Where such a part stands."""

    file: Path
    begin: str
    end: str

    def read(self) -> str:
        """What stands there now."""
        return self.file.read_text(encoding="utf-8").partition(self.begin)[2].partition(self.end)[0].strip()

    def write(self, text: str) -> None:
        """Put ``text`` there."""
        before, begin, rest = self.file.read_text(encoding="utf-8").partition(self.begin)
        _, end, after = rest.partition(self.end)
        if not begin or not end:
            raise SystemExit(f"{self.file} lacks the marks {self.begin} and {self.end}")
        self.file.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
