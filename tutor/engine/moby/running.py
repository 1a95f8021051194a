"""Running a container to its end, with what a learner's program may use and no more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import Any

from tutor.engine.cancel import Cancel
from tutor.engine.causes import recognise, why_unwell
from tutor.engine.moby.attached import Stream, attach
from tutor.engine.moby.containers import remove
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.health_probe import ask_health
from tutor.engine.moby.http_probe import ask
from tutor.engine.moby.output import Output
from tutor.engine.protocol import LABEL, OnOutput
from tutor.engine.request import RunRequest
from tutor.engine.result import HealthAnswer, HttpAnswer, RunResult
from tutor.image import ImageConfig

DRAIN_SECONDS = 0.05
LAST_WORDS_SECONDS = 0.5

RUNNER = {LABEL: "run"}

LIMITS_BY_NAME = {
    "cpu": ("nano_cpus",),
    "pids": ("pids_limit",),
    "memory": ("mem_limit", "memswap_limit"),
}
"""What to leave out when a host's cgroups refuse a limit, by the word in the engine's message."""


def run(daemon: Daemon, request: RunRequest, cancel: Cancel, on_output: OnOutput | None) -> RunResult:
    """Run, wait and remove. Raises EngineError only when the engine itself fails."""
    notes: tuple[str, ...] = ()
    left_out: set[str] = set()
    while True:
        container = None
        try:
            container = _create(daemon, request, left_out)
            return replace(_to_its_end(daemon, container, request, cancel, on_output), notes=notes)
        except Refused as error:
            limit = _refused_limit(error.message, left_out)
            if limit is None:
                message = error.message
                return RunResult(None, refused=message, cause=recognise(message), notes=notes)
            left_out.update(LIMITS_BY_NAME[limit])
            notes += (f"This host cannot limit {limit}, so the container ran without that limit.",)
        finally:
            if container is not None:
                remove(daemon, container)


def _create(daemon: Daemon, request: RunRequest, left_out: set[str]) -> str:
    limits = request.limits
    host: dict[str, Any] = {
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "pids_limit": limits.processes,
        "mem_limit": limits.memory_bytes,
        "memswap_limit": limits.memory_bytes,
        "nano_cpus": int(limits.cpus * 1_000_000_000),
        "read_only": request.read_only,
        "network_mode": None if request.network or request.http else "none",
        "port_bindings": {request.http.port: ("127.0.0.1", None)} if request.http else None,
    }
    with daemon.api() as api:
        config = api.create_host_config(**{key: value for key, value in host.items() if key not in left_out})
        made = api.create_container(
            request.image,
            list(request.arguments) or None,
            entrypoint=list(request.entrypoint) if request.entrypoint is not None else None,
            environment=dict(request.env),
            labels=RUNNER,
            stdin_open=bool(request.stdin),
            ports=[request.http.port] if request.http else None,
            host_config=config,
        )
        return str(made["Id"])


def _to_its_end(
    daemon: Daemon, container: str, request: RunRequest, cancel: Cancel, on_output: OnOutput | None
) -> RunResult:
    ending = _Ending(daemon, container)
    with ExitStack() as stack:
        attached = stack.enter_context(attach(daemon, container, stdin=bool(request.stdin)))
        output = Output(attached, request, on_output)
        with daemon.api() as api:
            began = time.monotonic()
            api.start(container)
        stack.enter_context(cancel.hook(ending.kill))
        attached.send(request.stdin)
        deadline = began + request.limits.seconds
        http = _http(daemon, container, request, output, cancel)
        health = _health(daemon, container, request, output, cancel)
        outlived = (request.http is not None or request.health is not None) and not output.closed
        if outlived:
            ending.kill()
        timed_out = not output.drain(deadline)
        seconds = time.monotonic() - began
        if timed_out:
            ending.kill()
            output.drain(time.monotonic() + LAST_WORDS_SECONDS)
        code = _exit_code(daemon, container)
    ended_by_us = timed_out or outlived or cancel.thrown
    if not ended_by_us:
        output.complete(_logged(daemon, container, output.missing))
    result = RunResult(
        exit_code=None if ended_by_us else code,
        stdout=bytes(output.stdout),
        stderr=bytes(output.stderr),
        seconds=seconds,
        timed_out=timed_out,
        truncated=output.truncated,
        http=http,
        health=health,
    )
    if code == 0 or http is not None or (health is not None and health.status == "healthy"):
        return result
    said = _tail(output.stderr) + "\n" + _tail(output.stdout)
    return replace(result, cause=recognise(said) or why_unwell(health))


def _http(
    daemon: Daemon, container: str, request: RunRequest, output: Output, cancel: Cancel
) -> HttpAnswer | None:
    if request.http is None:
        return None
    with daemon.api() as api:
        ports = api.inspect_container(container)["NetworkSettings"]["Ports"] or {}
    bound = ports.get(f"{request.http.port}/tcp") or []
    if not bound:  # It has ended already.
        output.drain(time.monotonic() + LAST_WORDS_SECONDS)
        return None
    until = time.monotonic() + min(request.http.within_seconds, request.limits.seconds)
    # Reading on meanwhile keeps a server that logs a lot from blocking.
    return ask(
        int(bound[0]["HostPort"]),
        request.http.path,
        until,
        lambda: output.drain(time.monotonic() + DRAIN_SECONDS) or cancel.thrown,
        lambda: not output.stdout and not output.stderr,
    )


def _health(
    daemon: Daemon, container: str, request: RunRequest, output: Output, cancel: Cancel
) -> HealthAnswer | None:
    if request.health is None:
        return None
    with daemon.api() as api:
        # Podman tells of the image's check only here.
        config = ImageConfig.from_inspect(api.inspect_container(container))
    until = time.monotonic() + min(request.health.within_seconds, request.limits.seconds)
    return ask_health(
        daemon,
        container,
        config.check_command,
        until,
        lambda: output.drain(time.monotonic() + DRAIN_SECONDS) or cancel.thrown,
    )


def _exit_code(daemon: Daemon, container: str) -> int | None:
    with daemon.api() as api:
        code = api.wait(container, timeout=10)["StatusCode"]
    return int(code)


def _logged(daemon: Daemon, container: str, streams: Sequence[Stream]) -> dict[Stream, bytes]:
    """What the engine's own log of a container that ended has of some of its streams."""
    found: dict[Stream, bytes] = {}
    for stream in streams:
        with suppress(Refused), daemon.api() as api:  # a daemon may be set up to keep no log
            found[stream] = api.logs(container, stdout=stream == "stdout", stderr=stream == "stderr")
    return found


def _refused_limit(message: str, left_out: set[str]) -> str | None:
    lower = message.lower()
    if "cgroup" not in lower and "not supported" not in lower and "not mounted" not in lower:
        return None
    return next(
        (
            word
            for word, fields in LIMITS_BY_NAME.items()
            if word in lower and not left_out.issuperset(fields)
        ),
        None,
    )


def _tail(output: bytearray) -> str:
    return bytes(output[-8192:]).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Ending:
    """Kills a container, from any thread, whether it still runs or not."""

    daemon: Daemon
    container: str

    def kill(self) -> None:
        try:
            with self.daemon.api() as api:
                api.kill(self.container)
        except Refused:
            return
