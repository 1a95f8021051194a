"""What is installed is whole: an installed copy has the lessons and apps that a checkout has."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.parametrize("folder", ["lessons", "sample_apps"])
def test_the_wheel_holds_every_lesson_and_app(wheel, folder):
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert tracked.stdout
    assert [path for path in tracked.stdout.split() if f"tutor/_content/{path}" not in names] == []


def test_the_wheel_holds_every_recording(wheel):
    folder = ROOT / "tutor/engine/embedded/recorded"
    recorded = {str(path.relative_to(ROOT)) for path in folder.rglob("*") if path.is_file()}
    assert f"{folder.relative_to(ROOT)}/go/manifest.json" in recorded
    assert recorded - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_brings_the_manual_page(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith(".data/data/share/man/man1/distill.1")]


def test_the_commands_work_from_an_unpacked_wheel_alone(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    started = subprocess.run(
        [sys.executable, "-m", "tutor", "start", "3"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "DISTILL_HOME": str(tmp_path / "home"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "A second FROM" in started.stdout
    assert (tmp_path / "home/workspaces/03-a-second-from/main.go").is_file()
