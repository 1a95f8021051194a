"""Bytes, seconds and shares as a person reads them."""

from __future__ import annotations

NOTHING = "\N{EN DASH}"
_EIGHTHS = " ▏▎▍▌▋▊▉"


def size(amount: int | None) -> str:
    """Bytes as ``tutor.image.size`` writes them everywhere; a dash for what was not measured."""
    if amount is None:
        return NOTHING
    from tutor.image.size import human  # it brings its whole package, for which the first paint does not wait

    return human(amount)


def seconds(amount: float) -> str:
    """Wall time: ``0.3 s``, ``12 s``, ``1 min 05 s``."""
    if amount < 9.95:
        return f"{amount:.1f} s"
    if amount < 59.5:
        return f"{amount:.0f} s"
    minutes, rest = divmod(round(amount), 60)
    return f"{minutes} min {rest:02d} s"


def elapsed(amount: float) -> str:
    """Wall time that is still running, in whole seconds: ``3 s``, ``1 min 05 s``."""
    minutes, rest = divmod(int(max(0.0, amount)), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def share(part: int, whole: int) -> str:
    """``part`` in percent of ``whole``: ``0.3 %``, ``42 %``; ``< 0.1 %`` rather than a false zero."""
    if whole <= 0:
        return NOTHING
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1 %"
    return f"{percent:.1f} %" if percent < 9.95 and part else f"{percent:.0f} %"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 file``, ``12,345 files``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def bar(fraction: float, width: int) -> str:
    """A bar of at most ``width`` cells, to an eighth of a cell; what is not nothing is at least a sliver."""
    if fraction <= 0 or width <= 0:
        return ""
    eighths = max(1, round(min(fraction, 1.0) * width * 8))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")
