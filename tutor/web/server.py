"""The server: a page, what it needs, and a websocket for each session."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import textual_serve.server
from aiohttp import web
from textual_serve.server import Server

from tutor.web.door import Door
from tutor.web.session import GRACE_SECONDS, Session

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PAGE = Path(__file__).parent / "page"
LIBRARY = Path(textual_serve.server.__file__).parent / "static"
HEARTBEAT_SECONDS = 15.0
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""A page that can ask no other host, and that no other page can hold; the terminal sets styles of its own."""


class TutorServer(Server):
    """Serves the tutor to who comes through ``door``; ``arguments`` are those of ``distill app``."""

    def __init__(self, door: Door, arguments: Sequence[str]) -> None:
        super().__init__("distill", title="Distill", public_url=door.address.url)
        self._door = door
        self._arguments = tuple(arguments)
        self._sessions: set[Session] = set()

    def run(self) -> None:
        """Serve until Ctrl+C, then end every session."""
        web.run_app(
            self._make_app(),
            sock=self._door.address.socket,
            access_log=None,  # it would write the token down
            print=None,
            shutdown_timeout=2 * GRACE_SECONDS,
        )

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/page", PAGE),
                web.static("/static", LIBRARY),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_shutdown(self, app: web.Application) -> None:
        await asyncio.gather(*(session.stop() for session in self._sessions))

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a tutor for as long as the connection lasts."""
        websocket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS)
        await websocket.prepare(request)
        session = Session(self._arguments, websocket, self.download_manager)
        self._sessions.add(session)
        try:
            await session.start(_cells(request, "width", 80), _cells(request, "height", 24))
            await self._process_messages(websocket, session)
        finally:
            await session.stop()
            self._sessions.discard(session)
        return websocket

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        by_link = "token" in request.query
        refusal = self._door.refusal(request)
        if refusal is not None:
            return _refused(refusal)
        response = await handler(request)
        if by_link and not response.prepared:
            self._door.hand_pass(response)
        return response


def _refused(why: str) -> web.Response:
    text = (PAGE / "refused.html").read_text("utf-8").replace("WHY", html.escape(why))
    return web.Response(status=403, text=text, content_type="text/html")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


def _cells(request: web.Request, name: str, usual: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isdecimal() and 0 < int(text) < 1000 else usual
