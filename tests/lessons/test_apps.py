"""The sample applications: formatted, tested, built without network, and linked as the lessons say."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tutor.course.content import apps_folder
from tutor.image import elf_of

GO_APPS = ("go-calculator", "go-resolver", "go-selftest", "go-notes")
OLDEST_GO = (1, 24)
"""What Debian trixie's apt installs: lesson 1 starts with it."""


@pytest.fixture(params=GO_APPS)
def app(request) -> Path:
    return apps_folder() / request.param


def built(go, app: Path, folder: Path, *, cgo: bool) -> Path:
    program = folder / app.name
    done = go.run(app, "build", "-trimpath", "-o", str(program), ".", cgo=cgo)
    assert done.returncode == 0, done.stderr
    return program


def told(program: Path, stdin: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments],
        input=stdin,
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_every_application_has_a_line_in_the_list():
    listed = (apps_folder() / "README.md").read_text()
    folders = {path.name for path in apps_folder().iterdir() if path.is_dir()}
    assert folders >= set(GO_APPS)
    assert [name for name in folders if f"`{name}`" not in listed] == []


def test_an_application_asks_for_no_newer_go_than_debian_has_and_for_nothing_else(app):
    words = (app / "go.mod").read_text().split()
    assert "require" not in words
    version = words[words.index("go") + 1]
    assert tuple(int(part) for part in version.split(".")) <= OLDEST_GO


def test_an_application_is_formatted_and_passes_vet(go, app):
    assert go.unformatted(app) == []
    vetted = go.run(app, "vet", ".")
    assert vetted.returncode == 0, vetted.stderr


def test_an_applications_own_tests_pass(go, app):
    tested = go.run(app, "test", "-count=1", ".")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert tested.stdout.startswith("ok")


def test_the_calculator_answers_a_sum_and_tells_when_none_came(go, tmp_path):
    program = built(go, apps_folder() / "go-calculator", tmp_path, cgo=False)
    answered = told(program, "1 + 2\n")
    assert (answered.returncode, answered.stdout) == (0, "Result: 3\n")
    nothing = told(program, "")
    assert (nothing.returncode, nothing.stdout) == (3, "")
    assert nothing.stderr.startswith("no input: ")


def test_the_resolver_finds_localhost_and_tells_when_no_name_came(go, tmp_path):
    program = built(go, apps_folder() / "go-resolver", tmp_path, cgo=False)
    answered = told(program, "localhost\n")
    assert (answered.returncode, answered.stdout) == (0, "localhost is 127.0.0.1\n")
    nothing = told(program, "")
    assert (nothing.returncode, nothing.stdout) == (3, "")
    assert nothing.stderr.startswith("no input: ")


def test_the_self_test_tells_what_is_missing_and_goes_on(go, tmp_path):
    program = built(go, apps_folder() / "go-selftest", tmp_path, cgo=False)
    absent = str(tmp_path / "absent")
    missing = told(program, "", SSL_CERT_FILE=absent, SSL_CERT_DIR=absent, TMPDIR=absent)
    assert missing.returncode == 1
    lines = missing.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["ca", "tz", "tmp", "user"]
    assert lines[0] == "ca: missing: x509: certificate signed by unknown authority"
    assert lines[2] == f"tmp: missing: open {absent}/written-by-go-selftest: no such file or directory"


def test_the_self_test_trusts_the_authority_that_it_carries_where_the_system_does(go, tmp_path):
    program = built(go, apps_folder() / "go-selftest", tmp_path, cgo=False)
    bundle = tmp_path / "bundle.crt"
    source = (apps_folder() / "go-selftest" / "authority.go").read_text()
    bundle.write_text(source[source.index("-----BEGIN") : source.rindex("`")])
    trusted = told(program, "", SSL_CERT_FILE=str(bundle), TMPDIR=str(tmp_path))
    assert trusted.stdout.splitlines()[0] == "ca: ok"


def test_notes_are_kept_in_the_folder_that_is_named_and_nothing_is_written_without_any(go, tmp_path):
    program = built(go, apps_folder() / "go-notes", tmp_path, cgo=False)
    folder = tmp_path / "kept"
    nothing = told(program, "", str(folder))
    assert (nothing.returncode, nothing.stdout, folder.exists()) == (3, "", False)
    assert nothing.stderr.startswith("no input: ")
    kept = told(program, "buy milk\n", str(folder))
    assert (kept.returncode, kept.stdout.splitlines()[-1]) == (0, "it holds 1 note, 9 bytes")
    assert (folder / "notes.txt").read_text() == "buy milk\n"


def test_the_calculator_is_static_even_where_c_code_is_allowed(go, tmp_path):
    program = built(go, apps_folder() / "go-calculator", tmp_path, cgo=True)
    assert elf_of(program.read_bytes()).interpreter is None


def test_the_resolver_is_static_without_c_code(go, tmp_path):
    program = built(go, apps_folder() / "go-resolver", tmp_path, cgo=False)
    assert elf_of(program.read_bytes()).interpreter is None


@pytest.mark.skipif(
    shutil.which("gcc", path=os.environ["PATH"]) is None, reason="no C compiler: cgo stays off"
)
def test_the_resolver_asks_for_a_loader_where_c_code_is_allowed(go, tmp_path):
    program = elf_of(built(go, apps_folder() / "go-resolver", tmp_path, cgo=True).read_bytes())
    assert program.interpreter.startswith("/lib")
    assert "libc.so.6" in program.needed
