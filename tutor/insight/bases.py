"""Advice on the base of the final image."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.dockerfile import BaseKind
from tutor.dockerfile.reference import read_reference
from tutor.image.size import human
from tutor.insight.advised import Advice, Case
from tutor.insight.products import SCRIPT, build_tools

LEAN_TAG = re.compile(r"(slim|alpine|minimal|distroless|nonroot|scratch|jre|perl|busybox)")
LEAN_NAME = re.compile(r"(distroless|alpine|busybox|chainguard|/static|/scratch)")
SYSTEMS = ("debian", "ubuntu")
STATIC = "gcr.io/distroless/static-debian13"


def smaller_base(case: Case) -> Sequence[Advice]:
    """A base with a system in it that the image hardly needs, where a smaller one's size is known."""
    if not case.chain or not case.size:
        return ()
    bottom = case.chain[-1]
    line = next(
        (one for one in case.explanation.lines if one.line == bottom.instructions[0].lines.first), None
    )
    reference = read_reference(bottom.base.name)
    if bottom.base.kind is not BaseKind.IMAGE or reference is None or line is None or not line.adds:
        return ()
    if LEAN_NAME.search(reference.name) or LEAN_TAG.search(reference.tag or "") or build_tools(case):
        return ()
    if _needs_no_system(case, reference.repository):
        return _to(case, STATIC, bottom.base.name, line.line, line.adds)
    return _to(case, f"{reference.name}:{reference.tag}-slim", bottom.base.name, line.line, line.adds)


def _needs_no_system(case: Case, repository: str) -> bool:
    """Whether nothing but a copied program lies on top of a whole system."""
    program = case.program
    if repository not in SYSTEMS or program is None or SCRIPT.search(program.path):
        return False
    step = case.owner_of(program.path)
    copied = step is not None and step.instruction.keyword == "COPY"
    return copied and not any(one.keyword == "RUN" for stage in case.chain for one in stage.instructions)


def _to(case: Case, smaller: str, base: str, line: int, weighs: int) -> Sequence[Advice]:
    size = case.sizes(smaller)
    if size is None or size >= weighs:
        return ()
    needs = (
        "A program that is no static one needs gcr.io/distroless/base or cc instead, which weigh more."
        if smaller == STATIC
        else "What the image uses of the difference is not known."
    )
    because = f"{base} is {human(weighs)}, {smaller} was {human(size)} when it was recorded. {needs}"
    return [
        Advice(
            f"Start the final stage from {smaller}",
            because,
            line,
            weighs - size,
            estimated=True,
            lesson="what-scratch-forgot",
        )
    ]
