"""Which base images an engine is given."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.bases.catalogue import Base
from tests.engines.provision import images


@pytest.fixture
def engine():
    """An engine that holds nothing and takes everything."""
    taken: list[Path] = []
    return SimpleNamespace(name="one", taken=taken, api=SimpleNamespace(load=taken.append))


@pytest.mark.parametrize(
    ("restriction", "loaded"),
    [({}, True), ({"ENGINES": ("one", "two")}, True), ({"ENGINES": ("two",)}, False)],
)
def test_a_recipe_that_names_its_engines_is_loaded_by_these_alone(engine, monkeypatch, restriction, loaded):
    recipe = SimpleNamespace(NAME="base", **restriction)
    archive = Path("base.tar")
    monkeypatch.setattr(images.bases, "RECIPES", (recipe,))
    monkeypatch.setattr(images.bases, "finished", lambda module: Base(module.NAME, archive, ()))
    monkeypatch.setattr(images, "_missing", lambda engine, _base: [] if engine.taken else ["base"])
    images.load(engine)
    assert engine.taken == ([archive] if loaded else [])
