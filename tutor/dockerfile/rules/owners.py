"""``--chown`` with a name that no ``/etc/passwd`` may know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.model import BaseKind, Instruction, Stage
from tutor.dockerfile.nearest import nearest
from tutor.dockerfile.rules.advice import DISTROLESS, EVERYTHING
from tutor.dockerfile.rules.inspection import Finding, Inspection

NUMBER = re.compile(r"[-+]?[0-9]+")
ROOT = "root"
USUAL = ("nobody", "nonroot", ROOT)
BRINGS_PASSWD = re.compile(r"passwd|(?:^|/)etc/?$")


def chown_name(inspection: Inspection) -> Iterator[Finding]:
    """A name that Docker cannot look up: it stops on scratch, and takes root elsewhere without a word."""
    for stage in inspection.dockerfile.stages:
        chain = list(inspection.dockerfile.chain(stage))
        below = [one for each in chain[1:] for one in each.instructions]
        for at, instruction in enumerate(stage.instructions):
            name = user_of(instruction)
            if not name:
                continue
            before = [*below, *stage.instructions[:at]]
            if chain[-1].base.kind is BaseKind.SCRATCH and not any(map(_may_bring_users, before)):
                message = f"Nothing here has an /etc/passwd that tells who {name} is"
                yield Finding(f"{message}: write numbers, as --chown=65532:65532", instruction.lines)
            elif meant := meant_user(name, inspection, chain, before):
                message = f"Docker takes root for a user that /etc/passwd does not have: is {name} there"
                yield Finding(f"{message}, or did you mean {meant}?", instruction.lines)


def user_of(instruction: Instruction) -> str | None:
    """The user in ``--chown`` where it is a name other than root's."""
    flags = instruction.expanded_flags or instruction.flags
    chown = next((one.value for one in flags if one.name == "chown"), "")
    user = chown.partition(":")[0]
    known = not user or user == ROOT or "$" in user or NUMBER.fullmatch(user)
    return None if known or instruction.keyword not in ("COPY", "ADD") else user


def meant_user(
    name: str, inspection: Inspection, chain: list[Stage], before: list[Instruction]
) -> str | None:
    """The name that was misspelt; None for a usual one, and for one that a RUN may have made."""
    if any(one.keyword == "RUN" and name in one.text for one in before) or any(map(_may_bring_users, before)):
        return None
    users = [one.expanded[0] for one in inspection.instructions() if one.keyword == "USER" and one.expanded]
    names = {user.partition(":")[0] for user in users} - {name}
    usual = USUAL if chain[-1].base.name.startswith(DISTROLESS) else USUAL[:1]
    return None if name in USUAL else nearest(name, sorted({*names, *usual}))


def _may_bring_users(instruction: Instruction) -> bool:
    if instruction.keyword not in ("COPY", "ADD"):
        return False
    return any(word in EVERYTHING or BRINGS_PASSWD.search(word) for word in instruction.expanded)
