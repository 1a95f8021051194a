"""What if: while a text is typed, what its stages would weigh is reckoned beside the screen."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from tutor.ui.editor import DockerfileEditor
from tutor.ui.editor.alt_keys import know_alt_keys
from tutor.ui.live.ghosts import WhatIf, what_if
from tutor.ui.screens.building import Building
from tutor.ui.widgets.stage_bars import StageBars

if TYPE_CHECKING:
    from tutor.engine.cancel import Cancel
    from tutor.engine.embedded.predicting import Prediction, Predictor
    from tutor.engine.request import BuildRequest

PAUSE_SECONDS = 0.3
"""Who types on is not reckoned for."""
_SLOW_SECONDS = 3.0
"""A folder that takes longer to read is not read again with every pause."""
know_alt_keys("cw")


@dataclass
class Predicted(Message):
    """What a build of ``text`` would make; ``of_built`` is the same of the text that was built last."""

    text: str
    prediction: Prediction
    of_built: Prediction | None
    seconds: float


class Catalogue:
    """The one predictor of the app, made when it is first needed; for one thread at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._made = False
        self._predictor: Predictor | None = None

    def predictor(self) -> Predictor | None:
        """None where what is recorded cannot be read. Call it with the ``lock`` held."""
        if not self._made:
            from tutor.engine.embedded.finding import find
            from tutor.engine.embedded.predicting import Predictor

            engine = find([])
            self._predictor = None if engine is None else Predictor(engine.catalogue)
            self._made = True
        return self._predictor


_CATALOGUE = Catalogue()


class Predicting(Building):
    """Draws ghosts of the stages that are not built yet; they never take the place of what was measured."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+w", "toggle_what_if", "What if, on or off", show=False, id="build.what-if",
                tooltip="Predict while you type what the stages would weigh, or do not"),
    ]  # fmt: skip

    _predicting: Cancel | None = None
    _before_predicting: Timer | None = None
    _too_slow = False
    _built_prediction: tuple[BuildRequest, Prediction] | None = None

    def request_for(self, text: str) -> BuildRequest:
        """The build of a text, as F5 would make it."""
        raise NotImplementedError

    def action_toggle_what_if(self) -> None:
        """Predict while one types, or do not."""
        on_now = not self.distill.settings.what_if
        self.distill.remember(replace(self.distill.settings, what_if=on_now))
        self._too_slow = False
        told = "What if is on: ghosts tell what a build would make." if on_now else "What if is off."
        self.distill.tell_instead(told)
        self._forget_ghosts()
        if on_now:
            self.predict_soon()

    @on(DockerfileEditor.Changed)
    def _text_to_predict(self, message: DockerfileEditor.Changed) -> None:
        self.predict_soon()

    def predict_soon(self) -> None:
        """Reckon the text as it is after a pause; what was being reckoned is given up."""
        if self._predicting is not None:
            self._predicting.throw()
            self._predicting = None
        if self._before_predicting is not None:
            self._before_predicting.stop()
        if not self.distill.settings.what_if or self._too_slow:
            return
        if self.editor.text == self._result_text and self.result is not None:
            self._forget_ghosts()
            return
        self._before_predicting = self.set_timer(PAUSE_SECONDS, self._predict_now)

    def _predict_now(self) -> None:
        from tutor.engine.cancel import Cancel

        if self.cancel is not None:  # soon it is measured
            return
        self._predicting = Cancel()
        state = self.distill.engine_state
        compare = self._result_text if self.result is not None and not state.embedded else None
        self._predict(self.editor.text, compare, self._predicting)

    @work(thread=True, exit_on_error=False, group="what-if", exclusive=True, description="Predicting sizes")
    def _predict(self, text: str, compare: str | None, cancel: Cancel) -> None:
        began = monotonic()
        with _CATALOGUE.lock:
            predictor = None if cancel.thrown else _CATALOGUE.predictor()
            if predictor is None:
                return
            prediction = predictor.predict(self.request_for(text), cancel)
            of_built = self._of_built(predictor, compare, cancel) if compare is not None else None
        if prediction is not None and not cancel.thrown:
            self.post_message(Predicted(text, prediction, of_built, monotonic() - began))

    def _of_built(self, predictor: Predictor, text: str, cancel: Cancel) -> Prediction | None:
        request = self.request_for(text)
        if self._built_prediction is not None and self._built_prediction[0] == request:
            return self._built_prediction[1]
        prediction = predictor.predict(request, cancel)
        if prediction is not None:
            self._built_prediction = (request, prediction)
        return prediction

    def on_predicted(self, message: Predicted) -> None:
        if message.text != self.editor.text or self.cancel is not None:
            return
        self._too_slow = message.seconds > _SLOW_SECONDS
        ghosts = what_if(
            message.prediction,
            self.figures,
            borrowed=not self.distill.engine_state.embedded,
            of_built=message.of_built,
        )
        # Of what another engine builds, and the embedded one does not know, there is nothing to tell.
        self.show_ghosts(None if ghosts.borrowed and ghosts.knows_nothing else ghosts)

    def show_ghosts(self, ghosts: WhatIf | None) -> None:
        """Draw them beside the bars, and tell what would ship in the line above the footer."""
        self.query_one(StageBars).what_if = ghosts
        self.build_line.what_if = ghosts.told if ghosts is not None else ""

    def _forget_ghosts(self) -> None:
        self.show_ghosts(None)

    def begin_build(self, *, use_cache: bool) -> None:
        if self._predicting is not None:
            self._predicting.throw()
        self._forget_ghosts()
        super().begin_build(use_cache=use_cache)
