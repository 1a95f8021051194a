"""The engines there are, and how fast the embedded one tells what it has recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from tutor.ui import signs
from tutor.ui.badge import sign_of
from tutor.ui.engine_link import EngineState
from tutor.ui.prose import prose
from tutor.ui.screens.dialog import Dialog
from tutor.ui.settings import REPLAYS
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.pick_list import PickList
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.engine.request import Replay
    from tutor.ui.app import DistillApp

NAMES = {"docker": "Docker", "podman": "Podman", "embedded": "Embedded engine"}
EMBEDDED_MEANS = (
    "Built in: no daemon, no network. It replays what was recorded on a real Docker, works out the rest, and "
    "says so when it does not know. `distill doctor` lists what is recorded, from what and when."
)


class EngineScreen(Dialog[EngineState | None]):
    """Looks for every engine and lets one be chosen; answers with the state to go on with, or None.

    ``offered`` is the kind that has the cursor at first; empty for the one in use.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f12", "close", "Close", id="engine.close", priority=True),
        Binding("r", "look", "Look again", id="engine.look"),
        Binding("s", "pace", "Speed", id="engine.pace"),
    ]

    @dataclass
    class Looked(Message):
        """An engine was looked for; ``choice`` is what ``connect`` was asked for."""

        choice: str
        state: EngineState

    def __init__(self, offered: str = "") -> None:
        super().__init__()
        self._offered = offered
        self._found: dict[str, EngineState] = {}
        self._taken: EngineState | None = None

    @property
    def distill(self) -> DistillApp:
        return cast("DistillApp", self.app)

    @property
    def choices(self) -> list[str]:
        """What can be chosen: the kinds, and the address that the person named."""
        named = [self.distill.link.choice] if "://" in self.distill.link.choice else []
        return [*named, *NAMES]

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Engine"
            yield PickList(*(Option(self._row(choice), choice) for choice in self.choices), id="engines",
                             compact=True)  # fmt: skip
            yield Static(id="engine-about")
            yield Static(id="engine-pace")
            with HorizontalGroup(classes="buttons"):
                yield Button("Look again", id="look", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        rows = self.query_one("#engines", OptionList)
        rows.focus()
        wanted = self._offered or self._in_use
        rows.highlighted = self.choices.index(wanted) if wanted in self.choices else 0
        self._show_pace()
        self.action_look()

    def on_unmount(self) -> None:
        for state in self._found.values():
            if state.engine is not None and state is not self._taken:
                self.distill.let_go(state.engine)

    # Looking

    def action_look(self) -> None:
        """Look for every engine again."""
        for choice in self.choices:
            self._forget(choice)
        self._look(tuple(self.choices))

    def _forget(self, choice: str) -> None:
        known = self._found.pop(choice, None)
        if known is not None and known.engine is not None:
            self.distill.let_go(known.engine)
        self._redraw(choice)

    @work(thread=True, exit_on_error=False, group="engines", description="Looking for engines")
    def _look(self, choices: tuple[str, ...]) -> None:
        for choice in choices:
            self.post_message(self.Looked(choice, self.distill.link.look(choice)))

    def on_engine_screen_looked(self, message: Looked) -> None:
        before = self._found.get(message.choice)
        if before is not None and before.engine is not None:  # somebody was quick with r
            self.distill.let_go(before.engine)
        self._found[message.choice] = message.state
        self._redraw(message.choice)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    # Showing

    @property
    def _in_use(self) -> str:
        engine = self.distill.engine_state.engine
        if engine is None:
            return ""
        return engine.info.host if engine.info.host in self.choices else engine.info.kind

    def _row(self, choice: str) -> Content:
        state = self._found.get(choice)
        name = NAMES.get(choice, choice)
        used = " in use" if choice == self._in_use else ""
        if state is None:
            return Content.assemble((signs.OPEN, "$muted"), f" {name}", (f"{used}  looking …", "$muted"))
        if state.engine is None:
            return Content.assemble((signs.FAILED, "$muted"), f" {name}", ("  does not answer", "$muted"))
        sign, colour = sign_of(state) if used or state.embedded else (signs.OPEN, "$success")
        info = state.engine.info
        told = "recorded" if state.embedded else f"{info.version} {signs.DOT} {info.builder}"
        return Content.assemble((sign, colour), f" {name} ", (told, "$muted"), (used and f"  {used}", "bold"))

    def _redraw(self, choice: str) -> None:
        rows = self.query_one("#engines", OptionList)
        rows.replace_option_prompt(choice, self._row(choice))
        self._show_about()

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        rows = self.query_one("#engines", OptionList)
        if rows.highlighted is None:
            return
        choice = self.choices[rows.highlighted]
        self.query_one("#engine-about", Static).update(self._about(choice, self._found.get(choice)))

    def _about(self, choice: str, state: EngineState | None) -> Content:
        if choice == "embedded":
            return prose(EMBEDDED_MEANS)
        if state is None:
            return Content.styled("Looking …", "$muted")
        if state.engine is not None:
            info = state.engine.info
            return Content(f"Builds for real, with {info.builder}, at {info.host}.")
        parts: list[Content | str | tuple[str, str]] = []
        advice = next((advice for _, _, advice in state.tried if advice), "")
        if advice:
            parts += [(f"{signs.POINTER} ", "$accent"), prose(advice), "\n"]
        parts += [(f"{signs.DOT} {where}: {outcome}\n", "$muted") for where, outcome, _ in state.tried]
        return Content.assemble(*parts)

    def _show_pace(self) -> None:
        chosen = self.distill.settings.replay
        paces = Content("  ").join(
            Content.assemble((f"{signs.CHOSEN} {pace}", "bold")) if pace == chosen
            else Content.from_markup(f"{signs.OPEN} [@click=screen.pace('{pace}')]{pace}[/]")
            for pace in REPLAYS
        )  # fmt: skip
        told = Content.assemble(("s ", "$accent"), "Recorded output: ", paces)
        self.query_one("#engine-pace", Static).update(told)

    # Choosing

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        choice = self.choices[event.option_index]
        state = self._found.get(choice)
        if state is None:
            return
        if state.engine is None:
            self._forget(choice)
            self._look((choice,))
        elif choice == self._in_use:
            self.dismiss(None)
        else:
            self._taken = state
            self.dismiss(state)

    def action_pace(self, pace: Replay | None = None) -> None:
        """Tell recorded output at the next pace, or at the one named."""
        now = REPLAYS.index(self.distill.settings.replay)
        self.distill.set_pace(REPLAYS[REPLAYS.index(pace) if pace else (now + 1) % len(REPLAYS)])
        self._show_pace()

    def action_close(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "look":
            self.action_look()
        else:
            self.dismiss(None)
