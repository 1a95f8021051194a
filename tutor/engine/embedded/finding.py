"""The embedded engine with what is recorded beside it and the learner's cache."""

from __future__ import annotations

from pathlib import Path

from tutor.engine.connecting import Tried
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import Catalogue, built_in
from tutor.engine.embedded.catalogue.packing import MANIFEST
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.errors import EngineError
from tutor.home import home_folder

WHERE = "built in"


def find(tried: list[Tried]) -> EmbeddedEngine | None:
    """The embedded engine; None, told in ``tried``, when what was recorded cannot be read."""
    try:
        own = own_recordings()
        catalogue = Catalogue.load(*built_in(), *([own] if (own / MANIFEST).exists() else ()))
    except EngineError as error:
        tried.append(Tried(WHERE, error.message, error.advice))
        return None
    tried.append(
        Tried(WHERE, f"the embedded engine, with {len(catalogue.image_names())} recorded base images", "")
    )
    return EmbeddedEngine(catalogue, StepCache(home_folder() / "embedded-steps.txt"))


def own_recordings() -> Path:
    """Where a person's own recordings lie, read after those that come with Distill."""
    return home_folder() / "recorded"
