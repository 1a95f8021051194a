"""Bytes in words, the same everywhere."""

from __future__ import annotations

_UNITS = ("B", "kB", "MB", "GB", "TB")


def human(size: int) -> str:
    """``size`` bytes in decimal units as docker shows them: ``812 B``, ``2.0 kB``, ``37.4 MB``, ``1.02 GB``.

    1 kB is 1000 B. Bytes have no decimals, kB and MB one below 100 and none from there on, GB and above two
    below 10.
    """
    if size < 0:
        return "-" + human(-size)
    value, unit = float(size), 0
    while unit + 1 < len(_UNITS) and float(_figure(value, unit)) >= 1000:
        value, unit = value / 1000, unit + 1
    return f"{_figure(value, unit)} {_UNITS[unit]}"


def _figure(value: float, unit: int) -> str:
    if unit == 0 or round(value, 1) >= 100:
        return f"{value:.0f}"
    if unit >= 3 and round(value, 2) < 10:
        return f"{value:.2f}"
    return f"{value:.1f}"
