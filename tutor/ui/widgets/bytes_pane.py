"""Where the bytes of a build went: sizes, what crossed, what was left behind, what is wasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.dockerfile.stage_titles import stage_title
from tutor.ui import amounts, signs
from tutor.ui.widgets.linked_lines import Line, LinkedLines, heading, quiet
from tutor.ui.widgets.remembered_bytes import remembered_bytes
from tutor.ui.widgets.rows import spread

if TYPE_CHECKING:
    from tutor.insight import Crossing, Explanation, LeftBehind, LineInsight, StageInsight, Waste
    from tutor.ui.figures import BuildFigures
    from tutor.ui.live.plan import PlannedStage

_MOST_LEFT = 8
_WASTED_HOW = {
    "deleted": "deletes it",
    "replaced": "writes it anew",
    "metadata only": "changes mode or owner",
    "moved": "moves it",
}
"""What a line does to the bytes that stay stored although nobody sees them."""
_MOST_WASTE = 5
_MOST_SECRETS = 12


_NOT_MEASURED = "not measured"
_NO_BUILD = Content.from_markup(
    "After [@click=screen.build]F5[/]: how large each stage is, what crossed from one to the other, and what "
    "was left behind."
)


class BytesPane(LinkedLines):
    """Answers from one place: how large, what crossed, which line costs most, a shell, what was left."""

    HELP = f"""
    # Bytes
    Where the bytes of the last build went.

    - **Stages**: how large each is, and how much of it ships.
    - **Crossed**: what each `COPY --from` brought over, and from where.
    - **Ships most**: the line that adds most to the final image; **Adds most** to any stage.
    - **Left behind**: what stays in earlier stages, by what it was for.
    - **Wasted**: bytes that a later line hid and that are stored all the same.

    **Signs**: `{signs.SKIPPED}` a stage that was skipped, `✘` one that was not built.

    **Enter** goes to the line in the Dockerfile.
    """

    @dataclass
    class LineChosen(Message):
        """Go to this line of the Dockerfile that was built, counted from 1."""

        line: int

    earlier = reactive(False)
    """Whether a later build came to nothing, so that these figures are of the one before it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._told: Explanation | None = None
        self._remembered: tuple[BuildFigures, Sequence[PlannedStage]] | None = None

    def show(self, explanation: Explanation | None) -> None:
        """Show a build; None where there is none, or where it was not measured."""
        self._told, self._remembered = explanation, None
        self.redraw()

    def show_remembered(self, figures: BuildFigures, plan: Sequence[PlannedStage]) -> None:
        """Show the sizes of a build of an earlier session; ``plan`` is that of its text."""
        self._remembered = figures, plan
        self.redraw()

    def watch_earlier(self) -> None:
        self.redraw(keep_place=True)

    def empty_text(self) -> Content:
        return _NO_BUILD

    def follow(self, link: object) -> None:
        if isinstance(link, tuple) and isinstance(link[1], int):
            self.post_message(self.LineChosen(link[1]))

    def draw(self, width: int) -> Sequence[Line]:
        told = self._told
        if self._remembered is not None:
            return list(remembered_bytes(*self._remembered, width))
        if told is None or not told.stages:
            return []
        parts = (
            list(_stages(told, width)),
            list(_crossed(told, width)),
            list(_costs_most(told.costliest, width)),
            list(_adds_most(told, width)),
            list(_left(told, width)),
            list(_wasted(told.waste, width)),
            list(_secrets(told, width)),
        )
        lines = [quiet("Of the build before this one", width)] if self.earlier else []
        for part in parts:
            lines += ([Line(Content(""))] if lines and part else []) + part
        return lines


def _stages(told: Explanation, width: int) -> Iterator[Line]:
    yield heading("Stages", "", width)
    for stage in told.stages:
        name = Content.assemble(
            (stage_name(stage), "bold"), (" ships" if stage.final and stage.built else "", "$success")
        )
        if not stage.built:
            size = f"{signs.SKIPPED} skipped" if stage.skipped_because else f"{signs.FAILED} not built"
            yield Line(spread(name, Content.styled(size, "$muted"), width))
            if stage.skipped_because:
                yield quiet(f"  {stage.skipped_because}", width)
            continue
        yield Line(spread(name, Content(amounts.size(stage.size)), width))
        if not stage.final and stage.size and stage.shipped_bytes is not None:
            share = amounts.share(stage.shipped_bytes, stage.size)
            part = (
                f"{amounts.size(stage.shipped_bytes)} of it ({share})"
                if stage.shipped_bytes
                else "nothing of it"
            )
            yield quiet(f"  {part} ships", width)
        if about := surface_in_words(stage, width - 2):
            yield quiet(f"  {about}", width)


def stage_name(stage: StageInsight) -> str:
    """``build``, or ``stage-1`` where it has no name."""
    return stage_title(stage.label)


def _from(one: Crossing) -> str:
    return stage_title(one.from_name)


def surface_in_words(stage: StageInsight, width: int) -> str:
    """``no shell · 4 packages · root``: what an attacker would find, as much as there is room for."""
    surface = stage.surface
    if surface is None:
        return ""
    shells = sorted({path.rpartition("/")[2] for path in surface.shells})
    named = f"shell: {', '.join(shells)}"
    told = [
        "no shell" if not shells else named if len(named) <= width else amounts.count(len(shells), "shell"),
        "root" if surface.runs_as_root else f"user {surface.user}",
        amounts.count(len(surface.packages), "package") if surface.packages else "no packages",
    ]
    while len(told) > 1 and len(f" {signs.DOT} ".join(told)) > width:
        told.pop()
    return f" {signs.DOT} ".join(told)


