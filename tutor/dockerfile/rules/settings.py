"""Values that are unwise whatever surrounds them: paths, ports, platforms, secrets, hidden files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.heredocs import marker_of
from tutor.dockerfile.model import BaseKind, Stage
from tutor.dockerfile.platforms import local_platform, trouble_with_platform
from tutor.dockerfile.ports import split_port
from tutor.dockerfile.rules.inspection import Finding, Inspection

SECRET = re.compile(
    r"(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)",
    re.IGNORECASE,
)
NO_SECRET = re.compile(r"(?:_|^)(?:public|file|version)(?:_|$)", re.IGNORECASE)
TARGET_PLATFORM = re.compile(r"^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$")
REMOTE = re.compile(r"^(?:https?|git|ssh)://|^git@")


def workdir_relative_path(inspection: Inspection) -> Iterator[Finding]:
    absolute: set[int] = set()
    for stage in inspection.dockerfile.stages:
        known = stage.base.stage in absolute
        for instruction in stage.instructions:
            for path in instruction.expanded if instruction.keyword == "WORKDIR" else ():
                known = known or path.startswith("/")
                if not known:
                    message = f"Relative workdir {go_quoted(path)} can have unexpected results"
                    yield Finding(f"{message} if the base image changes", instruction.lines)
                known = True
        if known:
            absolute.add(stage.index)


def secrets_used_in_arg_or_env(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        for word in instruction.expanded if instruction.keyword in ("ARG", "ENV") else ():
            name = word.partition("=")[0]
            if SECRET.search(name) and not NO_SECRET.search(name):
                message = "Do not use ARG or ENV instructions for sensitive data"
                yield Finding(f'{message} ({instruction.keyword} "{name}")', instruction.lines)


def expose_proto_casing(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        for word in instruction.expanded if instruction.keyword == "EXPOSE" else ():
            protocol = split_port(word).protocol
            if protocol != protocol.lower():
                message = f"Defined protocol '{word}' in EXPOSE instruction should be lowercase"
                yield Finding(message, instruction.lines)


def expose_invalid_format(inspection: Inspection) -> Iterator[Finding]:
    for instruction in inspection.instructions():
        for word in instruction.expanded if instruction.keyword == "EXPOSE" else ():
            port = split_port(word)
            if port.address or port.host:
                message = "EXPOSE instruction should not define an IP address or host-port mapping"
                yield Finding(f"{message}, found '{word}'", instruction.lines)


def redundant_target_platform(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        written = stage.instructions[0].flag("platform") or ""
        if TARGET_PLATFORM.match(written):
            message = f"Setting platform to predefined {written} in FROM is redundant"
            yield Finding(f"{message} as this is the default behavior", stage.instructions[0].lines)


def from_platform_flag_const_disallowed(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.dockerfile.stages:
        written = stage.instructions[0].flag("platform") or ""
        constant = written and "$" not in written and trouble_with_platform(written, written) is None
        if constant and not name_tells_platform(stage, written):
            message = f"FROM --platform flag should not use constant value {go_quoted(written)}"
            yield Finding(message, stage.instructions[0].lines)


def name_tells_platform(stage: Stage, platform: str) -> bool:
    parts = platform.lower().split("/")[:2]
    return any(part in (stage.name or "") for part in parts)


def invalid_base_image_platform(inspection: Inspection) -> Iterator[Finding]:
    ask = inspection.outside.base_platform
    for stage in inspection.dockerfile.stages if ask else ():
        base = stage.base
        actual = ask(base.name) if ask and base.kind is BaseKind.IMAGE else None
        expected = base.platform or local_platform()
        if actual and actual.split("/")[:2] != expected.split("/")[:2]:
            message = f"Base image {base.name} was pulled with platform {go_quoted(actual)}"
            lines = stage.instructions[0].lines
            yield Finding(f"{message}, expected {go_quoted(expected)} for current build", lines)


def copy_ignored_file(inspection: Inspection) -> Iterator[Finding]:
    is_ignored = inspection.outside.is_ignored
    for instruction in inspection.instructions() if is_ignored else ():
        if instruction.keyword not in ("ADD", "COPY") or instruction.flag("from"):
            continue
        for word in instruction.expanded[:-1]:
            path = posixpath.normpath(word).lstrip("/")
            if is_ignored and not marker_of(word) and not REMOTE.match(word) and is_ignored(path):
                command = instruction.keyword.capitalize()
                message = f"Attempting to {command} file {go_quoted(path)} that is excluded by .dockerignore"
                yield Finding(message, instruction.lines)
