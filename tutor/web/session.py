"""One connection's tutor: a process of its own that ends with the connection."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

import tutor

GRACE_SECONDS = 4.0
"""How long a tutor may take to leave; what it was told to keep is on disk long before."""


class Session(AppService):
    """Runs the tutor for one websocket."""

    def __init__(
        self, arguments: Sequence[str], websocket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        async def close() -> None:
            await websocket.close()

        super().__init__(
            "distill",
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=downloads,
        )
        self._arguments = tuple(arguments)

    async def run(self) -> None:
        """Move what the tutor draws until it has left; one that broke off closes the connection too."""
        with contextlib.suppress(ConnectionError):
            await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """Ask the tutor to leave, and end it when it does not."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await super().stop()
                await process.wait()
        if process.returncode is None:
            _kill(process)
            await process.wait()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the tutor of this very installation, in a group of its own.

        The library starts a shell, which would have to be told how to quote, and would outlive its child.
        """
        environment = self._build_environment(width, height)
        here = str(Path(tutor.__file__).parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (here, environment.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "tutor", "app", *self._arguments),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment,
            start_new_session=True,
        )
        self._process, self._stdin = process, process.stdin
        return process


def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
