"""What instructions do to an image's config, as BuildKit does it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace

from tutor.dockerfile import Form, Instruction, parse
from tutor.dockerfile.durations import DurationError, seconds
from tutor.dockerfile.ports import PortError, port_range, read_port
from tutor.dockerfile.variables import DEFAULT_PATH
from tutor.image.config import HealthCheck, ImageConfig


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
    """What the base left for its children to do (ONBUILD), in order, with the base's variables put in."""
    env = dict(pair.partition("=")[::2] for pair in base.env)
    dockerfile = parse("\n".join(["FROM base", *base.onbuild, ""]), base_env=lambda _: env)
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
    ports = {port for word in instruction.expanded for port in ports_of(word)}
    return replace(config, ports=tuple(sorted(ports.union(config.ports))))


def _volume(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    volumes = {word for word in instruction.expanded if word}
    return replace(config, volumes=tuple(sorted(volumes.union(config.volumes))))


def _stopsignal(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    return replace(config, stopsignal=_first(instruction))


def _healthcheck(config: ImageConfig, instruction: Instruction) -> ImageConfig:
    """The words are ``NONE``, or ``CMD`` with a command in exec or shell form."""
    kind, *command = instruction.words or ("NONE",)
    if kind == "NONE":
        return replace(config, healthcheck=HealthCheck(("NONE",)))
    retries = instruction.flag("retries") or ""
    return replace(
        config,
        healthcheck=HealthCheck(
            ("CMD" if instruction.form is Form.EXEC else "CMD-SHELL", *command),
            interval=_nanoseconds(instruction.flag("interval")),
            timeout=_nanoseconds(instruction.flag("timeout")),
            start_period=_nanoseconds(instruction.flag("start-period")),
            start_interval=_nanoseconds(instruction.flag("start-interval")),
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


def _nanoseconds(duration: str | None) -> int:
    """0, the engine's default, for a duration that is not given or that the builder refuses."""
    try:
        return round(seconds(duration or "0") * 1_000_000_000)
    except DurationError:
        return 0


def _first(instruction: Instruction) -> str:
    return instruction.expanded[0] if instruction.expanded else ""


def _command(config: ImageConfig, instruction: Instruction) -> tuple[str, ...] | None:
    words = instruction.expanded
    if instruction.form is Form.SHELL and words:
        return config.in_shell(" ".join(words))
    return words or None


def _pairs(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for word in words:
        name, _, value = word.partition("=")
        yield name, value


def _joined(folder: str, path: str) -> str:
    return "/" + posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def ports_of(word: str) -> Iterator[str]:
    """``80``, ``53/udp`` and ``8000-8002`` as the config spells them; what the builder refuses gives none."""
    try:
        port = read_port(word)
    except PortError:
        return
    first, last = port_range(port.container, "containerPort")
    yield from (f"{number}/{port.protocol.lower()}" for number in range(first, last + 1))
