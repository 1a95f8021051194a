"""What insight tells as a text to keep or to send: Markdown, JSON, or a picture as SVG."""

from __future__ import annotations

from collections.abc import Callable

from tutor.insight.report import ComparisonReport, ExplanationReport

Exportable = ExplanationReport | ComparisonReport


def exported(report: Exportable, ending: str) -> str:
    """The report as ``.md``, ``.json`` or ``.svg``. Raises KeyError for another ending."""
    return _WRITERS[ending](report)


def _markdown(report: Exportable) -> str:
    from tutor.insight.export.markdown import comparison, explanation

    return explanation(report) if isinstance(report, ExplanationReport) else comparison(report)


def _json(report: Exportable) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def _svg(report: Exportable) -> str:
    if isinstance(report, ExplanationReport):
        from tutor.insight.export.stages_svg import stages_svg

        return stages_svg(report)
    from tutor.insight.export.comparison_svg import comparison_svg

    return comparison_svg(report)


_WRITERS: dict[str, Callable[[Exportable], str]] = {".md": _markdown, ".json": _json, ".svg": _svg}
