"""An engine's HTTP API over its unix socket, with nothing but the standard library."""

import contextlib
import http.client
import json
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .shell import ProvisionError

PING_SECONDS = 5
LOAD_SECONDS = 600
REMOVE_SECONDS = 60
GIGABYTE = 1_000_000_000


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


@dataclass(frozen=True, slots=True)
class EngineApi:
    """The part of Docker's API that provisioning needs; Podman's compatible service answers it too."""

    socket: Path

    def version(self) -> str | None:
        """The engine's version, or None when nobody answers."""
        try:
            return str(json.loads(self._call("GET", "/version", PING_SECONDS))["Version"])
        except (ValueError, ProvisionError):
            return None

    def image_id(self, name: str) -> str | None:
        """The id of the image that has this name, or None."""
        try:
            return str(
                json.loads(self._call("GET", f"/images/{quote(name, safe='')}/json", PING_SECONDS))["Id"]
            )
        except ProvisionError:
            return None

    def images(self) -> dict[str, int]:
        """Every tagged image with the size that the engine claims, in bytes."""
        listed: list[dict[str, Any]] = json.loads(self._call("GET", "/images/json", PING_SECONDS * 6))
        return {tag: image["Size"] for image in listed for tag in image.get("RepoTags") or []}

    def load(self, archive: Path) -> None:
        """Load an archive as ``docker load`` does."""
        answer = self._call("POST", "/images/load?quiet=1", LOAD_SECONDS, archive)
        for line in answer.splitlines():
            if line.startswith(b"{") and "error" in (told := json.loads(line)):
                raise ProvisionError(f"{archive.name}: {told['error']}")

    def remove_containers(self) -> None:
        """End and remove every container."""
        listed: list[dict[str, Any]] = json.loads(self._call("GET", "/containers/json?all=1", PING_SECONDS))
        for container in listed:
            self._call("DELETE", f"/containers/{container['Id']}?force=1", REMOVE_SECONDS)

    def _call(self, method: str, path: str, seconds: float, body: Path | None = None) -> bytes:
        try:
            status, content = self._answer(method, path, seconds, body)
        except (OSError, http.client.HTTPException) as error:
            free = shutil.disk_usage(self.socket.parent).free / GIGABYTE
            raise ProvisionError(
                f"{method} {path}: no answer ({error!r}); {free:.1f} GB are free on the engine's disk"
            ) from error
        if status >= 400:
            raise ProvisionError(f"{method} {path}: {status} {content.decode(errors='replace').strip()}")
        return content

    def _answer(self, method: str, path: str, seconds: float, body: Path | None) -> tuple[int, bytes]:
        connection = _UnixConnection(self.socket, seconds)
        try:
            if body is None:
                connection.request(method, path)
            else:
                headers = {"Content-Type": "application/x-tar", "Content-Length": str(body.stat().st_size)}
                # An engine that stops reading mostly says why (a full disk, say) in its answer.
                with body.open("rb") as file, contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    connection.request(method, path, file, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()
