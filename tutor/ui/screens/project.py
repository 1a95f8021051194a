"""A person's own project: the lesson's screen without the lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.ui import outcome, signs
from tutor.ui.editor import DockerfileEditor
from tutor.ui.messages import ContextCounted, Remembered
from tutor.ui.remembering import remembered_margin
from tutor.ui.screens.panes import RESULT_PANES, Named, pane_keys
from tutor.ui.screens.workbench import Workbench
from tutor.ui.widgets.build_line import BuildStatus
from tutor.ui.widgets.even import EvenVertical
from tutor.ui.widgets.project_pane import ProjectPane, ProjectView
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tutor.course import BuildOptions, GoalRun, Judged, Progress, Project
    from tutor.engine.cancel import Cancel
    from tutor.engine.events import BuildEvent
    from tutor.engine.protocol import Engine, OnOutput
    from tutor.engine.request import BuildRequest, Replay
    from tutor.engine.result import BuildResult, RunResult
    from tutor.ui.comparing.side import Subject
    from tutor.ui.explained import Explained
    from tutor.ui.figures import BuildFigures
    from tutor.ui.messages import RunAsked

PROJECT_PANES: Named = (("project", "Project"), ("editor", "Editor"), ("stages", "Stages"), *RESULT_PANES)


class ProjectScreen(Workbench):
    """A folder with a Dockerfile: edit, build, look, run; what would save most stands at the left."""

    TITLE = "Project"
    CSS_PATH = ["workbench.tcss", "project.tcss"]
    HELP = """
    # Your project
    Your own Dockerfile, edited where it is. Nothing else in your folder is written.

    **F5** builds it, **F8** runs the image, **F10** compares. After a build the left pane tells what would
    save most. **Ctrl+T** chooses the stage to build and the build arguments.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *pane_keys(PROJECT_PANES),
        Binding("ctrl+t", "options", "Target, arguments", show=False, id="project.options",
                tooltip="Choose the stage to build and the build arguments"),
    ]  # fmt: skip

    panes = PROJECT_PANES

    def __init__(self, project: Project, options: BuildOptions) -> None:
        super().__init__()
        self.project = project
        self.options = options
        self.open_draft(project)
        self._view = ProjectView(project, options)
        self._built_options = options

    def compose_text(self) -> ComposeResult:
        with EvenVertical(id="text-column"):
            yield ProjectPane(id="project", classes="pane")

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.title = Content.from_markup(
            f"[@click=screen.home]{signs.BACK} Lessons[/]   [bold]$name[/]", name=self.project.folder.name
        )
        title.middle = self.project.dockerfile_path.name
        self.editor.target = self.options.target
        self._show(lessons=self.distill.course.lessons if self.distill.course else ())
        self.action_pane("project" if self.one_at_a_time else "editor")
        self._count_context(self.editor.text)

    def _show(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        self.query_one(ProjectPane).show(self._view)

    # What is known of it

    @work(thread=True, exit_on_error=False, group="progress", description="Reading the last build")
    def remember(self) -> None:
        from tutor.course import Progress
        from tutor.ui.figures import figures_of_report

        with Progress.open() as progress:
            attempts = [one for one in progress.attempts(self.project.key) if one.report]
        if attempts and (report := attempts[-1].report):
            self.post_message(Remembered(0, figures=figures_of_report(report), attempt=attempts[-1]))

    def on_remembered(self, message: Remembered) -> None:
        if message.figures is not None and self.figures is None and self.cancel is None:
            if self.take_up(message.built_text):
                told = self.explained if self.result is not None and self.result.ok else None
                self._show(advice=told.advice if told is not None else None)
            else:
                self.show_figures(message.figures)
                self.editor.margin = remembered_margin(message.built_text, message.figures)
                self.build_log.remember(None)
                self.read_kept_soon(message.attempt)
            self.tell_remembered(message.built_text, (), message.figures)

    @work(
        thread=True, exit_on_error=False, group="context", exclusive=True, description="Counting the context"
    )
    def _count_context(self, text: str) -> None:
        from tutor.ui.project_context import count_context

        self.post_message(ContextCounted(count_context(self.project, text)))

    def on_context_counted(self, message: ContextCounted) -> None:
        self._show(context=message.count)

    @on(DockerfileEditor.ProblemsFound)
    def _problems_found(self, message: DockerfileEditor.ProblemsFound) -> None:
        message.stop()
        self._show(problems=message.problems)

    # Building and running

    def begin_build(self, *, use_cache: bool) -> None:
        self._built_options = self.options
        super().begin_build(use_cache=use_cache)
        self._count_context(self.editor.text)

    def attempt(
        self,
        text: str,
        *,
        engine: Engine,
        progress: Progress,
        cancel: Cancel,
        use_cache: bool,
        replay: Replay,
    ) -> Iterator[BuildEvent | GoalRun | Judged]:
        from tutor.course import build_project

        return build_project(
            self.project, text, self._built_options, engine=engine, progress=progress,
            cancel=cancel, use_cache=use_cache, replay=replay,
        )  # fmt: skip

    def explain(self, result: BuildResult, text: str) -> Explained | None:
        from tutor.ui.editor.diagnostics import analyse
        from tutor.ui.explained import explained

        problems = analyse(text, self._built_options.target, None).problems
        return explained(result, text, self._built_options.build_args, problems)

    @property
    def build_target(self) -> str | None:
        return self._built_options.target

    @property
    def build_key(self) -> str:
        return self.project.key

    def request_for(self, text: str) -> BuildRequest:
        return self.project.request(text, self.options)

    def compared(self) -> Subject:
        from tutor.ui.comparing.side import Subject

        request = None
        if self.result is not None:
            request = self.project.request(self._result_text, self._built_options)
        return Subject(self.project.folder.name, self.result, request, self.project.key)

    def show_outcome(self, judged: Judged, figures: BuildFigures) -> None:
        super().show_outcome(judged, figures)
        told = self.explained if self.result is not None and self.result.ok else None
        self._show(advice=told.advice if told is not None else None)

    def show_success(self, judged: Judged, figures: BuildFigures) -> None:
        more = [told for told in (outcome.shipped(figures),) if told]
        more.append(outcome.took(figures))
        narrow = self.one_at_a_time and self.pane != "project"
        links = (("screen.pane('project')", "what would save most"),) if narrow else ()
        self.build_line.status = BuildStatus("Built", signs.DONE, "$success", more=tuple(more), links=links)

    def run_final(self, engine: Engine, asked: RunAsked, cancel: Cancel, on_output: OnOutput) -> RunResult:
        from tutor.course import run_project

        assert self.result is not None
        pace = self.distill.settings.replay
        return run_project(
            self.project.request(self._result_text, self._built_options, replay=pace),
            self.result.final,
            engine=engine,
            cancel=cancel,
            arguments=asked.arguments,
            stdin=asked.stdin.encode(),
            on_output=on_output,
        )

    @property
    def compared_name(self) -> str:
        return self.project.key

    # Choosing

    @on(ProjectPane.Followed)
    def _followed(self, message: ProjectPane.Followed) -> None:
        if message.what == "options":
            self.action_options()
        elif message.what == "lesson":
            self.distill.open_lesson(str(message.value))
        else:
            self.go_to_line(int(message.value))

    @work
    async def action_options(self) -> None:
        """Choose the stage to build and the build arguments."""
        from tutor.dockerfile import parse
        from tutor.ui.screens.options import OptionsScreen

        dockerfile = parse(self.editor.text)
        stages = tuple(stage.label for stage in dockerfile.stages)
        every = (dockerfile.preamble, *(stage.instructions for stage in dockerfile.stages))
        names = dict.fromkeys(
            one.words[0].partition("=")[0]
            for group in every
            for one in group
            if one.keyword == "ARG" and one.words
        )
        chosen = await self.app.push_screen_wait(OptionsScreen(self.options, stages, tuple(names)))
        if chosen is not None:
            self.options = chosen
            self.editor.target = chosen.target
            self._show(options=chosen)
