"""The daemon's HTTP API: plain calls through the SDK, and streams that a Cancel can cut."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import msgspec

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError, EngineLost

if TYPE_CHECKING:
    from requests import Response

Client = Any
"""The SDK's APIClient, whose published types lack what we call (``_url``, most return types)."""

CHUNK_BYTES = 256 * 1024

LOST_ADVICE = (
    "See whether it still runs (`docker info`), start it again, and build again: finished steps are kept."
)

Message = dict[str, Any]
"""One JSON object of a stream."""


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The Cancel was thrown while we waited for the daemon."""


class Refused(EngineError):  # noqa: N818 - reads as what it is
    """The daemon answered with an HTTP error; ``status`` is its code."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Download:
    """An answer that is read piece by piece."""

    headers: Mapping[str, str]
    body: BinaryIO


class Daemon:
    """A connection to one engine.

    Every call raises EngineLost when nobody answers any more and Refused for the daemon's own errors.
    """

    def __init__(self, api: Client) -> None:
        self._api = api

    @contextmanager
    def api(self) -> Iterator[Client]:
        """The SDK's client, with its errors turned into ours."""
        import docker.errors

        try:
            yield self._api
        except docker.errors.APIError as error:
            raise Refused(error.status_code or 0, error.explanation or str(error)) from error
        except network_errors() as error:
            raise lost(error) from error

    def stream(
        self,
        path: str,
        *,
        cancel: Cancel,
        params: Mapping[str, Any],
        body: BinaryIO | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Generator[Message, None, None]:
        """POST, and the JSON objects of the answer as they come.

        Raises Stopped as soon as ``cancel`` is thrown: the connection is cut then, which ends the work
        behind it. Closing the generator cuts it too.
        """
        upload = None if body is None else _chunks(body, cancel)
        try:
            response = self._api.post(
                self._api._url(path),
                params={key: value for key, value in params.items() if value is not None},
                data=upload,
                headers=dict(headers or {}),
                stream=True,
                timeout=(self._api.timeout, None),  # A RUN may say nothing for minutes.
            )
            with response, cancel.hook(lambda: _cut(response)):
                if response.status_code >= 400:
                    raise Refused(response.status_code, _message_of(response.text))
                yield from _objects(response.raw.stream(CHUNK_BYTES))
        except network_errors() as error:
            if cancel.thrown:
                raise Stopped from error
            raise lost(error) from error
        if cancel.thrown:
            raise Stopped

    @contextmanager
    def download(
        self, path: str, params: Mapping[str, Any] | None = None, cancel: Cancel | None = None
    ) -> Iterator[Download]:
        """GET something large; leaving the block drops what was not read of it.

        Raises Stopped from within the block when ``cancel`` is thrown.
        """
        cancel = cancel or Cancel()
        try:
            with self.api() as api:
                response = api.get(
                    api._url(path),
                    params=dict(params or {}),
                    headers={"Accept-Encoding": "identity"},  # an archive comes compressed otherwise
                    stream=True,
                    timeout=api.timeout,
                )
                with response, cancel.hook(lambda: _cut(response)):
                    if response.status_code >= 400:
                        raise Refused(response.status_code, _message_of(response.text))
                    # Who reads to the end may ask once more, and then wants b"" rather than an error.
                    response.raw.auto_close = False
                    # The buffer makes read(n) give n bytes, which the raw response does not promise.
                    body = cast(BinaryIO, io.BufferedReader(response.raw, CHUNK_BYTES))
                    yield Download(response.headers, body)
            if cancel.thrown:  # What was read until then looks like the whole.
                raise Stopped
        except Exception as error:
            if cancel.thrown:
                raise Stopped from error
            raise

    def answers(self) -> bool:
        """Whether the daemon is still there."""
        try:
            with self.api() as api:
                return bool(api.ping())
        except EngineError:
            return False

    def close(self) -> None:
        self._api.close()


def network_errors() -> tuple[type[Exception], ...]:
    """What the layers below raise when a connection breaks; never FileNotFoundError and its like."""
    import http.client

    import requests
    import urllib3

    return (
        requests.exceptions.RequestException,
        urllib3.exceptions.HTTPError,
        http.client.HTTPException,
        ConnectionError,
        TimeoutError,
    )


def lost(error: Exception) -> EngineLost:
    """An EngineLost that says in a few words what the connection said."""
    text = str(error)
    refused = re.search(r"\[Errno \d+\] ([^'\")]+)|timed out|Connection aborted|IncompleteRead", text)
    return EngineLost(
        f"The engine stopped answering ({refused[1] or refused[0] if refused else type(error).__name__}).",
        advice=LOST_ADVICE,
    )


def _chunks(body: BinaryIO, cancel: Cancel) -> Iterator[bytes]:
    while chunk := body.read(CHUNK_BYTES):
        if cancel.thrown:
            raise Stopped
        yield chunk


def _objects(chunks: Iterable[bytes]) -> Iterator[Message]:
    """Whole lines only: a chunk may end anywhere. An end in the middle of a line is told by who reads on."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line.strip():
                yield msgspec.json.decode(line)
    if rest.strip():
        try:
            yield msgspec.json.decode(rest)
        except msgspec.DecodeError as error:
            raise ConnectionError("IncompleteRead") from error


def _cut(response: Response) -> None:
    """Shut the socket down: closing alone does not wake a thread that waits in recv()."""
    raw = getattr(getattr(response.raw, "_original_response", None), "fp", None)
    connection = getattr(getattr(raw, "raw", None), "_sock", None)
    try:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
            return
    except (OSError, AttributeError):  # It ended by itself just now, or is a named pipe.
        pass
    if connection is not None:
        connection.close()


def _message_of(body: str) -> str:
    try:
        return str(msgspec.json.decode(body)["message"])
    except (msgspec.DecodeError, KeyError, TypeError):
        return body.strip()
