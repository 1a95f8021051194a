"""The applications in JavaScript: pinned, tested, and telling by their exit code what went wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tutor.course.content import apps_folder

NODE_APPS = ("node-api", "node-site", "static-site")
REQUIRED = "DISTILL_REQUIRE_ENGINES"
SECONDS = 120


def run(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def node() -> str:
    """Node; without it the test says so."""
    program = shutil.which("node")
    return program or pytest.skip("NO NODE: the JavaScript applications were not tested. Put node on PATH.")


@pytest.fixture(scope="session")
def installed(node, tmp_path_factory) -> Callable[[str], Path]:
    """Gives a copy of an application with its packages, as `npm ci` lays them."""

    @cache
    def copy_of(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name) / name
        made = shutil.ignore_patterns("node_modules", "build", "dist")
        shutil.copytree(apps_folder() / name, folder, ignore=made)
        done = run(folder, "npm", "ci", "--no-audit", "--no-fund")
        if done.returncode != 0 and not os.environ.get(REQUIRED):
            pytest.skip(f"NO NPM REGISTRY: {name} was not tested.\n{done.stderr}")
        assert done.returncode == 0, done.stderr
        return folder

    return copy_of


@pytest.fixture
def site(installed) -> Path:
    return installed("node-site")


@pytest.mark.parametrize("name", NODE_APPS)
def test_every_package_is_pinned_in_both_files_and_none_brings_others_along(name):
    folder = apps_folder() / name
    package = json.loads((folder / "package.json").read_text())
    wanted = package.get("dependencies", {}) | package.get("devDependencies", {})
    locked = json.loads((folder / "package-lock.json").read_text())["packages"]
    versions = {path.removeprefix("node_modules/"): each["version"] for path, each in locked.items() if path}
    assert versions == wanted
    assert all(each["integrity"].startswith("sha512-") for path, each in locked.items() if path)
    assert not any("resolved" in each for each in locked.values())


@pytest.mark.parametrize("name", NODE_APPS)
def test_an_applications_own_tests_pass(installed, name):
    folder = installed(name)
    assert run(folder, "npm", "run", "build").returncode == 0
    tested = run(folder, "npm", "test")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "fail 0" in tested.stdout


def test_the_service_needs_one_package_to_run_and_its_lint_finds_what_nothing_uses(installed, tmp_path):
    service = tmp_path / "service"
    shutil.copytree(installed("node-api"), service, symlinks=True)
    assert run(service, "npm", "run", "lint").returncode == 0
    source = service / "src" / "answer.ts"
    source.write_text(source.read_text() + "\nfunction forgotten(): void {}\n")
    linted = run(service, "npm", "run", "lint")
    assert linted.returncode != 0
    assert "'forgotten' is declared but its value is never read" in linted.stdout
    assert run(service, "npm", "run", "build").returncode == 0
    assert run(service, "npm", "prune", "--omit=dev").returncode == 0
    left = [path.name for path in (service / "node_modules").iterdir() if not path.name.startswith(".")]
    assert left == ["ms"]


def test_the_bakery_is_built_of_its_markdown_and_served(site, node):
    shutil.rmtree(site / "build", ignore_errors=True)
    assert run(site, node, "server.js").returncode == 3
    assert run(site, "npm", "run", "build").returncode == 0
    server = subprocess.Popen(
        [node, "server.js"], cwd=site, env=os.environ | {"PORT": "0"}, stdout=subprocess.PIPE, text=True
    )
    try:
        port = server.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=SECONDS) as answer:
            assert "<h1>Fresh bread</h1>" in answer.read().decode()
    finally:
        server.terminate()
        assert server.wait(SECONDS) == 0
        server.stdout.close()


def test_the_bakery_tells_when_there_is_no_text_and_when_one_has_no_title(site, node, tmp_path):
    nothing = run(site, node, "build.js", str(tmp_path), str(tmp_path / "out"))
    assert (nothing.returncode, nothing.stderr.split(":")[0]) == (3, "no input")
    (tmp_path / "page.md").write_text("no title\n")
    refused = run(site, node, "build.js", str(tmp_path), str(tmp_path / "out"))
    assert (refused.returncode, refused.stderr.split(":")[0]) == (1, "not built")


def test_a_dead_link_fails_the_bakerys_own_test(site, tmp_path):
    broken = tmp_path / "site"
    shutil.copytree(site, broken, symlinks=True)
    page = broken / "content" / "index.md"
    page.write_text(page.read_text().replace("hours.html", "hour.html"))
    tested = run(broken, "npm", "test")
    assert tested.returncode == 1
    assert "index.html has dead links" in tested.stdout
