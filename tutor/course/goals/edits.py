"""What is changed before a build is made again, and what came of that build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.errors import NotRecorded
from tutor.engine.result import BuildFailure

StepState = Literal["cached", "ran", "failed"]


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of one file of the build context: text at its end, or whole new content.

    ``file`` is its path there. Only ``write`` may make a new file.
    """

    file: str
    append: str | None = None
    write: str | None = None


@dataclass(frozen=True, slots=True)
class BuildNeed:
    """The learner's Dockerfile, built again with these edits, up to a stage.

    ``fresh`` edits end in blanks of their own each time, so that no earlier build with the same edits is
    reused.
    """

    edits: tuple[Edit, ...] = ()
    target: str | None = None
    fresh: bool = False

    @property
    def told(self) -> str:
        """What is done, for a person: ``built again with an edit of src/index.js``."""
        what = f"built {the_stage(self.target)}" if self.target is not None else "built again"
        files = " and ".join(edit.file for edit in self.edits)
        return f"{what} with an edit of {files}" if files else what


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a build went that was made again, for the goals alone.

    ``lines`` tells by line what became of each instruction that was reached. ``wrote`` is the output of the
    step that failed. ``unrecorded`` is where the embedded engine knew no further.
    """

    lines: Mapping[int, StepState] = field(default_factory=dict)
    failure: BuildFailure | None = None
    wrote: str = ""
    unrecorded: NotRecorded | None = None

    def ended(self) -> str:
        """How it ended before everything was built, as a sentence."""
        if self.unrecorded is not None:
            return (
                f"Not judged: the embedded engine has no recording of {self.unrecorded.what} "
                f"({self.unrecorded.reason}). Docker or Podman can tell."
            )
        if self.failure is None:
            return "The build that was made again did not come to that step."
        where = f" at line {self.failure.line}" if self.failure.line is not None else ""
        return f"The build that was made again failed{where}: {self.failure.message}"
