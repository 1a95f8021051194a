"""Distill: a terminal tutor for multi-stage builds and distroless images."""

__version__ = "0.1.0"
