from __future__ import annotations

from textual.app import App

from tutor.ui.editor.pause import Pause


async def test_the_action_comes_once_after_the_last_sound(until):
    app: App[None] = App()
    done: list[int] = []
    async with app.run_test() as pilot:
        # A busy machine may take longer from sound to sound than a person would.
        pause = Pause(app, lambda: done.append(1), seconds=1.0)
        for _ in range(4):
            pause.heard()
            await pilot.pause(0.3)
            assert pause.waits
            assert not done
        await until(pilot, lambda: done)
        assert done == [1]
        assert not pause.waits


async def test_noise_without_end_is_cut_at_the_latest():
    app: App[None] = App()
    done: list[int] = []
    async with app.run_test() as pilot:
        pause = Pause(app, lambda: done.append(1), seconds=0.1, latest=0.2)
        for _ in range(8):
            pause.heard()
            await pilot.pause(0.05)
        assert done


async def test_over_acts_at_once_and_not_again():
    app: App[None] = App()
    done: list[int] = []
    async with app.run_test() as pilot:
        pause = Pause(app, lambda: done.append(1), seconds=0.05)
        pause.heard()
        pause.over()
        assert done == [1]
        await pilot.pause(0.15)
        assert done == [1]
