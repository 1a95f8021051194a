"""What makes two starts of a language's tools the same."""

from __future__ import annotations

import re

import msgspec
import pytest

from tests.engine.embedded.tools.test_recorded import PROVENANCE, Stage
from tutor.engine.embedded.catalogue.format import CommandIndex, CommandKey, RecordedCommand
from tutor.image import FileEntry, FileKind

PACKAGE = b'{"name": "site", "scripts": {"build": "node build.js", "test": "node --test"}}'
LOCK = b'{"lockfileVersion": 3}'


@pytest.fixture
def node() -> Stage:
    stage = Stage(env={"PATH": "/usr/local/bin:/usr/bin"}, folder="/app")
    for name in ("node", "npm", "npx", "python3.13", "pip", "javac", "jar", "cargo", "rustc", "nginx"):
        stage.put(f"usr/local/bin/{name}", name.encode(), 0o755)
    stage.put("bin/dash", b"dash", 0o755)
    stage.entries.append(FileEntry("bin/sh", FileKind.SYMLINK, 0o777, target="dash"))
    stage.put("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\n")
    stage.put("app/package.json", PACKAGE)
    stage.put("app/package-lock.json", LOCK)
    stage.put("app/src/main.js", b"process.env.STAGE;\n")
    return stage


def key_with(stage: Stage, line: str, *changed: tuple[str, bytes]) -> CommandKey:
    before = list(stage.entries)
    for path, content in changed:
        stage.put(path, content)
    try:
        return stage.key(line)
    finally:
        stage.entries = before


@pytest.mark.parametrize("line", ["npm ci", "npm install", "npm ci --omit=dev"])
def test_what_is_installed_depends_on_the_manifests_alone(node, line):
    key = node.key(line)
    assert key == key_with(node, line, ("app/src/main.js", b"changed"))
    assert key != key_with(node, line, ("app/package-lock.json", b"{}"))
    assert key != key_with(node, line, ("app/.npmrc", b"omit=dev"))


@pytest.mark.parametrize(
    "package",
    [b'{"scripts": {"postinstall": "node src/main.js"}}', b'{"dependencies": {"a": "file:vendor/a"}}'],
)
def test_an_install_that_runs_scripts_or_takes_folders_depends_on_all(node, package):
    node.put("app/package.json", package)
    assert node.key("npm ci") != key_with(node, "npm ci", ("app/src/main.js", b"changed"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("npm ci --omit=dev --no-audit", "npm ci --no-audit --omit dev"),
        ("npm clean-install", "npm ci"),
        ("npm i -q", "npm -q install"),
        ("npm run-script build", "npm run build"),
    ],
)
def test_flags_may_stand_anywhere_and_commands_have_other_names(node, one, other):
    assert node.key(one) == node.key(other)


@pytest.mark.parametrize(("version", "same"), [("24.19.0", True), ("14.19.3", False), ("", False)])
def test_a_test_is_any_script_from_npm_7_on(node, version, same):
    node.env["NODE_VERSION"] = version
    assert (node.key("npm run test -- src") == node.key("npm test src")) == same


def test_what_changes_only_the_output_is_another_run(node):
    assert node.key("npm ci") != node.key("npm ci --no-fund")


@pytest.mark.parametrize("line", ["npm run build", "npm test", "node build.js", "npx lint"])
def test_a_projects_own_scripts_depend_on_all_of_it_but_what_is_for_people(node, line):
    key = node.key(line)
    assert key != key_with(node, line, ("app/src/main.js", b"changed"))
    assert key != key_with(node, line, ("app/node_modules/a/index.js", b"1"))
    assert key == key_with(node, line, ("app/README.md", b"read me"))


def test_only_variables_that_a_source_asks_for_matter(node):
    key = node.key("npm run build")
    node.env["NODE_VERSION"] = "24.1.0"
    node.env["OTHER"] = "1"
    assert node.key("npm run build") == key
    node.env["STAGE"] = "production"
    assert node.key("npm run build") != key


def test_versions_are_told_in_any_folder(node):
    for line in ("npm --version", "node --version", "python3.13 --version", "cargo --version"):
        assert node.key(line).any_folder, line
        assert node.key(line).inputs == {}, line


