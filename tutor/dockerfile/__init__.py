"""Reads Dockerfiles: stages, the graph between them, and what is wrong or unwise in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.on_demand import on_demand

if TYPE_CHECKING:
    from tutor.dockerfile.evaluation import BaseEnv
    from tutor.dockerfile.graph import Edge, ExternalImage, StageGraph, graph_of
    from tutor.dockerfile.linting import lint
    from tutor.dockerfile.model import (
        Base,
        BaseKind,
        Directives,
        Dockerfile,
        Flag,
        Form,
        Heredoc,
        Instruction,
        Lines,
        Problem,
        Severity,
        Stage,
    )
    from tutor.dockerfile.reading import parse

__all__ = [
    "Base",
    "BaseEnv",
    "BaseKind",
    "Directives",
    "Dockerfile",
    "Edge",
    "ExternalImage",
    "Flag",
    "Form",
    "Heredoc",
    "Instruction",
    "Lines",
    "Problem",
    "Severity",
    "Stage",
    "StageGraph",
    "graph_of",
    "lint",
    "parse",
]

__getattr__ = on_demand(
    __name__,
    {
        "tutor.dockerfile.evaluation": "BaseEnv",
        "tutor.dockerfile.graph": "Edge ExternalImage StageGraph graph_of",
        "tutor.dockerfile.linting": "lint",
        "tutor.dockerfile.model": (
            "Base BaseKind Directives Dockerfile Flag Form Heredoc Instruction Lines Problem Severity Stage"
        ),
        "tutor.dockerfile.reading": "parse",
    },
)
