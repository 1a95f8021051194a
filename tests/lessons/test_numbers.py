"""What lessons weigh, and that the README says so."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tests.numbers import README, wanted
from tutor.cli import main


def test_the_readme_has_the_figures_of_what_is_recorded_now():
    assert README.read() == wanted(), "python -m tests.numbers writes them anew"


def test_the_second_from_saves_nearly_everything():
    done = CliRunner().invoke(main, ["lesson", "numbers", "3", "--json"])
    (row,) = json.loads(done.stdout)["lessons"]
    assert row["start"]["bytes"] > 700_000_000
    assert row["start"]["shells"] > 0 < row["start"]["setuid"]
    assert row["start"]["packages"] > 100
    assert 1_000_000 < row["solution"].pop("bytes") < 5_000_000
    assert set(row["solution"].values()) == {0}


def test_the_table_says_which_bases_it_is_of():
    told = " ".join(wanted().split())
    assert "rebuilt from packages for tests" in told
    assert "Other releases of them have other figures." in told
