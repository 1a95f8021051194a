"""What a recorded program said is said again only where the files that it read are the same."""

from __future__ import annotations

import pytest

from tests.engine.embedded.running.making import PROVENANCE, Files
from tutor.engine import BuildRequest, Cancel, RunRequest, RunResult
from tutor.engine.embedded.catalogue.catalogue import Catalogue, built_in
from tutor.engine.embedded.catalogue.format import Chunk
from tutor.engine.embedded.catalogue.packing import read_manifest
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.embedded.running import Image, Mattered, recorded, run
from tutor.engine.errors import NotRecorded

NPM = "usr/lib/node_modules/npm/bin/npm-cli.js"
PACKAGE = '{"scripts": {"start": "node server.js", "all": "node a.js && node b.js"}}'
SERVER = 'const port = process.env.PORT;\nconsole.log("listening");\n'
SAID = Chunk(0.1, "stdout", b"listening\n")
OF_NO_APP = ("around ", "type", "bin/npm-cli.js", "lib/cli.js")
"""Parts of npm itself, and the kind of a script."""


def npm(*command: str, package: str | None = PACKAGE, server: str | None = SERVER, **config):
    files = Files().elf("bin/node").text(NPM, "#!/bin/node\n").text("app/README.md", "about")
    if package is not None:
        files.text("app/package.json", package)
    if server is not None:
        files.text("app/server.js", server)
    return files, files.image(f"/{NPM}", *command, workdir="/app", **config)


def wrapped(jar: str):
    files = Files().elf("bin/bash").elf("bin/java").text("entry.sh", "#!/bin/bash\nprepare\n")
    return files.text("app/hello.jar", jar), files.image(
        "/entry.sh", "java", "-jar", "hello.jar", workdir="/app"
    )


def kept(files: Files, image: Image):
    ended = RunResult(0, seconds=0.1)
    return recorded(image, RunRequest("x"), files.contents, ended, (SAID,), Mattered(), PROVENANCE)


def said(known, files: Files, image: Image) -> bytes:
    files.facts.recorded = (known,)
    return run(image, RunRequest("x"), files.contents, files.facts).stdout


def test_npm_starts_the_same_program_where_its_manifest_and_script_are_the_same():
    known = kept(*npm("start"))
    files, image = npm("start")
    files.text("app/more.md", "says nothing to the server")
    assert said(known, files, image) == SAID.data


@pytest.mark.parametrize(
    "other",
    [
        {"package": None},
        {"package": PACKAGE.replace("server.js", "other.js")},
        {"server": None},
        {"server": "console.log(1);\n"},
        {"package": None, "server": None},
        {"env": ("PORT=80",)},
    ],
)
def test_npm_start_of_another_app_is_not_recorded(other):
    known = kept(*npm("start"))
    files, image = npm("start", **other)
    with pytest.raises(NotRecorded):
        said(known, files, image)


@pytest.mark.parametrize("command", [("run", "all"), ("ls",), ("run", "nothing"), ("exec", "tsc"), ()])
def test_whatever_else_npm_does_depends_on_all_of_the_working_folder(command):
    known = kept(*npm(*command))
    assert said(known, *npm(*command)) == SAID.data
    files, image = npm(*command, server="console.log(1);\n")
    with pytest.raises(NotRecorded, match="another working folder"):
        said(known, files, image)


def test_recordings_of_another_app_are_not_told_as_near():
    known = kept(*npm("start"))
    files, image = npm("start", package=None, server=None)
    with pytest.raises(NotRecorded) as missed:
        said(known, files, image)
    assert missed.value.near == ()
    assert missed.value.reason.endswith("and more)")


def test_a_file_that_a_program_is_given_is_part_of_what_it_does():
    known = kept(*wrapped("PK1"))
    assert set(known.made_of) == {"java", "hello.jar"}
    assert said(known, *wrapped("PK1")) == SAID.data
    files, image = wrapped("PK2")
    with pytest.raises(NotRecorded, match=r"another hello\.jar"):
        said(known, files, image)


@pytest.mark.parametrize("text", ["", "COPY . .\n"])
def test_npm_start_without_the_recorded_app_is_not_answered_for_it(tmp_path, text):
    (tmp_path / "package.json").write_text('{"name": "mine", "scripts": {"start": "node build/index.js"}}')
    dockerfile = f'FROM node:24\nWORKDIR /app\n{text}CMD ["npm", "start"]\n'
    engine = EmbeddedEngine(Catalogue.load())
    request = BuildRequest(dockerfile, tmp_path, "tests", tmp_path / "Dockerfile")
    result = list(engine.build(request, Cancel()))[-1].result
    with pytest.raises(NotRecorded):
        engine.run(RunRequest(str(result.final_stage.image)), Cancel())


def test_every_recording_of_a_program_that_comes_with_a_base_depends_on_files_of_an_app():
    catalogue = Catalogue.load()
    bases = {
        entry.digest
        for image in catalogue.images()
        for layer in catalogue.layers(image)
        for entry in layer.entries
        if entry.digest
    }
    programs = {
        index.program
        for folder in built_in()
        for index in read_manifest(folder).runs
        if index.program in bases
    }
    lacking = []
    for program in sorted(programs):
        for each in catalogue.runs(program):
            if not each.argv:  # a shell that reads lines: it was given no app
                continue
            if each.argv[0] == "-m" and not each.made_of:  # a module that was nowhere: there was no app
                assert each.exit_code == 1
                continue
            parts = {told for name, told in each.made_of.items() if not name.startswith(OF_NO_APP)}
            if not each.finds and not parts - bases:
                lacking.append(each.argv)
    assert len(programs) > 4
    assert lacking == []
