"""Platforms such as ``linux/arm64/v8``, and the ARGs that BuildKit predefines about them."""

from __future__ import annotations

import platform
import re

from tutor.dockerfile.expansion import go_quoted

COMPONENT = re.compile(r"^[A-Za-z0-9_.-]+$")
SYSTEMS = """
    aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd
    plan9 solaris windows zos
"""
ARCHITECTURES = """
    386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32
    mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm
    aarch64 i386 x86_64 x86-64 armhf armel
"""
KNOWN = frozenset([*SYSTEMS.split(), *ARCHITECTURES.split()])
MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm"}
LONGEST_PLATFORM = 3
"""System, architecture, variant."""


def local_platform() -> str:
    """The platform that this machine's containers have, for example ``linux/amd64``."""
    machine = platform.machine().lower()
    return f"linux/{MACHINES.get(machine, machine)}"


def platform_values(name: str) -> dict[str, str]:
    """The predefined ARGs of a build on and for the platform ``name``."""
    system, _, rest = name.partition("/")
    architecture, _, variant = rest.partition("/")
    values = {}
    for side in ("BUILD", "TARGET"):
        values[f"{side}PLATFORM"] = name
        values[f"{side}OS"] = system
        values[f"{side}OSVERSION"] = ""
        values[f"{side}ARCH"] = architecture
        values[f"{side}VARIANT"] = variant
    values["TARGETSTAGE"] = ""
    return values


def trouble_with_platform(text: str, written: str) -> str | None:
    """What Docker says against the value of ``--platform``, ``written`` before expansion; or None."""
    parts = text.split("/")
    invalid = None
    for part in parts[:LONGEST_PLATFORM]:
        if not COMPONENT.match(part.partition("(")[0]):
            invalid = f"{go_quoted(part)} is an invalid component of {go_quoted(text)}: platform specifier "
            invalid += 'component must match "^[A-Za-z0-9_.-]+$"'
            break
    if len(parts) > LONGEST_PLATFORM:
        invalid = f"{go_quoted(text)}: cannot parse platform specifier"
    elif invalid is None and len(parts) == 1 and parts[0].lower() not in KNOWN:
        invalid = f"{go_quoted(text)}: unknown operating system or architecture"
    return f"failed to parse platform {written}: {invalid}: invalid argument" if invalid else None
