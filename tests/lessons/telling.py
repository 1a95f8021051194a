"""Proofs in a form that a failing test shows well."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.course import Proof


def told(proofs: Iterable[Proof]) -> dict[str, tuple[str, ...]]:
    """What is wrong with each Dockerfile, by its name; empty when nothing is."""
    return {proof.file: proof.complaints for proof in proofs if not proof.holds}
