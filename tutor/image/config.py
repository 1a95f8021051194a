"""How an image says that it is to be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DEFAULT_SHELL = ("/bin/sh", "-c")


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """How an engine asks a container whether it is well; durations are nanoseconds, 0 means the engine's
    default.

    ``test`` starts with ``CMD``, ``CMD-SHELL`` or ``NONE``.
    """

    test: tuple[str, ...]
    interval: int = 0
    timeout: int = 0
    start_period: int = 0
    start_interval: int = 0
    retries: int = 0


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """An image's config.

    ``env`` is ``NAME=value`` in order. ``entrypoint`` and ``cmd`` are None when unset, and when set to an
    empty list: a container does not see the difference. ``shell`` is () where nothing replaces ``/bin/sh
    -c``. ``ports`` are ``80/tcp``, they and ``volumes`` in order. ``cmd_of_this_stage`` says whether the
    stage set CMD itself, which decides if its ENTRYPOINT keeps it; it is no part of the image.
    """

    env: tuple[str, ...] = ()
    user: str = ""
    workdir: str = ""
    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    healthcheck: HealthCheck | None = None
    stopsignal: str = ""
    shell: tuple[str, ...] = ()
    onbuild: tuple[str, ...] = ()
    platform: str = ""
    cmd_of_this_stage: bool = field(default=False, compare=False)

    @classmethod
    def from_inspect(cls, image: Mapping[str, Any]) -> ImageConfig:
        """The config in what an engine's image inspect returns, or in an image's own config JSON."""
        config: Mapping[str, Any] = image.get("Config") or image.get("config") or {}
        system, machine = (
            image.get("Os") or image.get("os"),
            image.get("Architecture") or image.get("architecture"),
        )
        parts = (system, machine, image.get("Variant") or image.get("variant"))
        return cls(
            env=tuple(config.get("Env") or ()),
            user=config.get("User") or "",
            workdir=config.get("WorkingDir") or "",
            entrypoint=_command(config.get("Entrypoint")),
            cmd=_command(config.get("Cmd")),
            labels=dict(config.get("Labels") or {}),
            ports=tuple(sorted(config.get("ExposedPorts") or ())),
            volumes=tuple(sorted(config.get("Volumes") or ())),
            healthcheck=_healthcheck(config.get("Healthcheck")),
            stopsignal=config.get("StopSignal") or "",
            shell=tuple(config.get("Shell") or ()),
            onbuild=tuple(config.get("OnBuild") or ()),
            platform="/".join(part for part in parts if part),
        )

    @property
    def command_line(self) -> tuple[str, ...]:
        """What a container starts when it is given no arguments: ENTRYPOINT and CMD, one after the other."""
        return (self.entrypoint or ()) + (self.cmd or ())

    @property
    def runs_as_root(self) -> bool:
        """Whether the user is root by name, by number, or by default."""
        name = self.user.partition(":")[0]
        return name in ("", "root") or (name.isdecimal() and int(name) == 0)

    def variable(self, name: str) -> str | None:
        """The value of an environment variable, or None."""
        for pair in self.env:
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None

    @property
    def check_command(self) -> tuple[str, ...]:
        """What an engine runs for HEALTHCHECK, a shell form with its shell; () where there is none."""
        kind, *words = self.healthcheck.test if self.healthcheck is not None else ("NONE",)
        if kind == "CMD-SHELL":
            return self.in_shell(words[0]) if words else ()
        return tuple(words) if kind == "CMD" else ()

    def in_shell(self, line: str) -> tuple[str, ...]:
        """What the shell form ``line`` becomes."""
        return (*(self.shell or DEFAULT_SHELL), line)


def _command(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (*DEFAULT_SHELL, value)
    return tuple(value) if value else None


def _healthcheck(value: Mapping[str, Any] | None) -> HealthCheck | None:
    if not value or not value.get("Test"):
        return None
    return HealthCheck(
        tuple(value["Test"]),
        interval=value.get("Interval") or 0,
        timeout=value.get("Timeout") or 0,
        start_period=value.get("StartPeriod") or 0,
        start_interval=value.get("StartInterval") or 0,
        retries=value.get("Retries") or 0,
    )
