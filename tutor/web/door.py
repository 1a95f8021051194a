"""Who may come in: the person who has the link, and nobody whom another page sends."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from aiohttp import web

from tutor.web.address import Address

TOKEN_BYTES = 32


class Door:
    """Lets in who has the link, and after that who has the cookie that came with it.

    The cookie guards what a page asks for afterwards, the websocket above all. A ticket is a link that works
    once: it is for a browser that is started with it, since others can read it in the list of processes.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._token = secrets.token_urlsafe(TOKEN_BYTES)
        self._pass = secrets.token_urlsafe(TOKEN_BYTES)
        self._tickets: set[str] = set()

    @property
    def link(self) -> str:
        """The address with the token."""
        return f"{self.address.url}/?token={self._token}"

    def ticket(self) -> str:
        """The address with a token that works once."""
        ticket = secrets.token_urlsafe(TOKEN_BYTES)
        self._tickets.add(ticket)
        return f"{self.address.url}/?token={ticket}"

    def refusal(self, request: web.Request) -> str | None:
        """Why a request stays outside; None for one that may come in.

        Cookies do not tell ports apart, so the cookie's name does.
        """
        host = urlsplit(f"//{request.host}").hostname or ""
        if not self.address.answers_to(host):
            return f"This server is not called {host!r}."
        origin = request.headers.get("Origin")
        from_elsewhere = origin is not None and urlsplit(origin).netloc != request.host
        if from_elsewhere or (origin is None and "Upgrade" in request.headers):
            return "Another page asked for this."
        if not (self._has_pass(request) or self.has_token(request)):
            return "The link is missing its token, or the token is not of this run."
        return None

    def has_token(self, request: web.Request) -> bool:
        """Whether the request comes by the link; a ticket is used up by it."""
        given = request.query.get("token", "")
        if _same(given, self._token):
            return True
        used = next((ticket for ticket in self._tickets if _same(given, ticket)), None)
        self._tickets.discard(used or "")
        return used is not None

    def hand_pass(self, response: web.StreamResponse) -> None:
        """Give the browser the cookie that the page's own requests come in with."""
        response.set_cookie(self._cookie, self._pass, httponly=True, samesite="Strict", path="/")

    @property
    def _cookie(self) -> str:
        return f"distill-{self.address.port}"

    def _has_pass(self, request: web.Request) -> bool:
        return _same(request.cookies.get(self._cookie, ""), self._pass)


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())
