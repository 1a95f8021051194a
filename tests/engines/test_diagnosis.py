"""Named mistakes made for real: the engine's own words, or its silence, lead to the right name and line."""

from __future__ import annotations

import pytest

from tests.diagnosis.looking import seen
from tests.diagnosis.reproduced import REPRODUCTIONS, Reproduction

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("mistake", REPRODUCTIONS, ids=lambda each: f"{each.key}-{each.how}")
def test_a_mistake_is_named_at_its_line(mistake: Reproduction, engine, tmp_path):
    if mistake.key == "E11" and not engine.info.capabilities.skips_unused_stages:
        pytest.skip("the classic builder runs stages that nothing needs")
    assert seen(mistake, engine, tmp_path) == [(mistake.key, mistake.line)]
