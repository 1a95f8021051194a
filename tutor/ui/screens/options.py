"""What a project is built with: which stage, and which build arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.widgets import Button, Input, Label, Static

from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenScroll

if TYPE_CHECKING:
    from tutor.course import BuildOptions


class OptionsScreen(Dialog["BuildOptions | None"]):
    """Asks for a target and build arguments; answers None when nothing is to change."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="options.close", priority=True),
    ]

    def __init__(self, options: BuildOptions, stages: tuple[str, ...], arguments: tuple[str, ...]) -> None:
        super().__init__()
        self._options = options
        self._stages = stages
        self._arguments = arguments

    def compose(self) -> ComposeResult:
        import shlex

        pairs = shlex.join(f"{key}={value}" for key, value in self._options.build_args.items())
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Build"
            yield Label("Stage to build; empty is the last one")
            yield Input(self._options.target or "", ", ".join(self._stages), id="target", compact=True)
            yield Label("\nBuild arguments, as NAME=VALUE NAME=VALUE")
            yield Input(
                pairs, " ".join(f"{name}=…" for name in self._arguments), id="build-args", compact=True
            )
            yield Static("", id="options-wrong")
            with HorizontalGroup(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Use", id="use", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#target").focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._use()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "use":
            self._use()
        else:
            self.dismiss(None)

    def _use(self) -> None:
        from tutor.course import BuildOptions

        target = self.query_one("#target", Input).value.strip()
        known = {name.lower() for name in self._stages}
        if target and target.lower() not in known:
            self._complain(f"There is no stage {target!r}. There are: {', '.join(self._stages)}.")
            return
        try:
            arguments = arguments_of(self.query_one("#build-args", Input).value)
        except ValueError as error:
            self._complain(str(error))
            return
        self.dismiss(BuildOptions(target or None, arguments))

    def _complain(self, text: str) -> None:
        from textual.content import Content

        self.query_one("#options-wrong", Static).update(Content.styled(text, "$text-error"))


def arguments_of(text: str) -> dict[str, str]:
    """``A=1 B='two words'`` as a mapping. Raises ValueError with a sentence."""
    import shlex

    try:
        words = shlex.split(text)
    except ValueError:
        raise ValueError("A quotation mark is not closed.") from None
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise ValueError(f"{word!r} is not NAME=VALUE.")
        pairs[name] = value
    return pairs
