"""What a build tells: where every byte came from, what ships, what was left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.on_demand import on_demand

if TYPE_CHECKING:
    from tutor.insight.advice import advise
    from tutor.insight.advised import Advice
    from tutor.insight.explaining import explain
    from tutor.insight.explanation import (
        Crossing,
        Explanation,
        HowHidden,
        LeftBehind,
        LeftCause,
        LineInsight,
        StageInsight,
        Waste,
    )
    from tutor.insight.hidden_secrets import HiddenSecret, secrets_of_image
    from tutor.insight.image_waste import LayerWaste, efficiency_of_image, waste_of_image
    from tutor.insight.images import image_of_stage
    from tutor.insight.provenance import Brought, Hop, Provenance
    from tutor.insight.surface_change import Reason, SurfaceDelta, Turnover, surface_delta

__all__ = [
    "Advice",
    "Brought",
    "Crossing",
    "Explanation",
    "HiddenSecret",
    "Hop",
    "HowHidden",
    "LayerWaste",
    "LeftBehind",
    "LeftCause",
    "LineInsight",
    "Provenance",
    "Reason",
    "StageInsight",
    "SurfaceDelta",
    "Turnover",
    "Waste",
    "advise",
    "efficiency_of_image",
    "explain",
    "image_of_stage",
    "secrets_of_image",
    "surface_delta",
    "waste_of_image",
]

__getattr__ = on_demand(
    __name__,
    {
        "tutor.insight.advice": "advise",
        "tutor.insight.advised": "Advice",
        "tutor.insight.explaining": "explain",
        "tutor.insight.explanation": (
            "Crossing Explanation HowHidden LeftBehind LeftCause LineInsight StageInsight Waste"
        ),
        "tutor.insight.hidden_secrets": "HiddenSecret secrets_of_image",
        "tutor.insight.image_waste": "LayerWaste efficiency_of_image waste_of_image",
        "tutor.insight.images": "image_of_stage",
        "tutor.insight.provenance": "Brought Hop Provenance",
        "tutor.insight.surface_change": "Reason SurfaceDelta Turnover surface_delta",
    },
)
