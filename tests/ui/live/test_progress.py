"""How far the parts of a step are."""

from __future__ import annotations

from tutor.ui.live.progress import NO_PROGRESS


def test_the_bytes_of_all_layers_are_summed():
    progress = NO_PROGRESS.after("downloading a", 30, 100).after("downloading b", 50, 50)
    assert (progress.current, progress.total) == (80, 150)
    assert progress.layers == (1, 2)


def test_a_layer_whose_size_is_not_told_yet_is_left_out():
    assert NO_PROGRESS.after("downloading a", 30, 0).total == 0


def test_unpacking_is_told_once_everything_is_fetched():
    fetching = NO_PROGRESS.after("downloading a", 100, 100).after("downloading b", 10, 50)
    unpacking_one = fetching.after("extracting a", 40, 100)
    assert not unpacking_one.extracting
    assert unpacking_one.current == 110
    unpacking = unpacking_one.after("downloading b", 50, 50)
    assert unpacking.extracting
    assert (unpacking.current, unpacking.total) == (40, 100)
