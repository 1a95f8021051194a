from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from tutor.ui.collector import painted, spare_what_is_there, wait_until_painted


class Ring:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_later_passes_leave_out_what_was_there():
    kept = Ring()
    spare_what_is_there()
    assert gc.get_freeze_count() > 1000
    assert not any(found is kept for found in gc.get_objects())


def test_what_was_left_out_and_died_is_collected_the_next_time():
    ring = Ring()
    alive = weakref.ref(ring)
    spare_what_is_there()
    del ring
    gc.collect()
    assert alive() is not None, "a frozen cycle is not looked at"
    spare_what_is_there()
    assert alive() is None


def test_the_collector_waits_for_the_first_frame_and_leaves_out_what_was_made_for_it():
    wait_until_painted()
    assert not gc.isenabled()
    made = Ring()
    painted()
    assert gc.isenabled()
    assert not any(found is made for found in gc.get_objects())


def test_a_pass_over_everything_comes_less_often_than_python_would_have_it():
    usual = 700, 10, 10
    gc.set_threshold(*usual)
    wait_until_painted()
    painted()
    assert gc.get_threshold()[2] > usual[2]
    assert gc.get_threshold()[0] * gc.get_threshold()[1] < 50_000, "a pass over what is new would be felt"


def test_where_nothing_waited_the_collector_is_left_alone():
    frozen = gc.get_freeze_count()
    painted()
    assert gc.get_freeze_count() == frozen