def test_a_virtual_environment_depends_on_its_own_folder_alone(node):
    key = node.key("python3.13 -m venv /venv")
    assert key == key_with(node, "python3.13 -m venv /venv", ("app/src/main.js", b"changed"))
    assert key != key_with(node, "python3.13 -m venv /venv", ("venv/pyvenv.cfg", b"home"))
    assert key.any_folder


def test_pip_depends_on_what_it_is_given_and_on_what_is_installed(node):
    node.put("app/requirements.txt", b"a==1\n")
    line = "pip install --no-cache-dir -r requirements.txt"
    key = node.key(line)
    assert key == node.key("pip install --requirement requirements.txt --no-cache-dir")
    assert key == key_with(node, line, ("app/src/main.js", b"changed"))
    assert key != key_with(node, line, ("app/requirements.txt", b"a==2\n"))
    assert key != key_with(node, line, ("usr/local/lib/python3.13/site-packages/b-1.dist-info/RECORD", b""))
    assert node.key("pip install .") != key_with(node, "pip install .", ("app/src/main.js", b"changed"))
    assert node.key("pip install --target=/app .") == node.key("pip install -t /app .")
    assert node.key("pip install -t/app .") == node.key("pip install -t /app .")
    assert node.key("pip install -t=/app .") != node.key("pip install -t /app ."), "pip makes a folder ="


def test_a_jar_and_its_classes_are_the_same_wherever_they_go(node):
    node.put("app/Hello.java", b"class Hello {}")
    node.put("app/out/Hello.class", b"\xca\xfe\xba\xbe")
    assert node.key("javac -d out Hello.java") != node.key("javac -d /classes Hello.java")
    assert node.key("javac -d /a Hello.java") == node.key("javac -d /b Hello.java")
    key = node.key("jar cfe /app.jar Hello -C out .")
    assert key.argv == ("jar", "cfe", "{out}", "Hello", "-C", "out", ".")
    assert key == node.key("jar cfe /srv/hello.jar Hello -C out .")
    changed = ("app/out/Hello.class", b"other")
    assert key != key_with(node, "jar cfe /app.jar Hello -C out .", changed)
    long = node.key("jar --create --file=/x.jar --main-class Hello -C out .")
    assert long.argv == ("jar", "--create", "--file", "{out}", "--main-class", "Hello", "-C", "out", ".")


def test_cargo_builds_what_is_in_src_and_tests_what_is_beside_it(node):
    test = ("app/tests/greet.rs", b"#[test] fn t() {}")
    assert node.key("cargo build --release") == key_with(node, "cargo b --release", test)
    assert node.key("cargo test") != key_with(node, "cargo test", test)
    source = ("app/src/main.rs", b"fn main() {}")
    assert node.key("cargo build") != key_with(node, "cargo build", source)


def test_nginx_looks_at_its_settings(node):
    node.put("etc/nginx/nginx.conf", b"events {}")
    key = node.key("nginx -t")
    assert key == key_with(node, "nginx -t", ("app/src/main.js", b"changed"))
    assert key != key_with(node, "nginx -t", ("etc/nginx/nginx.conf", b"http {}"))


def test_what_told_no_folder_when_it_was_recorded_holds_in_every_other_one(node):
    missed = node.missed("node build.js")
    assert missed.key is not None
    assert missed.anywhere is not None
    assert (missed.key.any_folder, missed.anywhere.any_folder) == (False, True)
    command = RecordedCommand(0, 0.1, (), (FileEntry("{folder}/out", FileKind.FILE, 0o644),), (), {}, {})
    node.found.append((CommandIndex(missed.anywhere, "a", PROVENANCE), command))
    node.entries = [
        msgspec.structs.replace(each, path=re.sub("^app/", "srv/", each.path)) for each in node.entries
    ]
    node.folder = "/srv"
    node.run("node build.js")
    assert node.files.get("srv/out") is not None


def test_in_the_root_and_in_the_home_folder_nothing_holds_anywhere(node):
    node.env["HOME"] = "/app/home"
    assert node.missed("node build.js").anywhere is None
