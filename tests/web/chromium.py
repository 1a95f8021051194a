"""A headless Chromium, spoken to in its own protocol, for a page that draws a terminal."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
from asyncio.subprocess import DEVNULL, Process
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)
KEYS = {
    "Enter": ("Enter", 13),
    "Escape": ("Escape", 27),
    "Home": ("Home", 36),
    "End": ("End", 35),
    "Up": ("ArrowUp", 38),
    "Down": ("ArrowDown", 40),
    "Tab": ("Tab", 9),
    **{f"F{number}": (f"F{number}", 111 + number) for number in range(1, 13)},
}
"""What the protocol calls a key, and its virtual code."""
TERMINAL = """
Object.defineProperty(Object.prototype, "fitAddon", {
  configurable: true,
  set(addon) {
    window.terminalOf = this;
    Object.defineProperty(this, "fitAddon", { value: addon, writable: true });
  },
});
"""
"""The page keeps its terminal to itself; this notices it when the page sets it up."""
SCREEN = """
(() => {
  const terminal = window.terminalOf?.terminal;
  if (!terminal) return "";
  const screen = terminal.buffer.active;
  const line = (_, y) => screen.getLine(y)?.translateToString() ?? "";
  return Array.from({ length: terminal.rows }, line).join("\\n");
})()
"""
"""The text that the terminal shows, line by line."""
TEXT = "document.body?.innerText"
PATIENCE_SECONDS = 60.0


def executable() -> str | None:
    """The browser of this machine, where there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Page:
    """One tab; ``requests`` are the addresses that it asked for, websockets too."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.requests: list[str] = []
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reading = asyncio.create_task(self._read())

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser; its answer."""
        number = next(self._numbers)
        self._answers[number] = answer = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, PATIENCE_SECONDS)

    async def open(self, url: str) -> None:
        await self.call("Page.navigate", url=url)

    async def value(self, script: str) -> Any:
        """What a script comes to in the page."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return answer["result"].get("value")

    async def shows(self, *texts: str, where: str = SCREEN) -> str:
        """Wait until all of these are on the screen, or in what another script tells; the whole of it."""
        screen = ""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    screen = str(await self.value(where))
                    if all(text in screen for text in texts):
                        return screen
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"{texts} did not come; the screen is:\n{screen}") from None

    async def press(self, *names: str) -> None:
        for name in names:
            key, code = KEYS[name]
            for kind in ("rawKeyDown", "keyUp"):
                await self.call(
                    "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code
                )

    async def write(self, text: str) -> None:
        """Type text, character by character."""
        for character in text:
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=character)

    async def picture(self) -> bytes:
        """The tab as a PNG."""
        answer = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            told = json.loads(message.data)
            if "id" in told:
                answer = self._answers.pop(told["id"])
                if "error" in told:
                    answer.set_exception(RuntimeError(told["error"]["message"]))
                else:
                    answer.set_result(told["result"])
            elif told["method"] == "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                self.requests.append(told["params"]["url"])


@asynccontextmanager
async def browser(folder: Path, width: int = 1200, height: int = 800):
    """A browser with an empty profile in ``folder``; its one page."""
    program = executable()
    assert program is not None
    profile = folder / "profile"
    process = await asyncio.create_subprocess_exec(
        program, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank",
        stdout=DEVNULL, stderr=DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        port = await _port(process, profile / "DevToolsActivePort")
        async with ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                tabs = await answer.json()
            (address,) = (tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(address, max_msg_size=0) as socket:
                page = Page(socket)
                await page.call("Network.enable")
                await page.call("Page.enable")
                await page.call("Page.addScriptToEvaluateOnNewDocument", source=TERMINAL)
                yield page
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _port(process: Process, told: Path) -> int:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (told.exists() and told.read_text().count("\n")):
            assert process.returncode is None, "Chromium ended at once"
            await asyncio.sleep(0.1)
    return int(told.read_text().split("\n")[0])
