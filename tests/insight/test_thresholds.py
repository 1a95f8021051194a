"""Bounds for CI."""

from __future__ import annotations

import pytest

from tutor.image import FileEntry, FileKind, FileTree, ImageConfig, surface_of
from tutor.insight.thresholds import (
    Kept,
    Measured,
    Ratio,
    Thresholds,
    findings,
    percent_of,
    ratio_of,
    size_of,
)

BARE = surface_of(FileTree.of(()), {}, ImageConfig(user="65532"))
SHELL = surface_of(FileTree.of([FileEntry("bin/sh", FileKind.FILE, 0o4755, 1)]), {}, None)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("20MB", 20_000_000),
        ("20 mb", 20_000_000),
        ("20M", 20_000_000),
        ("1.5GB", 1_500_000_000),
        ("16MiB", 16 * 1024 * 1024),
        ("2KiB", 2048),
        ("4096", 4096),
        ("0B", 0),
    ],
)
def test_sizes_as_people_write_them(text, count):
    assert size_of(text) == count


@pytest.mark.parametrize("text", ["", "MB", "-1MB", "20XB", "1e3", "20MB more", "٢MB"])
def test_what_is_no_size(text):
    with pytest.raises(ValueError, match="is no size"):
        size_of(text)


def test_ratios_and_shares():
    assert ratio_of("build:final=5%") == Ratio("build", "final", 5.0)
    assert str(ratio_of("build : final = 2.5 %")) == "build:final=2.5%"
    assert percent_of("95%") == percent_of("95") == 95.0
    for wrong in ("build:final", "build=5%", "a:b:c=5%", "build:final=5"):
        with pytest.raises(ValueError, match="is no ratio"):
            ratio_of(wrong)
    with pytest.raises(ValueError, match="is no share"):
        percent_of("101%")


def test_a_bound_is_kept_at_exactly_its_figure():
    def state(size):
        return findings(Thresholds(max_size=100), Measured(size, BARE))[0].state

    assert [state(99), state(100), state(101), state(None)] == [
        Kept.KEPT,
        Kept.KEPT,
        Kept.BROKEN,
        Kept.UNKNOWN,
    ]


@pytest.mark.parametrize(
    ("sizes", "state"),
    [
        ({"build": 1000, "final": 50}, Kept.KEPT),
        ({"build": 1000, "final": 51}, Kept.BROKEN),
        ({"build": None, "final": 51}, Kept.UNKNOWN),
        ({"build": 0, "final": 0}, Kept.UNKNOWN),
        ({"final": 51}, Kept.UNKNOWN),
    ],
)
def test_a_ratio_needs_both_sizes(sizes, state):
    asked = Thresholds(max_ratio=(Ratio("build", "final", 5.0),))
    assert findings(asked, Measured(1, BARE, sizes=sizes))[0].state is state


def test_all_are_judged_in_order_and_what_was_not_asked_is_not():
    asked = Thresholds(max_packages=0, min_efficiency=90.0, no_shell=True, no_setuid=True, nonroot=True)
    bounds = [
        "--max-packages 0",
        "--min-efficiency 90%",
        "--no-shell",
        "--no-setuid",
        "--nonroot",
    ]
    kept = findings(asked, Measured(1, BARE, efficiency=0.95))
    assert [(one.bound, one.state) for one in kept] == [(bound, Kept.KEPT) for bound in bounds]
    broken = findings(asked, Measured(1, SHELL, efficiency=0.5))
    assert [one.state for one in broken] == [Kept.KEPT, *[Kept.BROKEN] * 4]
    unknown = findings(asked, Measured(None, None))
    assert {one.state for one in unknown} == {Kept.UNKNOWN}
    assert findings(Thresholds(), Measured(None, None)) == ()


def test_without_a_config_it_cannot_be_told_who_runs():
    (finding,) = findings(Thresholds(nonroot=True), Measured(1, SHELL, user_known=False))
    assert finding.state is Kept.UNKNOWN


def test_a_secret_breaks_the_bound_and_layers_that_were_not_read_leave_it_open():
    asked = Thresholds(no_secrets=True)
    found = findings(asked, Measured(1, BARE, 1.0, secrets=("/.env lies open in the image",)))[0]
    assert (found.state, "/.env" in found.because) == (Kept.BROKEN, True)
    assert findings(asked, Measured(1, BARE, 1.0, secrets=()))[0].state is Kept.KEPT
    assert findings(asked, Measured(1, BARE, None, secrets=()))[0].state is Kept.UNKNOWN
