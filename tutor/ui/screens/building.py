"""Building the Dockerfile that is edited: how it begins, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tutor.ui import outcome, signs
from tutor.ui.editor import MarginModel, margin_of
from tutor.ui.last_build import LastBuild, keep
from tutor.ui.messages import BuildEnded, BuildTroubled, NotKnown
from tutor.ui.screens.endings import Endings
from tutor.ui.widgets.build_line import BuildStatus
from tutor.ui.widgets.cause_panel import Trouble

if TYPE_CHECKING:
    from tutor.course import Judged
    from tutor.engine.protocol import EngineInfo
    from tutor.engine.result import BuildResult
    from tutor.ui.explained import Explained
    from tutor.ui.figures import BuildFigures


class Building(Endings):
    """Begins and cancels builds, and shows what came of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,alt+b", "build", "Build", key_display="F5", id="lesson.build", priority=True,
                tooltip="Build the Dockerfile and judge the goals; while it builds, cancel"),
        Binding("escape", "escape", "Back", show=False, id="lesson.escape", priority=True,
                tooltip="Stop, close or leave: whatever is nearest"),
        Binding("alt+e,ctrl+e", "build_without_cache", "Build without cache", show=False,
                id="lesson.no-cache", tooltip="Build every step anew"),
    ]  # fmt: skip

    result: BuildResult | None = None
    figures: BuildFigures | None = None
    explained: Explained | None = None
    """What ``result`` tells of its lines and stages; None where it tells nothing."""
    by_itself = False
    """Whether nobody asked for the build."""
    builds_next = False
    """Whether a build waits for the end of the run that is being stopped."""
    built_on: EngineInfo | None = None
    """Which engine made ``result``."""
    _result_text = ""
    """What ``result`` was built from; ``_built_text`` may be of a build that was cancelled since."""

    def show_figures(self, figures: BuildFigures) -> None:
        """Show the sizes of a build."""
        raise NotImplementedError

    @property
    def goes_on(self) -> bool:
        """Whether somebody typed or went elsewhere in the text since the build began, or never asked for it.

        Then it moves neither the cursor nor the focus, and nothing comes over the text.
        """
        now = self.editor.text, self.editor.code.cursor_location
        return self.by_itself or now != (self._built_text, self._built_at)

    # Begin and stop

    def action_build(self) -> None:
        """Build, once a run that is going on has been stopped; or cancel the build that is going on."""
        if self.cancel is not None:
            self.builds_next = not self.builds
            self.stop()
            return
        self.editor.close_list()  # it would cover what the build has to say
        self.begin_build(use_cache=True)

    def action_build_without_cache(self) -> None:
        if self.cancel is None:
            self.begin_build(use_cache=False)

    def action_stop(self) -> None:
        self.stop()

    def stop(self) -> None:
        """Cancel what is going on; it says itself when it has ended."""
        if self.cancel is not None:
            self.cancel.throw()
            self.build_line.status = BuildStatus("Cancelling …", signs.RUNNING, "$warning", running=True)

    def begin_build(self, *, use_cache: bool) -> None:
        """Save the text and build it."""
        from tutor.engine.cancel import Cancel

        self.editor.flush()
        self.save_now()
        self.cancel, self.builds_next = Cancel(), False
        self._built_text, self._built_at = self.editor.text, self.editor.code.cursor_location
        self.back_to_text(self.causes)
        self.causes.trouble = None
        self.begin_telling()
        known = use_cache and self.result is not None and self.result.ok
        self.text_before = self._result_text if known else None
        self.build_in_thread(
            self._built_text, self.cancel, self._box, use_cache, self.distill.settings.replay
        )

    # How it ends

    def on_build_ended(self, message: BuildEnded) -> None:
        if not self.is_open:
            return
        self.end_telling()
        if message.judged is None or message.figures is None:
            self.editor.margin = self._margin_when_broken_off()
            self.build_line.status = outcome.CANCELLED
            self.made_nothing()
            return
        judged, log = message.judged, self.build_log.sections
        keep(self.distill.last_builds, self.build_key, LastBuild(self._built_text, message, log))
        self._take(message, judged, message.figures, self._built_text)
        self.build_log.tell_provenance(judged.result.provenance)
        if message.reuse is not None:
            self.build_log.note(f"{signs.CACHED} {message.reuse.told}")
        self.show_outcome(judged, message.figures)
        self._tell_reuse(message)
        self.ended_here(well=judged.result.failure is None)
        if judged.unrecorded:
            self.post_message(NotKnown(judged.unrecorded[0]))
        self.refresh_bindings()

    def _tell_reuse(self, message: BuildEnded) -> None:
        """What an edit made be built again stands before how long it all took."""
        reused, status = message.reuse, self.build_line.status
        if reused is not None and reused.cached and status.more:
            *others, last = status.more
            more = (*others, reused.told, *(() if last == outcome.FROM_CACHE else (last,)))
            self.build_line.status = replace(status, more=more)

    @property
    def build_key(self) -> str:
        """Under which the last build is kept while the app runs."""
        raise NotImplementedError

    def _take(self, message: BuildEnded, judged: Judged, figures: BuildFigures, text: str) -> None:
        """Show what came of a text; figures are not given up for a build that made nothing."""
        if (
            judged.result.failure is not None
            and self.figures
            and not any(one.built for one in figures.stages)
        ):
            self.editor.margin = margin_of(text, judged.result, before=self.editor.margin)
            self.made_nothing()
            return
        self.result, self.built_on = judged.result, message.engine
        self._result_text = text
        self.explained = message.explained
        self.show_figures(figures)
        self.figures_are_of(text)
        self.editor.margin = margin_of(
            text,
            judged.result,
            before=self.editor.margin,
            explanation=self.explained.explanation if self.explained else None,
            reuse=message.reuse,
        )

    def take_up(self, text: str | None) -> bool:
        """Show the build of this text that was made before the screen was left; whether there is one."""
        kept = self.distill.last_builds.get(self.build_key)
        if kept is None or kept.text != text or self.result is not None or self.cancel is not None:
            return False
        ended = kept.ended
        if ended.judged is None or ended.figures is None:
            return False
        self._take(ended, ended.judged, ended.figures, text)
        self.build_log.remember(kept.log)
        return True

    def built_well(self) -> None:
        """The build ended well and is shown; what waited for that can begin."""

    def show_outcome(self, judged: Judged, figures: BuildFigures) -> None:
        """Show how the build ended."""
        if judged.result.failure is not None:
            self._show_failure(judged)
        else:
            self.show_success(judged, figures)
            self.built_well()

    def show_success(self, judged: Judged, figures: BuildFigures) -> None:
        """Show a build that ended well."""
        raise NotImplementedError

    def _margin_when_broken_off(self) -> MarginModel:
        """What was done until then; for the rest the figures of the build before."""
        return margin_of(self._built_text, steps=self._steps.stopped(), before=self.editor.margin)

    def _show_failure(self, judged: Judged) -> None:
        trouble = outcome.trouble_of(judged, self._built_text)
        self.show_trouble(trouble)
        if said := (trouble.log.splitlines() or trouble.said.splitlines() or [""])[-1]:
            self.build_line.status = replace(self.build_line.status, more=(said,))
        if trouble.line is not None:
            self.lead_to(trouble.line)

    def lead_to(self, line: int) -> None:
        """Bring the cursor to the line that a build ended at, and mark it for a moment."""
        if not self.goes_on and self.editor.line != line:
            self.editor.goto(line, held=True)
        self.editor.flash(line)

    def show_trouble(self, trouble: Trouble) -> None:
        """Explain it below the editor, which comes to the front where only one pane is shown."""
        self.causes.trouble = trouble
        where = f"Line {trouble.line}: " if trouble.line else ""
        self.build_line.status = BuildStatus(where + trouble.title, signs.FAILED, "$error")
        if self.one_at_a_time and not self.by_itself:
            self.action_pane("editor")

    def end_without_result(self) -> None:
        """A build is over that left nothing to judge."""
        self.end_telling()
        self.editor.margin = self._margin_when_broken_off()
        self.made_nothing()

    def on_build_troubled(self, message: BuildTroubled) -> None:
        if not self.is_open:
            return
        self.end_without_result()
        self.show_trouble(message.trouble)
        self.build_line.status = replace(self.build_line.status, links=message.links)
        if message.trouble.line is not None:
            self.ended_here(well=False)
            self.editor.flash(message.trouble.line)
