"""Bounds and secrets in the documents."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tutor.image.showing import encodable
from tutor.insight.hidden_secrets import HiddenSecret
from tutor.insight.thresholds import Finding


class FindingRow(msgspec.Struct, frozen=True):
    """A bound for CI: ``state`` is kept, broken or unknown, ``because`` a sentence with the figures."""

    bound: str
    state: str
    because: str


class SecretRow(msgspec.Struct, frozen=True):
    """What by its name holds a secret: ``what`` is file, ARG or ENV; the value is never told.

    ``line`` and ``hidden_by`` are lines of the Dockerfile, null where they are not known.
    """

    what: str
    name: str
    line: int | None
    hidden_by: int | None
    ships: bool
    says: str


def finding_rows(findings: Iterable[Finding]) -> list[FindingRow]:
    """The rows of findings."""
    return [FindingRow(one.bound, one.state.value, encodable(one.because)) for one in findings]


def secret_rows(secrets: Iterable[HiddenSecret]) -> list[SecretRow]:
    """The rows of secrets."""
    return [
        SecretRow(s.what, encodable(s.name), s.line, s.hidden_by, s.ships, encodable(s.says)) for s in secrets
    ]
