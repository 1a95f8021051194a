"""Who is let in by ``distill web``, and what it says where it cannot start."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError


@pytest.fixture
async def visitor():
    """A client that keeps cookies, also those of a bare number."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def status(session, url, **headers):
    async with session.get(url, headers=headers) as answer:
        return answer.status


async def test_without_the_token_nothing_is_given(served, visitor):
    async with visitor.get(served.url) as answer:
        assert answer.status == 403
        assert "Open the whole link" in await answer.text()
        assert "Set-Cookie" not in answer.headers
    for path in (
        "?token=",
        "?token=wr%C3%B6ng",
        "static/js/textual.js",
        "page/page.js",
        "download/1",
        "none",
    ):
        assert await status(visitor, served.url + path) == 403


async def test_the_link_gives_a_cookie_that_scripts_and_other_sites_cannot_use(served, visitor):
    async with visitor.get(served.link) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert served.link.partition("=")[2] not in cookie
    assert await status(visitor, served.url) == 200
    assert await status(visitor, served.url + "static/js/textual.js") == 200


async def test_a_websocket_needs_the_cookie_and_our_own_page(served, visitor):
    address = served.url + "ws"
    own = {"Origin": served.url.rstrip("/")}
    with pytest.raises(WSServerHandshakeError, match="403"):
        await visitor.ws_connect(address, headers=own)
    await status(visitor, served.link)
    for headers in (
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
    ):
        with pytest.raises(WSServerHandshakeError, match="403"):
            await visitor.ws_connect(address, headers=headers)
    async with visitor.ws_connect(address, headers=own) as websocket:
        assert (await websocket.receive(timeout=60)).data


async def test_a_name_that_another_site_points_here_is_refused(served, visitor):
    assert await status(visitor, served.link, Host="evil.example") == 403
    assert await status(visitor, served.link, Host="127.0.0.1.evil.example") == 403
    assert await status(visitor, served.link, Host="localhost:9000") == 200  # a forwarded port


async def test_a_page_may_ask_no_other_host(served, visitor):
    async with visitor.get(served.link) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "//" not in page


async def test_ctrl_c_ends_the_server_and_its_sessions(served, visitor):
    await status(visitor, served.link)
    async with visitor.ws_connect(served.url + "ws", headers={"Origin": served.url.rstrip("/")}) as websocket:
        await websocket.receive(timeout=60)
        child = children(served.process.pid)
        assert len(child) == 1
        code = await asyncio.to_thread(served.interrupt)
    assert code == 0
    assert not alive(child[0])


async def test_a_session_ends_with_its_connection(served, visitor):
    await status(visitor, served.link)
    async with visitor.ws_connect(served.url + "ws", headers={"Origin": served.url.rstrip("/")}) as websocket:
        await websocket.receive(timeout=60)
        (child,) = children(served.process.pid)
    await gone(child)


async def test_a_session_ends_when_the_server_is_killed(served, visitor):
    await status(visitor, served.link)
    async with visitor.ws_connect(served.url + "ws", headers={"Origin": served.url.rstrip("/")}) as websocket:
        await websocket.receive(timeout=60)
        (child,) = children(served.process.pid)
        served.process.kill()
        await gone(child)


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = refused(tmp_path, "--port", str(taken.getsockname()[1]))
    assert "is taken." in told
    assert "--port" in told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--port"], "requires an argument"),
        (["--port", "70000"], "not in the range"),
        (["--host", "192.0.2.1"], "no address of this machine"),
        (["--lesson", "ninety"], "There is no lesson"),
    ],
)
def test_what_cannot_be_served_is_told(tmp_path, arguments, says):
    assert says in refused(tmp_path, *arguments)


def refused(home, *arguments):
    """What ``distill web`` says when it does not start."""
    ended = subprocess.run(
        [sys.executable, "-m", "tutor", "web", *arguments],
        env=os.environ | {"DISTILL_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    return ended.stderr


def children(pid):
    """The processes that a process started."""
    told = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False
    )
    return [int(number) for number in told.stdout.split()]


def alive(pid):
    """Whether a process runs; one that only waits to be buried does not."""
    told = subprocess.run(["ps", "-p", str(pid), "-o", "stat="], capture_output=True, text=True, check=False)
    return told.stdout.strip() not in ("", "Z")


async def gone(pid):
    until = time.monotonic() + 20
    while alive(pid):
        assert time.monotonic() < until, "the session's process goes on"
        await asyncio.sleep(0.1)
