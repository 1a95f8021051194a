"""What all tests share: a run that left tests out for want of an engine says so where everybody looks."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [report for report in terminalreporter.stats.get("skipped", []) if "engine" in report.keywords]
    if left_out:
        terminalreporter.section("NO ENGINE", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(left_out)} tests that need a real engine were NOT run.")
        terminalreporter.line("As root on Debian: python3 -m tests.engines.provision up")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on real engines run one after the other, in one worker: they share the engines and clean them."""
    for item in items:
        if item.get_closest_marker("engine"):
            item.add_marker(pytest.mark.xdist_group("engines"))
