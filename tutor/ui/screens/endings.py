"""How the last builds ended, told as long as the text is the one that they were made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import getters, on

from tutor.ui.editor import DockerfileEditor
from tutor.ui.outcome import last_build
from tutor.ui.screens.build_telling import BuildTelling
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.cause_panel import CausePanel
from tutor.ui.widgets.stage_bars import StageBars
from tutor.ui.widgets.stage_picker import StagePicker
from tutor.ui.widgets.told_panel import ToldPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tutor.course import Verdict
    from tutor.ui.editor import MarginModel
    from tutor.ui.figures import BuildFigures
    from tutor.ui.widgets.build_line import BuildStatus
    from tutor.ui.widgets.cause_panel import Trouble


@dataclass(frozen=True, slots=True)
class Ending:
    """What a build of ``text`` came to: ``status`` above the footer, and the ``trouble`` below the editor.

    ``changed`` takes the place of ``status`` as soon as the text is another one. ``margin`` and ``verdicts``
    are what the editor and the goals showed then.
    """

    text: str
    status: BuildStatus
    changed: BuildStatus
    trouble: Trouble | None = None
    well: bool = False
    margin: MarginModel | None = None
    verdicts: tuple[Verdict, ...] = ()


class Endings(BuildTelling):
    """Takes the signs of a build away with its text, and brings them back with it: by an undo, say."""

    causes = getters.query_one("#cause", CausePanel)

    _endings: tuple[Ending, ...] = ()
    """The last build and, where it ended otherwise, the last one that did; newest first."""
    _figures_text: str | None = None
    """What the build was made of whose figures the panes show."""
    _figures_outlived = False
    """Whether a later build came to nothing, so that they are still shown."""

    def keep_ending(self, ending: Ending) -> None:
        """Remember how the newest build ended."""
        others = [one for one in self._endings if one.well is not ending.well and one.text != ending.text]
        self._endings = (ending, *others)
        self._tell_whose_figures()

    def ended_here(self, *, well: bool) -> None:
        """The build that was just told of is over; what the line above the footer says is how it ended."""
        status = self.build_line.status
        changed = status if well else as_of_another_text(status)
        trouble, margin, verdicts = self.causes.trouble, self.editor.margin, self.shown_verdicts
        self.keep_ending(Ending(self._built_text, status, changed, trouble, well, margin, verdicts))

    @property
    def shown_verdicts(self) -> tuple[Verdict, ...]:
        """How the goals stand, where there are any."""
        return ()

    @shown_verdicts.setter
    def shown_verdicts(self, verdicts: tuple[Verdict, ...]) -> None:
        """Show how they stood."""

    def tell_remembered(self, text: str | None, verdicts: Sequence[Verdict], figures: BuildFigures) -> None:
        """Say how the build of an earlier session ended."""
        self.figures_are_of(text)
        status, changed = (last_build(verdicts, figures, changed=one) for one in (False, True))
        self.build_line.status = status if text == self.editor.text else changed
        if text is not None:
            margin, verdicts = self.editor.margin, self.shown_verdicts
            well = figures.error is None
            self.keep_ending(Ending(text, status, changed, None, well, margin, verdicts))

    def made_nothing(self) -> None:
        """A build left no figures: the panes go on showing those of the one before."""
        self._figures_outlived = True
        self._tell_whose_figures()

    def figures_are_of(self, text: str | None) -> None:
        """The panes show the figures of a build of this text."""
        self._figures_text, self._figures_outlived = text, False
        self._tell_whose_figures()

    @property
    def last_ending(self) -> Ending | None:
        """How the build of the text as it is ended, the newest one first; None where it was not built."""
        return next((one for one in self._endings if one.text == self.editor.text), None)

    @on(DockerfileEditor.Changed)
    def _follow_text(self, message: DockerfileEditor.Changed) -> None:
        if self.cancel is None:
            self.tell_ending()
            self._tell_whose_figures()

    def tell_ending(self) -> None:
        """Say how the build of the text as it is ended; of one that was not built, that it is another one."""
        if not self._endings:
            return
        found, newest = self.last_ending, self._endings[0]
        if any(self.build_line.status in (one.status, one.changed) for one in self._endings):
            self.build_line.status = found.status if found is not None else newest.changed
        self._bring_back(found or newest, asked=found is not None)
        shown = self.causes.trouble
        if found is not None:
            self.causes.trouble = found.trouble
        elif shown is not newest.trouble and any(shown is one.trouble for one in self._endings):
            self.causes.trouble = None

    def _bring_back(self, ending: Ending, *, asked: bool) -> None:
        """Show margin and goals as they were; unless ``asked`` only in place of those of another ending."""
        now = self.editor.margin
        if not (asked or any(now is one.margin for one in self._endings)):
            return  # a build that was stopped left figures of its own
        if ending.margin is not None and now is not ending.margin:
            self.editor.margin = ending.margin
        if self.shown_verdicts != ending.verdicts:
            self.shown_verdicts = ending.verdicts

    def action_whole_panel(self) -> None:
        """Show all of what is told below the editor, to be scrolled; or less, and be back in the text."""
        panel = next((one for one in self.query(ToldPanel) if one.is_cut or one.whole), None)
        if panel is None:
            return
        panel.whole = not panel.whole
        (panel if panel.whole else self.editor).focus()

    def action_close_trouble(self) -> None:
        self.back_to_text(self.causes)
        shown, self.causes.trouble = self.causes.trouble, None
        self._endings = tuple(
            replace(one, trouble=None) if one.trouble is shown else one for one in self._endings
        )

    def back_to_text(self, panel: ToldPanel) -> None:
        """A panel is about to go: who reads it is in the text then."""
        if panel.has_focus:
            self.editor.focus()

    def _tell_whose_figures(self) -> None:
        earlier = self._figures_outlived and self._figures_text != self.editor.text
        bars = self.query_one(StageBars)
        if earlier is not bars.earlier:
            bars.earlier = self.query_one(StagePicker).earlier = earlier
            self.query_one(BytesPane).earlier = earlier


def as_of_another_text(status: BuildStatus) -> BuildStatus:
    """How a build ended that was made of another text than the one that is there now."""
    told = status.text[:1].lower() + status.text[1:]
    return replace(
        status,
        text=f"Last build: {told}",
        more=("the text has changed since", *status.more),
        links=(("screen.build", "F5 builds"),),
    )
