from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tutor.engine import BuildRequest, Built, Cancel, Failed
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def catalogue():
    return Catalogue.load()


@pytest.fixture
def built(catalogue):
    """Builds a text from a folder with no engine; the build must end well."""

    def build(text, folder, **more):
        request = BuildRequest(text, folder, "tests", folder / "Dockerfile", **more)
        last = list(EmbeddedEngine(catalogue).build(request, Cancel()))[-1]
        assert isinstance(last, Built), last.result.failure if isinstance(last, Failed) else last
        return last.result

    return build
