"""Lesson 3 in a real browser, from its start to green goals."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from chromium import TEXT, browser

PNG = b"\x89PNG"
GROUND = "getComputedStyle(document.querySelector('.xterm-viewport')).backgroundColor"
FINAL_STAGE = ("FROM scratch", "COPY --from=build /calc /calc")

pytestmark = pytest.mark.usefixtures("chromium")


async def test_lesson_3_goes_from_its_start_to_green_goals(served, tmp_path):
    async with browser(tmp_path) as page:
        await page.open(served.url)
        await page.shows("Open the whole link", where=TEXT)

        await page.open(served.link)
        await page.shows("A second FROM", "○ Two stages", "CMD", "embedded")
        assert await page.value("document.title") == "Distill"
        assert await page.value("location.search") == ""

        await page.press("End")
        await page.write(" AS build")
        await page.press("Down", "Down", "Down", "End")
        for line in FINAL_STAGE:
            await page.press("Enter")
            await page.write(line)
        await page.shows("FROM golang:1.27-trixie AS build", *FINAL_STAGE)

        await page.press("F5")
        await page.shows("What you changed")
        await page.press("Escape")
        await page.shows("✔ Two stages", "✔ Final stage from scratch")

        await page.press("F10")
        await page.shows("Compare", "build", "OS packages")
        assert await page.value(GROUND) == "rgb(21, 24, 28)"
        picture = await page.picture()
        assert picture.startswith(PNG)
        (tmp_path / "compare.png").write_bytes(picture)

        await page.value("window.open = url => { window.opened = url }")
        await page.press("F2")
        await page.shows("Search")
        await page.write("picture of")
        await page.shows("SVG")
        await page.press("Enter")
        await page.shows("/download/", where="window.opened")
        assert "<svg" in await page.value("fetch(window.opened).then(answer => answer.text())")

        await page.open(served.url)  # as a reload does
        await page.shows("FROM golang:1.27-trixie AS build", *FINAL_STAGE)
        assert {urlsplit(url).netloc for url in page.requests} == {urlsplit(served.url).netloc}
