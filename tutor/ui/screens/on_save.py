"""Builds by itself what was saved, where the person wants that."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from tutor.ui.editor import DockerfileEditor
from tutor.ui.editor.alt_keys import know_alt_keys
from tutor.ui.live.on_save import what_to_do
from tutor.ui.screens.predicting import Predicting

PAUSE_SECONDS = 1.0
"""Who types on is not built for."""
know_alt_keys("s")


class BuildingOnSave(Predicting):
    """Never two builds at once: a newer text stops the build of an older one, and is built after it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+s", "toggle_build_on_save", "Build on save, on or off", show=False, id="build.on-save",
                tooltip="Build by itself what was saved, when typing pauses, or do not"),
    ]  # fmt: skip

    _before_building: Timer | None = None
    _superseded = False

    def on_mount(self) -> None:
        self.editor.builds_on_save = self.distill.settings.build_on_save

    def action_toggle_build_on_save(self) -> None:
        """Build what was saved by itself, or do not."""
        on_now = not self.distill.settings.build_on_save
        self.distill.remember(replace(self.distill.settings, build_on_save=on_now))
        self.editor.builds_on_save = on_now
        if on_now:
            self.distill.tell_instead(
                "Build on save is on: when typing pauses and the text parses, it is built."
            )
            self._build_soon()
        else:
            self.distill.tell_instead("Build on save is off: F5 builds.")

    @on(DockerfileEditor.Changed)
    def _text_saved(self, message: DockerfileEditor.Changed) -> None:
        self._build_soon()

    def _build_soon(self) -> None:
        if self._before_building is not None:
            self._before_building.stop()
        if self.distill.settings.build_on_save:
            self._before_building = self.set_timer(PAUSE_SECONDS, self._build_what_was_saved)

    def _build_what_was_saved(self) -> None:
        if not self.distill.settings.build_on_save or self._superseded:
            return
        building = self.cancel is not None and self.builds
        answer = what_to_do(
            self.editor.text,
            last=self._built_text,
            checked=self.editor.checked_text,
            problems=self.editor.problems,
            building=building,
            running=self.cancel is not None and not building,
        )
        if answer == "wait":
            self._build_soon()
        elif answer == "supersede":
            self._superseded = True
            self.stop()
        elif answer == "build":
            self.begin_build(use_cache=True)
            self.by_itself = True

    def begin_build(self, *, use_cache: bool) -> None:
        self.by_itself = False
        super().begin_build(use_cache=use_cache)

    def end_telling(self) -> None:
        super().end_telling()
        if self._superseded:
            self._superseded = False
            self.call_later(self._build_what_was_saved)
