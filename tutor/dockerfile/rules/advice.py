"""The tutor's own advice: what builds well and still is not what one wants to ship."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from tutor.dockerfile.model import Base, BaseKind, Dockerfile, Form, Instruction, Stage
from tutor.dockerfile.reference import read_reference
from tutor.dockerfile.rules.inspection import Finding, Inspection
from tutor.dockerfile.stage_titles import this_stage

WITH_FORMS = ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK")
DISTROLESS = ("gcr.io/distroless/", "distroless/")
VERSIONED_NAME = re.compile(r"distroless/[\w-]+-debian\d+$")
"""Distroless images tell their version in the name: no tag of theirs does."""
EVERYTHING = ("/", ".", "./", "/.", "/*", "*", "./*")
ROOT = ("root", "0")
SHELLS = ("sh", "ash", "bash", "dash", "busybox")


def unused_stage(inspection: Inspection) -> Iterator[Finding]:
    for index in inspection.graph.skipped():
        stage = inspection.dockerfile.stages[index]
        message = f"{this_stage(stage.label)} is not built: no later stage needs it"
        yield Finding(message, stage.instructions[0].lines)


def unpinned_base(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        reference = read_reference(stage.base.name) if stage.base.kind is BaseKind.IMAGE else None
        if reference is None or reference.digest or reference.tag not in (None, "latest"):
            continue
        if VERSIONED_NAME.search(reference.name):
            continue
        what = "has no tag" if reference.tag is None else "is tagged latest"
        message = f"Base image {stage.base.name} {what}: the next build may get another one; name a version"
        yield Finding(message, stage.instructions[0].lines)


def root_in_final_stage(inspection: Inspection) -> Iterator[Finding]:
    final = inspection.dockerfile.final
    if final is None:
        return
    user, instruction = last_user(inspection.dockerfile, final)
    if user.partition(":")[0] not in ROOT:
        return
    place = instruction or final.instructions[0]
    if place not in final.instructions:
        place = final.instructions[0]
    yield Finding("The final stage runs as root: set USER, or start from a :nonroot base", place.lines)


def last_user(dockerfile: Dockerfile, stage: Stage) -> tuple[str, Instruction | None]:
    """The user at the end of a stage, "" when not known, and the USER instruction that set it."""
    bottom = stage
    for bottom in dockerfile.chain(stage):
        for instruction in reversed(bottom.instructions):
            if instruction.keyword == "USER" and instruction.expanded:
                return instruction.expanded[0], instruction
    return default_user(bottom.base), None


def default_user(base: Base) -> str:
    """Official images run as root unless their tag says otherwise."""
    if base.kind is BaseKind.UNKNOWN:
        return ""
    reference = read_reference(base.name)
    tag = reference.tag if reference else None
    return "nonroot" if tag and "nonroot" in tag.split("-") else "root"


def shell_form_without_shell(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        chain = list(inspection.dockerfile.chain(stage))
        base = chain[-1].base
        if has_shell(base, inspection) is not False or any(may_bring_shell(one) for one in chain):
            continue
        for instruction in stage.instructions:
            if instruction.keyword in WITH_FORMS and instruction.form is Form.SHELL and instruction.words:
                need = f"{instruction.keyword} in shell form needs /bin/sh, which {base.name} does not have"
                if instruction.keyword == "RUN":  # nor has it the programs that a shell would start
                    cure = "do it in an earlier stage, and bring what it makes with COPY --from"
                else:
                    cure = 'write it as a JSON array: ["program", "argument"]'
                yield Finding(f"{need}; {cure}", instruction.lines)


def has_shell(base: Base, inspection: Inspection) -> bool | None:
    """Whether a base has /bin/sh; None when nobody knows."""
    if base.kind is BaseKind.SCRATCH:
        return False
    if base.kind is BaseKind.UNKNOWN:
        return None
    ask = inspection.outside.base_has_shell
    answer = ask(base.name) if ask else None
    if answer is not None or not base.name.startswith(DISTROLESS):
        return answer
    # True for the debug images too: their shell is /busybox/sh, and shell form wants /bin/sh.
    return False


def may_bring_shell(stage: Stage) -> bool:
    """True when the stage names another shell, or copies one or everything in."""
    for instruction in stage.instructions:
        if instruction.keyword in ("ADD", "SHELL") or copies_everything(instruction):
            return True
        names = {posixpath.basename(word) for word in instruction.expanded}
        if instruction.keyword == "COPY" and not names.isdisjoint(SHELLS):
            return True
    return False


def copy_whole_stage(inspection: Inspection) -> Iterator[Finding]:
    final = inspection.dockerfile.final
    for instruction in final.instructions if final else ():
        if copies_everything(instruction):
            source = instruction.flag("from")
            message = f"Copies all of {source} into the final stage; name the files that are needed"
            yield Finding(message, instruction.lines)


def copies_everything(instruction: Instruction) -> bool:
    """True for a COPY of a whole stage or image."""
    return (
        instruction.keyword == "COPY"
        and bool(instruction.flag("from"))
        and any(word in EVERYTHING for word in instruction.expanded[:-1])
    )
