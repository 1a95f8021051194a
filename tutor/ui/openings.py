"""What the app opens: lessons, projects, the board, and what lies over a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import work

from tutor.ui.made_ahead import MakingAhead

if TYPE_CHECKING:
    from textual.app import App

    from tutor.course import BuildOptions, Project
    from tutor.ui.app import DistillApp


class Openings(MakingAhead):
    """Opens screens, each read when it is first opened."""

    _open_first: str | None

    def open_lesson(self, name: str, *, unasked: bool = False, named: bool = False) -> None:
        """Open the lesson of that number or slug in place of the one that is open.

        ``unasked`` is for one that nobody asked for just now, ``named`` for one that the start named.
        """
        from tutor.course import CourseError
        from tutor.ui.screens.home import HomeScreen
        from tutor.ui.screens.lesson import LessonScreen

        if self.course is None:  # it is being read; the home screen shows the lessons before
            self._open_first = name
            return
        open_already = self.screen.lesson.slug if isinstance(self.screen, LessonScreen) else None
        try:
            lesson = self.course.find(name)
            if lesson.slug == open_already:
                return
            screen = self.take_made(lesson) or LessonScreen(lesson)
        except CourseError as error:
            self.notify(str(error), severity="error", timeout=12, markup=False)
            return
        screen.unasked, screen.named = unasked, named
        screen.fit(self.size)
        if isinstance(self.screen, LessonScreen):
            self.screen.say_what_stops()
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        for below in self.screen_stack:
            if isinstance(below, HomeScreen):
                below.look_at(lesson)

    def open_golf(self, app: str | None = None) -> None:
        """Show the learner's records, of this app first."""
        from tutor.ui.screens.golf import GolfScreen

        screen = GolfScreen(app)
        screen.fit(self.size)
        self.push_screen(screen)

    def open_project(self, project: Project, options: BuildOptions | None = None) -> None:
        """Open a person's own project."""
        from tutor.course import BuildOptions, WorkspaceError
        from tutor.ui.screens.project import ProjectScreen

        try:
            screen = ProjectScreen(project, options or BuildOptions())
        except WorkspaceError as error:
            self.notify(str(error), severity="error", timeout=12, markup=False)
            return
        screen.fit(self.size)
        self.push_screen(screen)

    @work
    async def action_open_folder(self) -> None:
        """Ask for a folder and open it as a project."""
        from tutor.ui.screens.opening import FolderScreen

        project = await self.push_screen_wait(FolderScreen())
        if project is not None:
            self.open_project(project)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        from tutor.ui.screens.home import HomeScreen

        if action == "open_folder":  # the home screen has a key of its own for it
            return not self.screen.is_modal and not isinstance(self.screen, HomeScreen)
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        from textual.command import CommandPalette

        from tutor.ui.screens.command_palette import DistillPalette

        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(DistillPalette(id="--command-palette"))

    def action_welcome(self) -> None:
        """Ask once more how to begin."""
        from tutor.ui.beginning import welcome

        if not self.screen.is_modal:
            welcome(cast("DistillApp", self))

    def action_demo(self) -> None:
        """Let a lesson be done by itself; nothing of the learner's is touched."""
        if self.course is not None and not self.screen.is_modal:
            from tutor.ui.screens.demo import watch_demo

            watch_demo(cast("DistillApp", self), self.course)

    def action_help(self) -> None:
        """Show the help for what has the focus."""
        from tutor.ui.screens.help import HelpScreen

        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))
