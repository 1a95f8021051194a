"""What holds other widgets is drawn once, and looks as if every line of it were."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.widget import Widget

from tutor.ui.widgets.even import Even


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_each_line_is_the_one_that_textual_draws(size, open_app, enter):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        for theme in ("distill-dark", "distill-light"):
            app.theme = theme
            await pilot.pause()
            holders = [one for one in screen.walk_children(with_self=True) if isinstance(one, Even)]
            assert len(holders) >= 12
            for one in holders:
                whole = Region(0, 0, *one.outer_size)
                assert one.render_lines(whole) == Widget.render_lines(one, whole), one