def _crossed(told: Explanation, width: int) -> Iterator[Line]:
    if not told.crossings and len(told.stages) < 2:
        return
    why = "" if told.crossings else _why_nothing_crossed(told)
    whole = None if why.startswith(_NOT_MEASURED) else sum(one.bytes for one in told.crossings)
    yield heading("Crossed", amounts.size(whole), width)
    for row in wrap(why, width - 2):
        yield quiet(f"  {row}", width)
    for one in told.crossings:
        link = ("crossed", one.line)
        name = Content.assemble((f"{one.line:>3} ", "$muted"), f"from {_from(one)}")
        yield Line(spread(name, Content(amounts.size(one.bytes)), width), link)
        yield quiet(f"    {what_crossed(one)}", width, link)


def _why_nothing_crossed(told: Explanation) -> str:
    copying = [one for one in told.lines if "--from=" in one.text]
    missed = next((one.line for one in copying if not one.reached), None)
    if missed is not None:
        return f"line {missed} was not reached"
    return (
        f"{_NOT_MEASURED}: the engine told no layers" if copying else "nothing: no line copies from a stage"
    )


def what_crossed(one: Crossing) -> str:
    """``/out/calc``, ``/app and 3 more``, or how many files."""
    if not one.paths:
        return _counted(one.files)
    if len(one.paths) == 1:
        source, destination = one.paths[0]
        return f"/{source}" if source == destination else f"/{source} → /{destination}"
    return _counted(one.files)


def _counted(files: int) -> str:
    return amounts.count(files, "file") if files else "folders only"


def _costs_most(line: LineInsight | None, width: int) -> Iterator[Line]:
    if line is None:
        return
    yield heading("Ships most", amounts.size(line.ships if line.ships else line.adds), width)
    link = ("costs", line.line)
    text = Content.assemble((f"{line.line:>3} ", "$muted"), " ".join(line.text.split()))
    yield Line(text.truncate(width, ellipsis=True), link)
    if line.adds and line.ships is not None and line.ships < line.adds:
        yield quiet(f"    of {amounts.size(line.adds)} that it adds", width, link)


def _adds_most(told: Explanation, width: int) -> Iterator[Line]:
    """The line that adds most to any stage, where it is another one than what ships most."""
    line = max(told.lines, key=lambda line: line.adds or 0, default=None)
    if line is None or not line.adds or (told.costliest is not None and line.line == told.costliest.line):
        return
    yield heading("Adds most", amounts.size(line.adds), width)
    text = Content.assemble((f"{line.line:>3} ", "$muted"), " ".join(line.text.split()))
    yield Line(text.truncate(width, ellipsis=True), ("adds", line.line))


def _left(told: Explanation, width: int) -> Iterator[Line]:
    whole = sum(one.bytes for one in told.left_behind)
    if not told.left_behind:
        return
    yield heading("Left behind", amounts.size(whole), width)
    several = len({one.stage for one in told.left_behind}) > 1
    for number, one in enumerate(told.left_behind[:_MOST_LEFT]):
        label = stage_name(told.stages[one.stage]) if several else ""
        yield from _left_line(one, label, number, width)
    rest = told.left_behind[_MOST_LEFT:]
    if rest:
        yield Line(
            spread(
                Content.styled(f"  {len(rest)} more", "$muted"),
                Content(amounts.size(sum(one.bytes for one in rest))),
                width,
            )
        )


def _left_line(one: LeftBehind, label: str, number: int, width: int) -> Iterator[Line]:
    name = f"  {one.cause.title}" + (f" in {label}" if label else "")
    link = (f"left {number}", one.lines[0]) if one.lines else None
    yield Line(spread(Content(name), Content(amounts.size(one.bytes)), width), link)
    told = [amounts.count(one.files, "file")]
    if one.lines:
        told.insert(0, "line " + ", ".join(map(str, one.lines[:3])))
    if one.largest and len(f" {signs.DOT} ".join(told)) + len(one.largest[0]) + 8 <= width:
        told.append(f"/{one.largest[0]}")
    yield quiet("    " + f" {signs.DOT} ".join(told), width, link)


def _wasted(waste: Sequence[Waste], width: int) -> Iterator[Line]:
    if not waste:
        return
    yield heading("Wasted", amounts.size(sum(one.bytes for one in waste)), width)
    for number, one in enumerate(waste[:_MOST_WASTE]):
        link = (f"waste {number}", one.line)
        name = Content.assemble((f"{one.line:>3} ", "$muted"), _WASTED_HOW[one.how])
        yield Line(spread(name, Content(amounts.size(one.bytes)), width), link)
        told = "ships all the same" if one.ships else ""
        if one.paths:
            told = f"{told} {signs.DOT} /{one.paths[0]}" if told else f"/{one.paths[0]}"
        if told:
            yield quiet(f"    {told}", width, link)


def _secrets(told: Explanation, width: int) -> Iterator[Line]:
    if not told.secrets:
        return
    yield heading("Secrets that stay", str(len(told.secrets)), width)
    for number, one in enumerate(told.secrets[:_MOST_SECRETS]):
        name = f"/{one.name}" if one.what == "file" else one.name
        yield quiet(f"  {name}", width, (f"secret {number}", one.line) if one.line else None)
    if (rest := len(told.secrets) - _MOST_SECRETS) > 0:
        yield quiet(f"  {rest} more: distill explain", width)
