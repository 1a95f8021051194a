"""What insight tells as versioned documents: what ``--json`` prints, and what every export is made from.

``schema`` is the version of a document; it grows by one when a field goes away or changes its meaning. New
fields may come without that. Sizes are bytes, times are seconds, shares are between 0 and 1. Paths of an
image have no leading slash, programs have one; bytes of a name that are no UTF-8 are spelt ``\\xff``.
"""

from __future__ import annotations

from tutor.insight.report.comparison import ComparisonReport, comparison_report
from tutor.insight.report.explanation import ExplanationReport, explanation_report
from tutor.insight.report.findings import FindingRow, finding_rows
from tutor.insight.report.inspection import InspectionReport, inspection_report

__all__ = [
    "ComparisonReport",
    "ExplanationReport",
    "FindingRow",
    "InspectionReport",
    "comparison_report",
    "explanation_report",
    "finding_rows",
    "inspection_report",
]
