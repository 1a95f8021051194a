"""Reads Dockerfiles: stages, the graph between them, and what is wrong or unwise in the text."""

from __future__ import annotations

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
