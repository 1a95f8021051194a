"""A certificate of what a learner completed, with the learner's own figures, as Markdown."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tutor import __version__
from tutor.course.course_map import SAVED_MEANS, CourseMap, Standing
from tutor.course.goals.words import percent
from tutor.image.size import human
from tutor.insight.export.prose import table, text

NOT_KNOWN = "?"
BLANK_NAME = "______________________"
"""A line to write a name on."""

HEAD = (
    "lesson",
    "first build",
    "smallest that passed",
    "of the first",
    "attempts",
    "hints",
    "date",
    "engine",
)
MEANING = (
    "Bytes are of final images, uncompressed. “First build” is the first whole build of the lesson, "
    "“smallest that passed” the smallest final image with all goals green; the engine built that one. "
    "Attempts are counted until all goals were green for the first time, which is the date. “Recorded” means "
    "that the built-in engine worked from recordings of a real one."
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified to ``name``, "" for a line to write on; ``issued_at`` is seconds since 1970."""

    name: str
    map: CourseMap
    issued_at: float

    @property
    def completed(self) -> tuple[Standing, ...]:
        """The lessons that are done, by number."""
        return tuple(one for one in self.map.standings if one.done)

    @property
    def whole(self) -> bool:
        """Whether the whole course is done."""
        return len(self.completed) == len(self.map.standings)

    def markdown(self) -> str:
        """The document, without anything that was not completed but its name."""
        done, of = len(self.completed), len(self.map.standings)
        told = f"all {of} lessons" if self.whole else f"{done} of {of} lessons"
        lines = [
            f"# Certificate of {'' if self.whole else 'partial '}completion",
            "",
            f"**{text(self.name) or BLANK_NAME}** completed **{told}** of Distill, a course on multi-stage "
            "builds and distroless images.",
            "",
            *table(HEAD, map(_row, self.completed)),
            "",
            f"**Saved: {human(self.map.saved_bytes)}.** {SAVED_MEANS}",
            "",
            MEANING,
        ]
        if not self.whole:
            missing = (
                f"{one.lesson.number} {text(one.lesson.title)}" for one in self.map.standings if not one.done
            )
            lines += ["", f"Not completed: {', '.join(missing)}."]
        lines += [
            "",
            f"Written on {day(self.issued_at)} by Distill {__version__} from the progress on the learner's "
            "own machine; nobody else has checked it.",
        ]
        return "\n".join(lines) + "\n"


def day(at: float) -> str:
    """The local day of a time, as ``2026-11-24``."""
    return time.strftime("%Y-%m-%d", time.localtime(at))


def _row(one: Standing) -> tuple[str, ...]:
    first, best, tally = one.first, one.best, one.tally
    return (
        f"{one.lesson.number} {text(one.lesson.title)}",
        NOT_KNOWN if first is None else human(first.final_bytes),
        NOT_KNOWN if best is None else human(best.final_bytes),
        NOT_KNOWN if ratio_of(one) is None else percent(ratio_of(one) or 0.0),
        str(tally.attempts_to_pass or NOT_KNOWN),
        f"{one.hints} of {len(one.lesson.hints)}",
        NOT_KNOWN if tally.passed_at is None else day(tally.passed_at),
        NOT_KNOWN if best is None else f"{text(best.engine)}, {'recorded' if best.recorded else 'live'}",
    )


def ratio_of(one: Standing) -> float | None:
    """The smallest passing final image as a share of the first build's; None without either."""
    if one.first is None or one.best is None or not one.first.final_bytes:
        return None
    return one.best.final_bytes / one.first.final_bytes
