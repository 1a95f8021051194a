"""What all tests share: a run that left tests out for want of an engine says so where everybody looks."""

from __future__ import annotations

import os

import pytest

from tests.engines.provision.catalogue import ENGINE_NAMES

os.environ["DISTILL_LANG"] = "en"  # Lessons are tested as they are written, whatever the machine speaks.
os.environ.pop("COLUMNS", None)  # And text is as wide as it is in a pipe.


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [report for report in terminalreporter.stats.get("skipped", []) if "engine" in report.keywords]
    if left_out:
        terminalreporter.section("NO ENGINE", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(left_out)} tests that need a real engine were NOT run.")
        terminalreporter.line("As root on Debian: python3 -m tests.engines.provision up")


# First, because xdist reads the groups in the same hook.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on one real engine run one after the other, in one worker: they share the engine and clean it."""
    for item in items:
        if item.get_closest_marker("engine"):
            item.add_marker(pytest.mark.xdist_group(_engine_of(item)))


def _engine_of(item: pytest.Item) -> str:
    """The engine in a test's parameters; those without one work on Docker, alone or beside others."""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return next((name for name in ENGINE_NAMES if name in parameters), ENGINE_NAMES[0])
