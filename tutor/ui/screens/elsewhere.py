"""What the engine in use cannot do, another one may: what is not recorded, and an engine that died."""

from __future__ import annotations

from dataclasses import replace

from textual import getters, work

from tutor.dockerfile.blocks import blocks_of
from tutor.ui import outcome, signs
from tutor.ui.engine_link import EngineState
from tutor.ui.messages import EngineDied, NotKnown, OtherEngine, RunAsked
from tutor.ui.screens.running import Running
from tutor.ui.widgets.build_line import BuildStatus
from tutor.ui.widgets.miss_panel import Miss, MissPanel


class Elsewhere(Running):
    """Tells what is not recorded and goes on elsewhere with one key; text, attempts and scroll stay."""

    miss_panel = getters.query_one("#miss", MissPanel)

    _run_again: RunAsked | None = None
    _died = False
    _miss: Miss | None = None
    """What was not recorded when the last build was made; its panel goes with the instruction it is about."""

    def begin_build(self, *, use_cache: bool) -> None:
        self.miss_panel.miss = self._miss = None
        self.editor.images_meant = {}
        self._died = False
        self._run_again = None  # a build that is asked for runs nothing by itself
        super().begin_build(use_cache=use_cache)

    # What is not recorded

    def on_not_known(self, message: NotKnown) -> None:
        """Show what is not recorded; a build that it stopped judged no goal."""
        error = message.error
        self._run_again = message.run
        lines = self._built_text.splitlines()
        at = error.line or 0
        instruction = lines[at - 1].strip() if 0 < at <= len(lines) else ""
        of_run = not message.stopped_build
        of_goal = of_run and message.run is None
        miss = Miss(
            error.what, error.reason, error.near, error.line, instruction, of_run, of_goal, bool(error.images)
        )
        self.miss_panel.miss = self._miss = miss
        self.editor.images_meant = {error.what: error.images}
        if message.stopped_build:
            self.end_without_result()
            self.nothing_to_judge(f"Not judged: {miss.title[0].lower()}{miss.title[1:]}.")
            self.build_line.status = BuildStatus(
                miss.title, signs.UNKNOWN, "$secondary", links=(("app.engine", "F12 builds it live"),)
            )
            self.ended_here(well=False)
            if error.line is not None:
                self.lead_to(error.line)
        else:
            asked = (("app.engine", "F12 asks a live engine"),)
            self.build_line.status = (
                replace(self.build_line.status, links=asked)
                if message.run is None
                else BuildStatus(miss.title, signs.UNKNOWN, "$secondary", links=asked)
            )
        if self.one_at_a_time and message.run is None:  # of a run its own pane tells
            self.action_pane("editor")

    def nothing_to_judge(self, because: str) -> None:
        """What was not recorded stopped the build; ``because`` is a sentence."""

    @property
    def miss_seen(self) -> bool:
        """Whether the panel is told in the pane that is shown; a run's own pane may hide it."""
        return self.miss_panel.miss is not None and not (self.one_at_a_time and self.pane != "editor")

    def action_close_miss(self) -> None:
        self.back_to_text(self.miss_panel)
        self.miss_panel.miss = self._miss = None

    def tell_ending(self) -> None:
        """Take the panel away with the instruction that it is about, and bring it back with it."""
        super().tell_ending()
        if self._miss is None or not self._miss.instruction:
            return
        if not self._is_about_text(self._miss):
            self.miss_panel.miss = None
        elif self.miss_panel.miss is None:
            self.miss_panel.miss = self._miss

    def _is_about_text(self, miss: Miss) -> bool:
        if self.editor.text == self._built_text:
            return True
        ended = self.last_ending
        return (ended is None or not ended.well) and _meaning_at(self._built_text, miss.line) in {
            block.meaning for block in blocks_of(self.editor.text.splitlines())
        }

    # An engine that died

    def on_engine_died(self, message: EngineDied) -> None:
        """Offer the embedded engine beside what went wrong."""
        self._died = True
        self._run_again = message.run
        trouble = outcome.engine_died(message.error, message.engine)
        if message.run is None:
            self.end_without_result()
        self.show_trouble(trouble)
        self.build_line.status = replace(
            self.build_line.status,
            links=(("app.engine", "F12 embedded engine"), ("screen.build", "F5 tries again")),
        )

    def action_close_trouble(self) -> None:
        self._died = False
        super().action_close_trouble()

    # Going elsewhere

    def goes_elsewhere(self) -> bool:
        miss = self.miss_panel.miss
        if miss is None and not self._died:
            return False
        if self.cancel is None and not (miss and miss.looking):
            if miss is not None:
                self.miss_panel.miss = replace(miss, looking=True)
                if self._run_again is not None and not self.miss_seen:
                    self.run_pane.look()
                self._look_elsewhere(self.distill.link.live_choice)
            else:
                self._look_elsewhere("embedded")
        return True

    @work(thread=True, group="elsewhere", exclusive=True, description="Looking for another engine")
    def _look_elsewhere(self, choice: str) -> None:
        self.post_message(OtherEngine(self.distill.link.look(choice)))

    def on_other_engine(self, message: OtherEngine) -> None:
        """Build the same text there, or say what was tried."""
        if message.state.engine is not None:
            self._go_on_with(message.state)
            return
        miss = self.miss_panel.miss
        if miss is not None:
            self.miss_panel.miss = replace(miss, looking=False, tried=message.state.tried)
            if self._run_again is not None and not self.miss_seen:
                self.run_pane.fail(f"No live engine answers yet. {message.state.advice}".strip())

    def _go_on_with(self, state: EngineState) -> None:
        self.distill.use_engine(state)
        if self.cancel is not None:  # a build was begun meanwhile; the next one is made there
            return
        again = self._run_again
        self.begin_build(use_cache=True)
        self._run_again = again

    def built_well(self) -> None:
        """Run what could not be run before."""
        again, self._run_again = self._run_again, None
        if again is not None:
            self.action_pane("run")
            self.begin_run(again)


def _meaning_at(text: str, line: int | None) -> str | None:
    """What the builder sees of the instruction at a line, which counts from 1."""
    blocks = blocks_of(text.splitlines())
    return next(
        (one.meaning for one in blocks if one.first <= (line or 0) < one.first + len(one.lines)), None
    )
