"""What instructions do to an image's config, as BuildKit does it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tutor.dockerfile.model import Form, Instruction
from tutor.image.config import HealthCheck, ImageConfig

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

NANOSECONDS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
}


def begin_stage(base: ImageConfig | None) -> ImageConfig:
    """The config that a FROM starts with; ``base`` is the image's or earlier stage's, None for scratch.

    The base's ONBUILD triggers have run, as far as they concern the config, and are not passed on. There
    always is a PATH.
    """
    config = base if base is not None else ImageConfig(workdir="/")
    if config.variable("PATH") is None:
        config = replace(config, env=(*config.env, f"PATH={DEFAULT_PATH}"))
    if config.workdir:
        config = replace(config, workdir=_joined("/", config.workdir))
    triggers = triggers_of(config)
    config = replace(config, onbuild=(), cmd_of_this_stage=False)
    for trigger in triggers:
        config = config_after(config, trigger)
    return config


def triggers_of(base: ImageConfig) -> tuple[Instruction, ...]:
    """What the base left for its children to do (ONBUILD), in order; variables are not expanded."""
    from tutor.dockerfile import parse

    dockerfile = parse("\n".join(["FROM scratch", *base.onbuild, ""]))
    return tuple(instruction for stage in dockerfile.stages for instruction in stage.instructions[1:])


def config_after(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    """The config after one instruction of a stage; FROM and those that touch files only leave it alone."""
    change = CHANGES.get(instruction.keyword)
    return config if change is None else change(config, instruction)


def _env(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    """A name that is there already keeps its place."""
    pairs = dict(pair.partition("=")[::2] for pair in config.env)
    pairs.update(_pairs(instruction.expanded))
    return replace(config, env=tuple(f"{name}={value}" for name, value in pairs.items()))


def _label(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, labels={**config.labels, **dict(_pairs(instruction.expanded))})


def _workdir(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, workdir=_joined(config.workdir or "/", _first(instruction)))


def _user(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, user=_first(instruction))


def _cmd(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, cmd=_command(config, instruction), cmd_of_this_stage=True)


def _entrypoint(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    """Drops a CMD that comes from the base: it was meant for another program."""
    cmd = config.cmd if config.cmd_of_this_stage else None
    return replace(config, entrypoint=_command(config, instruction), cmd=cmd)


def _shell(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, shell=instruction.expanded)


def _expose(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    ports = {port for word in instruction.expanded for port in _ports(word)}
    return replace(config, ports=tuple(sorted(ports.union(config.ports))))


def _volume(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    volumes = {word for word in instruction.expanded if word}
    return replace(config, volumes=tuple(sorted(volumes.union(config.volumes))))


def _stopsignal(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, stopsignal=_first(instruction))


def _healthcheck(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    words = instruction.words
    if instruction.form is not Form.EXEC and words and words[0].strip().upper() == "NONE":
        return replace(config, healthcheck=HealthCheck(("NONE",)))
    if words and words[0] == "CMD" and len(words) > 1:
        words = words[1:]
    test = ("CMD", *words) if instruction.form is Form.EXEC else ("CMD-SHELL", " ".join(words))
    retries = instruction.flag("retries") or ""
    return replace(
        config,
        healthcheck=HealthCheck(
            test,
            interval=nanoseconds(instruction.flag("interval") or ""),
            timeout=nanoseconds(instruction.flag("timeout") or ""),
            start_period=nanoseconds(instruction.flag("start-period") or ""),
            start_interval=nanoseconds(instruction.flag("start-interval") or ""),
            retries=int(retries) if retries.isdecimal() else 0,
        ),
    )


def _onbuild(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    if instruction.trigger is None:
        return config
    return replace(config, onbuild=(*config.onbuild, instruction.trigger.text))


CHANGES: dict[str, Callable[[ImageConfig, Instruction], ImageConfig]] = {
    "ENV": _env,
    "LABEL": _label,
    "WORKDIR": _workdir,
    "USER": _user,
    "CMD": _cmd,
    "ENTRYPOINT": _entrypoint,
    "SHELL": _shell,
    "EXPOSE": _expose,
    "VOLUME": _volume,
    "STOPSIGNAL": _stopsignal,
    "HEALTHCHECK": _healthcheck,
    "ONBUILD": _onbuild,
}


def nanoseconds(duration: str) -> int:
    """A duration as Go writes it (``1m30s``, ``1.5h``) in nanoseconds; 0 for anything else."""
    parts = re.findall(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)", duration)
    if "".join(number + unit for number, unit in parts) != duration:
        return 0
    return round(sum(float(number) * NANOSECONDS[unit] for number, unit in parts))


def _first(instruction: Instruction) -> str:
    return instruction.expanded[0] if instruction.expanded else ""


def _command(config: ImageConfig, instruction: Instruction) -> tuple[str, ...] | None:
    words = instruction.expanded
    if instruction.form is Form.SHELL and words:
        return config.in_shell(" ".join(words))
    return words or None


def _pairs(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """``a=1 b=2``, or the old form ``a 1``, whose value is the rest of the line."""
    if words and "=" not in words[0]:
        yield words[0], " ".join(words[1:])
        return
    for word in words:
        name, _, value = word.partition("=")
        yield name, value


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, path)).replace("//", "/")


def _ports(word: str) -> Iterator[str]:
    """``80``, ``53/udp`` and ``8000-8002`` as the config spells them; what is no port number is left out."""
    numbers, _, protocol = word.partition("/")
    first, _, last = numbers.rpartition(":")[2].partition("-")
    last = last or first
    if first.isdecimal() and last.isdecimal() and int(first) <= int(last) <= 65535:
        yield from (f"{port}/{protocol.lower() or 'tcp'}" for port in range(int(first), int(last) + 1))
