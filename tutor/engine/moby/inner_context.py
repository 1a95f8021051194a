"""A Dockerfile of ours that builds from the learner's context without being part of it.

Its text would be copied by ``COPY . .``, whose cache key would be another then. So the learner's context
goes along as a tar; ``ADD`` unpacks it into a stage, and ``COPY --from`` that stage has the same key as
``COPY`` from the context.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.dockerfile import Dockerfile, Instruction, Stage
from tutor.engine.moby.syntax import syntax_taken_out

PREFIX = "distill-"
CONTEXT_STAGE = f"{PREFIX}context"
CONTEXT_TAR = "distill-context.tar"
CONTEXT_LINES = (f"FROM scratch AS {CONTEXT_STAGE}", f"ADD {CONTEXT_TAR} /")

FROM_URL = re.compile(r"(https?|git|ssh)://|git@")


def name_of(stage: Stage) -> str:
    """What a stage is called in our text: its own name, or one made of its number."""
    return stage.name or f"{PREFIX}{stage.index}"


def from_inner_context(instruction: Instruction, names: Mapping[int, str]) -> str:
    """The instruction's source, taking from the inner context what it takes from the context.

    ``names`` are those of the stages before, since their numbers are others in our text.
    """
    if instruction.keyword == "COPY":
        return _copy(instruction, names)
    source = instruction.source
    if instruction.keyword == "RUN":
        for flag in instruction.flags:
            if flag.name == "mount" and _binds_context(flag.value):
                written = f"--mount={flag.value}"
                source = source.replace(written, f"{written},from={CONTEXT_STAGE}", 1)
    return source


def needs_root_context(dockerfile: Dockerfile) -> bool:
    """Whether an ADD takes files of the context: it knows no ``--from``, so they must also lie where it
    looks.
    """
    return any(
        instruction.keyword == "ADD" and not all(FROM_URL.match(word) for word in instruction.expanded[:-1])
        for stage in dockerfile.stages
        for instruction in stage.instructions
    )


def has_trigger_on_context(dockerfile: Dockerfile) -> bool:
    """Whether an ONBUILD takes from the context, wherever it is carried out."""
    triggers = [one.trigger for stage in dockerfile.stages for one in stage.instructions if one.trigger]
    return any(
        (one.keyword in ("COPY", "ADD") and one.flag("from") is None and not one.heredocs)
        or any(flag.name == "mount" and _binds_context(flag.value) for flag in one.flags)
        for one in triggers
    )


def with_named_stages(dockerfile: Dockerfile, *, keep_syntax: bool) -> str:
    """The whole file with a name for every stage, for BuildKit knows targets by name only.

    Lines keep their order, but behind the first FROM each stands ``len(CONTEXT_LINES)`` lines lower.
    """
    lines = dockerfile.text.split("\n")
    names: dict[int, str] = {}
    for stage in dockerfile.stages:
        start = stage.instructions[0]
        if stage.name is None:
            lines[start.lines.last - 1] += f" AS {name_of(stage)}"
        for instruction in stage.instructions[1:]:
            source = from_inner_context(instruction, names).split("\n")
            lines[instruction.lines.first - 1 : instruction.lines.last] = source
        names[stage.index] = name_of(stage)
    first = dockerfile.stages[0].instructions[0].lines.first - 1
    lines[first:first] = CONTEXT_LINES
    text = "\n".join(lines)
    return text if keep_syntax else syntax_taken_out(text)


def _copy(instruction: Instruction, names: Mapping[int, str]) -> str:
    source, origin = instruction.source, instruction.flag("from")
    if origin is None:
        if instruction.heredocs:
            return source
        return re.sub(r"^\s*COPY\b", f"COPY --from={CONTEXT_STAGE}", source, count=1, flags=re.IGNORECASE)
    if origin.isdecimal() and int(origin) in names:
        return re.sub(r"--from=[\"']?\d+[\"']?", f"--from={names[int(origin)]}", source, count=1)
    return source


def _binds_context(mount: str) -> bool:
    fields = dict(field.partition("=")[::2] for field in mount.split(","))
    return fields.get("type", "bind") == "bind" and "from" not in fields
