"""Pictures of the editor; look at them before accepting new ones with ``--snapshot-update``."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.ui.themes import DARK, LIGHT


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 30)], ids=lambda size: str(size[0]))
def test_the_editor_after_a_build(
    snap_compare: Any, editor_app: Any, built_margin: Any, settled: Any, theme: str, size: tuple[int, int]
):
    async def edit(pilot: Any) -> None:
        pilot.app.editor.goto(5)
        await pilot.press("end", *"/src")
        await settled(pilot)

    assert snap_compare(editor_app(margin=built_margin, theme=theme), terminal_size=size, run_before=edit)


def test_the_editor_in_a_corner_of_thirty_by_six(
    snap_compare: Any, editor_app: Any, built_margin: Any, settled: Any
):
    assert snap_compare(editor_app(margin=built_margin), terminal_size=(30, 6), run_before=settled)


def test_the_editor_without_colour(
    snap_compare: Any, editor_app: Any, built_margin: Any, settled: Any, monkeypatch: Any
):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(editor_app(margin=built_margin), terminal_size=(80, 24), run_before=settled)
