"""A Dockerfile to begin with: right for its language, computed where it can be, and never over another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.course import WorkspaceError
from tutor.course.first_dockerfile import KINDS, OTHER, first_dockerfile, write_first_dockerfile
from tutor.dockerfile import parse
from tutor.dockerfile.linting import lint
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.events import Built
from tutor.engine.request import BuildRequest
from tutor.insight.explaining import explain
from tutor.insight.silent import silent_mistakes


@pytest.fixture
def project(tmp_path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", [*KINDS, OTHER], ids=lambda kind: kind.text)
def test_every_text_has_two_stages_on_recorded_bases_and_nothing_to_complain_about(kind, project):
    if kind.marker:
        (project / kind.marker).write_text("")
    text = first_dockerfile(project)
    assert "@" not in text, "every mark was filled in"
    dockerfile = parse(text)
    assert [stage.name for stage in dockerfile.stages] == ["build", None]
    assert lint(dockerfile) == ()
    known = Catalogue.load()
    for stage in dockerfile.stages:
        assert known.image(stage.base.name) is not None


def node(folder: Path, lock: bool = False, **package) -> str:
    (folder / "package.json").write_text(json.dumps(package))
    if lock:
        (folder / "package-lock.json").write_text("{}")
    return first_dockerfile(folder)


def test_a_package_says_how_it_is_installed_built_and_started(project):
    plain = node(project, main="./server.js")
    assert "RUN npm install --omit=dev\n" in plain
    assert "npm run build" not in plain
    assert plain.endswith('CMD ["server.js"]\n')
    built = node(project, lock=True, scripts={"build": "tsc", "start": "node build/index.js"}, main="x.js")
    assert "RUN npm ci\n" in built
    assert "RUN npm run build && npm prune --omit=dev\n" in built
    assert built.endswith('CMD ["build/index.js"]\n')


@pytest.mark.parametrize(
    "content", ["", "{", '{"main": 3}', '{"main": "a\\nRUN b"}', '{"main": "\\"x"}', "\ufffd"]
)
def test_a_package_that_says_nothing_of_use_starts_what_node_would(project, content):
    (project / "package.json").write_text(content)
    assert first_dockerfile(project).endswith('CMD ["index.js"]\n')


@pytest.mark.parametrize(
    ("content", "module"),
    [
        ('[project]\nname = "Py-Stats"\n', "py_stats"),
        ('[project]\nname = "x"\n[project.scripts]\nx = "pystats.__main__:main"\n', "pystats"),
        ('[project]\nname = "a b"\n', "app"),
        ("[tool]\n", "app"),
        ("no toml", "app"),
    ],
)
def test_a_python_project_starts_the_module_of_its_script(project, content, module):
    (project / "pyproject.toml").write_text(content)
    assert first_dockerfile(project).endswith(f'CMD ["-m", "{module}"]\n')


def test_an_unknown_project_builds_at_once_and_nothing_of_it_is_skipped(project):
    (project / "program").write_text("hello\n")
    path, ignore_file = write_first_dockerfile(project)
    assert ignore_file.read_text() == ".git\n.dockerignore\nDockerfile\n"
    text = path.read_text()
    *_, last = EmbeddedEngine(Catalogue.load()).build(BuildRequest(text, project, "first"), Cancel())
    assert isinstance(last, Built)
    assert last.result.final_stage.files.resolve("app/program") is not None
    assert silent_mistakes(last.result, explain(last.result, text)) == ()


def test_a_dockerfile_that_is_there_is_kept(project):
    (project / "Dockerfile").write_text("FROM busybox\n")
    with pytest.raises(WorkspaceError, match="is there already"):
        write_first_dockerfile(project)
    assert (project / "Dockerfile").read_text() == "FROM busybox\n"


def test_an_ignore_file_that_is_there_is_kept(project):
    (project / ".dockerignore").write_text("mine\n")
    assert write_first_dockerfile(project) == (project / "Dockerfile",)
    assert (project / ".dockerignore").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("marker", "left_out"),
    [("package.json", "node_modules"), ("Cargo.toml", "target"), ("requirements.txt", ".venv")],
)
def test_what_a_language_makes_anew_is_left_out(project, marker, left_out):
    (project / marker).write_text("")
    _, ignore_file = write_first_dockerfile(project)
    assert left_out in ignore_file.read_text().splitlines()


def test_a_folder_that_is_not_there_is_told(project):
    with pytest.raises(WorkspaceError, match="is not a folder"):
        write_first_dockerfile(project / "elsewhere")


@pytest.mark.skipif(not Path("/proc/version").is_file(), reason="no /proc here")
def test_a_folder_that_cannot_be_written_is_told():
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_first_dockerfile(Path("/proc"))
