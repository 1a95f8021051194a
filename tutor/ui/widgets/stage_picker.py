"""Which stage's files and layers are shown."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts, signs
from tutor.ui.figures import StageFigure
from tutor.ui.own_keys import key_link, own_key
from tutor.ui.widgets.rows import spread


class StagePicker(Widget):
    """The stage's name and size between two arrows that lead to the others."""

    DEFAULT_CSS = """
    StagePicker { height: 1; link-style: none; link-color: $accent; }
    """

    stage: reactive[StageFigure | None] = reactive(None)
    several = reactive(False)
    earlier = reactive(False)
    """Whether a later build came to nothing, so that the figures are of the one before it."""
    only = reactive("")
    """Which of the stage's files are shown, where it is not all of them."""

    def render(self) -> Content:
        stage = self.stage
        if stage is None:
            return Content("")
        if self.only:
            link = key_link(self.app, "screen.all_files", "files.all", "x", "all")
            return spread(Content.styled(self.only, "bold $accent"), link, self.content_size.width)
        name = Content.styled(stage.label, "bold")
        if self.several:
            before, following = self._keys
            name = Content.assemble(
                Content.from_markup("[@click='screen.step_stage(-1)']$told[/] ", told=before + signs.BACK),
                name,
                Content.from_markup(" [@click='screen.step_stage(1)']$told[/]", told=signs.FORTH + following),
            )
        if self.earlier:
            told = f"build before  {amounts.size(stage.size)}"
            if name.cell_length + len(told) >= self.content_size.width:
                told = "build before"
            return spread(name, Content.styled(told, "$warning"), self.content_size.width)
        told = amounts.size(stage.size)
        if stage.files is not None:
            longer = f"{amounts.count(stage.files, 'path')}  {told}"
            if name.cell_length + len(longer) < self.content_size.width:
                told = longer
        return spread(name, Content.styled(told, "$muted"), self.content_size.width)

    @property
    def _keys(self) -> tuple[str, str]:
        """The keys beside the arrows; none where they would take the room of the name."""
        before = own_key(self.app, "lesson.stage-before", "[")
        following = own_key(self.app, "lesson.stage-next", "]")
        return (f"{before} ", f" {following}") if len(before) == len(following) == 1 else ("", "")
