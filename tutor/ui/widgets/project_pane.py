"""A project beside its Dockerfile: what is built, what is sent, and what would save most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.message import Message

from tutor.ui import amounts, signs
from tutor.ui.widgets.linked_lines import Line, LinkedLines

if TYPE_CHECKING:
    from tutor.course import BuildOptions, Lesson, Project
    from tutor.dockerfile import Problem
    from tutor.insight import Advice
    from tutor.ui.project_context import ContextCount

MOST_ADVICE = 3
_SIGNS = {
    "error": (signs.FAILED, "$text-error"),
    "warning": (signs.WARNING, "$text-warning"),
    "advice": (signs.ADVICE, "$text-primary"),
}


@dataclass(frozen=True, slots=True)
class ProjectView:
    """All that the pane shows. ``advice`` is None before a build that was measured."""

    project: Project
    options: BuildOptions
    context: ContextCount | None = None
    problems: tuple[Problem, ...] = ()
    advice: tuple[Advice, ...] | None = None
    lessons: tuple[Lesson, ...] = ()


class ProjectPane(LinkedLines):
    """Folder, target, build context, what to change, and what the check of the text found."""

    BORDER_TITLE = "Project"
    HELP = """
    # Project
    Your own Dockerfile. It is edited where it is; nothing else is written into your folder.

    - **F5** builds it, **F8** runs it, **F10** compares its stages.
    - **Ctrl+T** chooses the stage to build and the build arguments.
    - **Enter** goes to the line, or opens the lesson that explains.

    *Context* is what a build sends to the engine: all files that `.dockerignore` leaves in.
    """

    @dataclass
    class Followed(Message):
        """A line, a lesson (its slug) or the build options were chosen."""

        what: Literal["line", "lesson", "options"]
        value: int | str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._view: ProjectView | None = None

    def show(self, view: ProjectView) -> None:
        """Show a project."""
        again = self._view is not None
        self._view = view
        self.redraw(keep_place=again)

    def follow(self, link: object) -> None:
        match link:
            case ("line" | "lesson" | "options" as what, int() | str() as value, *_):
                self.post_message(self.Followed(what, value))

    def draw(self, width: int) -> Sequence[Line]:
        view = self._view
        if view is None:
            return []
        parts = (
            [*_wrapped(str(view.project.folder), width, style="bold"), *_built_with(view, width)],
            list(_context(view.context, width)),
            list(_advice(view, width)),
            list(_problems(view.problems, width)),
        )
        lines: list[Line] = []
        for part in parts:
            lines += ([Line(Content(""))] if lines and part else []) + part
        return lines


def _wrapped(
    text: str, width: int, link: object = None, *, style: str = "", indent: str = "", first: str | None = None
) -> Iterator[Line]:
    for line in wrap(
        text, max(10, width - 1), initial_indent=indent if first is None else first, subsequent_indent=indent
    ):
        yield Line(Content.styled(line, style), link)


def _heading(title: str) -> Line:
    return Line(Content.styled(title, "bold $primary"))


def _built_with(view: ProjectView, width: int) -> Iterator[Line]:
    link = ("options", "")
    name = view.project.dockerfile_path.name
    if name != "Dockerfile":
        yield from _wrapped(name, width, style="$muted")
    target = view.options.target or "the last stage"
    yield from _wrapped(f"Builds {target}", width, link)
    for key, value in view.options.build_args.items():
        yield from _wrapped(f"{key}={value}", width, link, indent="  ")
    yield Line(Content.styled("Ctrl+T changes that", "$accent"), link)


def _context(context: ContextCount | None, width: int) -> Iterator[Line]:
    yield _heading("Context")
    if context is None:
        yield Line(Content.styled("  being counted …", "$muted"))
        return
    if context.error:
        yield from _wrapped(context.error, width, indent="  ", style="$text-warning")
        return
    yield from _wrapped(
        f"{amounts.count(context.files, 'file')}, {amounts.size(context.bytes)}", width, indent="  "
    )
    if context.ignore_file:
        ignored = amounts.count(context.ignored, "path")
        yield from _wrapped(f"{context.ignore_file} leaves out {ignored}", width, indent="  ", style="$muted")
    else:
        yield from _wrapped("no .dockerignore: all is sent", width, indent="  ", style="$muted")
    for path, size in context.largest:
        yield from _wrapped(f"{path}  {amounts.size(size)}", width, indent="  ", style="$muted")


def _advice(view: ProjectView, width: int) -> Iterator[Line]:
    yield _heading("What would help most")
    if view.advice is None:
        yield from _wrapped("F5 builds, then it is told here.", width, indent="  ", style="$muted")
        return
    if not view.advice:
        yield from _wrapped(f"{signs.DONE} Nothing worth a change was found.", width, indent="  ")
    lessons = {lesson.slug: lesson for lesson in view.lessons}
    for number, one in enumerate(view.advice[:MOST_ADVICE], 1):
        link = ("line", one.line, number) if one.line is not None else None
        about = "about " if one.estimated else ""
        saves = f" {signs.DOT} {about}{amounts.size(one.saves_bytes)}" if one.saves_bytes else ""
        yield from _wrapped(f"{one.title}{saves}", width, link, style="bold", first=f"{number} ", indent="  ")
        named = one.line is None or f"ine {one.line}" in one.because
        line = "" if named else f"Line {one.line}: "
        yield from _wrapped(line + one.because, width, link, style="$muted", indent="  ")
        if one.lesson in lessons:
            lesson = lessons[one.lesson]
            told = f"Lesson {lesson.number}, {lesson.title}"
            leads_to = ("lesson", lesson.slug, number)
            pointer = f"  {signs.POINTER} "
            yield from _wrapped(told, width, leads_to, style="$accent", first=pointer, indent="    ")


def _problems(problems: Sequence[Problem], width: int) -> Iterator[Line]:
    yield _heading("Check")
    if not problems:
        yield from _wrapped(f"{signs.DONE} no problems", width, indent="  ", style="$muted")
    for number, one in enumerate(problems):
        sign, colour = _SIGNS[one.severity.value]
        link = ("line", one.lines.first, "check", number)
        lines = list(
            _wrapped(
                f"{one.lines.first} {one.rule}: {one.message}", width, link, first=f"{sign} ", indent="  "
            )
        )
        head = lines[0].content
        yield Line(Content.assemble((head.plain[:1], colour), head.plain[1:]), link)
        yield from lines[1:]
