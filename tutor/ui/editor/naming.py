"""Stages by their names: to where one begins, back, and another name everywhere."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tutor.ui.editor.mending import MendingEditor

_MOST_REMEMBERED = 50


class NamingEditor(MendingEditor):
    """Follows the name of a stage, and renames it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+g", "goto_stage", "Go to stage", show=False, id="editor.goto-stage",
                tooltip="Go to the stage under the cursor, or from its FROM to where it is used"),
        Binding("alt+j", "jump_back", "Jump back", show=False, id="editor.jump-back",
                tooltip="Go back to where you jumped from"),
        Binding("alt+r", "rename_stage", "Rename stage", show=False, id="editor.rename-stage",
                tooltip="Give the stage under the cursor another name everywhere"),
    ]  # fmt: skip

    _jumped_from: tuple[tuple[int, int], ...] = ()

    def action_goto_stage(self) -> None:
        """Go from a stage's name to its FROM, and from there to where it is used next."""
        from tutor.dockerfile.stage_names import spot_at, stage_spots, start_of

        spots = stage_spots(self._code.blocks)
        here = self._code.cursor_location
        spot = spot_at(spots, *here)
        if spot is None:
            self.notify("There is no stage's name under the cursor.")
            return
        used = [one for one in spots if one.stage == spot.stage and one.kind in ("base", "copy", "mount")]
        if spot.kind not in ("name", "opens"):
            to = start_of(spots, spot.stage)
        elif used:
            to = used[0]
        else:
            self.notify("Nothing names this stage.")
            return
        self._jumped_from = (*self._jumped_from, here)[-_MOST_REMEMBERED:]
        self.goto(to.row + 1, to.start)

    def action_jump_back(self) -> None:
        """Go back to where the last jump began."""
        if not self._jumped_from:
            self.notify("You did not jump anywhere yet: Alt+G follows the name of a stage.")
            return
        *before, (row, column) = self._jumped_from
        self._jumped_from = tuple(before)
        self.goto(row + 1, column)

    @work
    async def action_rename_stage(self) -> None:
        """Ask for another name for the stage of the cursor, and write it everywhere."""
        from tutor.dockerfile.stage_names import RenameError, check_name, renamed, spot_at, stage_spots
        from tutor.ui.editor.rename import RenameScreen

        if self._code.read_only:
            return
        lines = list(self._code.document.lines)
        spots = stage_spots(self._code.blocks)
        spot = spot_at(spots, *self._code.cursor_location)
        if spot is None:
            self.notify("Put the cursor on a FROM or on a stage's name.")
            return
        same = [one for one in spots if one.stage == spot.stage]
        named = next((one for one in same if one.kind == "name"), None)
        name = lines[named.row][named.start : named.end] if named is not None else ""

        def why_not(new: str) -> str:
            try:
                check_name(lines, spots, spot.stage, new)
            except RenameError as error:
                return str(error)
            return ""

        new = await self.app.push_screen_wait(RenameScreen(name, len(same), why_not))
        if new and new != name and lines == list(self._code.document.lines):
            self._code.load_lines("\n".join(renamed(lines, spots, spot.stage, new)))
