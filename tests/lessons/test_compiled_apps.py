"""The applications in Python with C, Java and Rust: their own tests, and what they tell by exit codes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tutor.course.content import apps_folder

SECONDS = 300
NOTHING_CAME = 3
REFUSED = 1
PYTHONS = ("python3", "gcc")
JAVAS = ("java", "javac", "jar")
RUSTS = ("cargo",)


def needs(programs: Sequence[str]) -> None:
    """Say so where a tool is missing."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        pytest.skip(f"NO {' '.join(missing).upper()}: an application was not tested. Put it on PATH.")


def run(folder: Path, *argv: str | Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in argv],
        cwd=folder,
        env={**os.environ, **env},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def done(folder: Path, *argv: str | Path, **env: str) -> str:
    """What a command printed; it must end well."""
    ended = run(folder, *argv, **env)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def copy_of(name: str, into: Path) -> Path:
    """An application where it may leave files behind."""
    made = shutil.ignore_patterns("target", "build", "*.egg-info", "__pycache__")
    return Path(shutil.copytree(apps_folder() / name, into / name, ignore=made))


@pytest.fixture(scope="module")
def stats(tmp_path_factory) -> tuple[Path, Path]:
    """The Python application and where pip installed it; nothing is asked of a network."""
    needs(PYTHONS)
    folder = tmp_path_factory.mktemp("python")
    app = copy_of("py-stats", folder)
    venv = folder / "venv"
    done(folder, "python3", "-m", "venv", venv)
    done(app, venv / "bin/pip", "install", "--no-index", ".")
    return app, venv / "bin/python"


@pytest.fixture(scope="module")
def hello(tmp_path_factory) -> tuple[Path, Path]:
    """The Java application and its compiled classes, tests included."""
    needs(JAVAS)
    app = copy_of("java-hello", tmp_path_factory.mktemp("java"))
    classes = app.with_name("classes")
    sources = [*app.glob("src/hello/*.java"), *app.glob("test/hello/*.java")]
    assert done(app, "javac", "-Xlint:all", "-Werror", "-d", classes, *sources) == ""
    return app, classes


@pytest.fixture(scope="module")
def greet(tmp_path_factory) -> Path:
    """The Rust application, in a folder of its own."""
    needs(RUSTS)
    return copy_of("rust-greet", tmp_path_factory.mktemp("rust"))


def test_the_python_applications_own_tests_pass(stats):
    app, python = stats
    assert "\nOK" in done(app, python, "-m", "unittest", "discover", "tests")


def test_the_extension_bears_the_version_of_its_python(stats):
    _, python = stats
    suffix = done(python.parent, python, "-c", "import pystats._sums as sums; print(sums.__file__)").strip()
    wanted = done(
        python.parent, python, "-c", "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))"
    )
    assert suffix.endswith(f"_sums{wanted.strip()}")


def test_the_python_application_tells_what_it_was_not_given(stats):
    app, python = stats
    answered = run(app, python, "-m", "pystats", stdin="1 2 3 4\n")
    assert (answered.returncode, answered.stdout) == (0, "count 4, mean 2.5, deviation 1.118\n")
    assert run(app, python, "-m", "pystats", stdin="one\n").returncode == REFUSED
    nothing = run(app, python, "-m", "pystats")
    assert (nothing.returncode, nothing.stderr[:10]) == (NOTHING_CAME, "no input: ")


def test_the_same_sources_give_the_same_wheel(stats, tmp_path):
    app, python = stats
    for name in ("one", "two"):
        done(app, python, "-m", "pip", "wheel", "--no-index", "--no-deps", "-w", tmp_path / name, ".")
    one, two = (next((tmp_path / name).iterdir()).read_bytes() for name in ("one", "two"))
    assert one == two


def test_the_java_applications_own_tests_pass(hello):
    app, classes = hello
    assert done(app, "java", "-cp", classes, "hello.MainTest").strip() == "all tests passed"


def test_the_java_application_is_one_jar_that_tells_what_it_was_not_given(hello, tmp_path):
    app, classes = hello
    jar = tmp_path / "hello.jar"
    done(app, "jar", "--create", "--file", jar, "--main-class", "hello.Main", "-C", classes, ".")
    answered = run(app, "java", "-jar", jar, stdin="Ada\n")
    assert (answered.returncode, answered.stdout) == (0, "Hello, Ada!\n")
    assert run(app, "java", "-jar", jar, stdin="x" * 61).returncode == REFUSED
    nothing = run(app, "java", "-jar", jar)
    assert (nothing.returncode, nothing.stderr[:10]) == (NOTHING_CAME, "no input: ")


def test_the_rust_applications_own_tests_pass_without_a_network(greet):
    assert "test result: ok" in done(greet, "cargo", "test", "--locked", "--offline")


def test_the_rust_application_tells_what_it_was_not_given(greet):
    done(greet, "cargo", "build", "--release", "--locked", "--offline")
    program = greet / "target/release/greet"
    answered = run(greet, program, stdin="Ada 9.5\n")
    assert (answered.returncode, answered.stdout) == (0, "Good morning, Ada!\n")
    assert run(greet, program, stdin="Ada noon\n").returncode == REFUSED
    nothing = run(greet, program)
    assert (nothing.returncode, nothing.stderr[:10]) == (NOTHING_CAME, "no input: ")


def test_the_rust_application_is_formatted(greet):
    if shutil.which("rustfmt") is None:
        pytest.skip("NO RUSTFMT: the layout of the Rust application was not looked at.")
    assert done(greet, "rustfmt", "--check", "--edition", "2021", "src/main.rs") == ""
