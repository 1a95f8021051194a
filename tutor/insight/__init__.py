"""What a build tells: where every byte came from, what ships, what was left behind."""

from __future__ import annotations

from tutor.insight.advice import advise
from tutor.insight.advised import Advice
from tutor.insight.explain import explain
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
from tutor.insight.surface_delta import Reason, SurfaceDelta, Turnover, surface_delta

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
