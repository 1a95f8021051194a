"""A program that an interpreter runs is the same wherever its files lie, and another when one of them is."""

from __future__ import annotations

import msgspec
import pytest

from tests.engine.embedded.running.making import PROVENANCE, Files
from tutor.engine import HttpAnswer, HttpProbe, RunRequest, RunResult
from tutor.engine.embedded.catalogue.format import Chunk, RecordedAnswer
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.running import Image, Mattered, View, recorded, run
from tutor.engine.embedded.running.interpreted.nginx import served
from tutor.engine.embedded.running.users import User
from tutor.engine.errors import NotRecorded

NODE = "nodejs/bin/node"
MAIN = 'import { greet } from "./greet.js";\nconsole.log(greet(process.env.WHO));\n'
GREET = 'export const greet = (name) => "hello " + name;\n'
MISSING = b"Error: Cannot find module '/srv/node'\n"


def app(
    folder: str, *command: str, greet: str = GREET, more: tuple[str, ...] = (), **config
) -> tuple[Files, Image]:
    files = Files().elf(NODE)
    files.text(f"{folder}/main.mjs", MAIN).text(f"{folder}/greet.js", greet)
    for path in more:
        files.text(path, "{}")
    return files, files.image(f"/{NODE}", *command, **config)


def remembered(files: Files, image: Image, code: int = 0, *output: Chunk, **mattered):
    result = RunResult(code, seconds=0.1)
    return recorded(image, RunRequest("x"), files.contents, result, output, Mattered(**mattered), PROVENANCE)


def said(run_of_it, files: Files, image: Image) -> bytes:
    files.facts.recorded = (run_of_it,)
    ran = run(image, RunRequest("x"), files.contents, files.facts)
    return ran.stdout + ran.stderr


def test_a_script_is_the_same_in_another_folder_by_another_path_and_among_other_files():
    first = app("app", "main.mjs", workdir="/app")
    known = remembered(*first, 0, Chunk(0.1, "stdout", b"hello you\n"))
    assert known.made_of == {
        "main.mjs": first[1].tree.get("app/main.mjs").digest,
        "greet.js": first[1].tree.get("app/greet.js").digest,
        "type": "",
    }
    assert known.env == {"WHO": None}
    assert said(known, *app("srv/web", "/srv/web/main.mjs", more=("srv/web/README.md",))) == b"hello you\n"


def test_a_script_with_another_import_is_another_program():
    known = remembered(*app("app", "/app/main.mjs"), 0, Chunk(0.1, "stdout", b"hello\n"))
    files, image = app("app", "/app/main.mjs", greet="export const greet = () => 1;\n")
    files.facts.recorded = (known,)
    with pytest.raises(NotRecorded, match=r"another greet\.js"):
        run(image, RunRequest("x"), files.contents, files.facts)


def test_what_is_near_is_told_without_the_marks_of_recordings():
    known = remembered(*app("app", "/app/main.mjs"), 0)
    files, image = app("app", "/app/main.mjs", greet="export const greet = () => 1;\n")
    files.facts.recorded = (known,)
    with pytest.raises(NotRecorded) as missed:
        run(image, RunRequest("x"), files.contents, files.facts)
    assert not any("{" in text for text in (missed.value.reason, *missed.value.near))


def test_a_variable_that_a_script_asks_for_matters():
    known = remembered(*app("app", "/app/main.mjs"), 0)
    files, image = app("app", "/app/main.mjs")
    files.facts.recorded = (known,)
    with pytest.raises(NotRecorded, match="recorded only with no WHO"):
        run(image, RunRequest("x", env={"WHO": "you"}), files.contents, files.facts)


def test_a_module_that_is_not_there_is_named_where_it_is_looked_for():
    known = remembered(*app("srv", "node", "main.mjs", workdir="/srv"), 1, Chunk(0.1, "stderr", MISSING))
    assert (known.argv, known.made_of, known.stdin) == (("{script}",), {"{script}": ""}, None)
    files, image = app("app", "node", "server.js", workdir="/app")
    assert said(known, files, image) == b"Error: Cannot find module '/app/node'\n"
    files.facts.recorded = (known,)
    ran = run(
        image,
        RunRequest("x", arguments=(f"/{NODE}", "/bin/sh", "-c", "node main.mjs")),
        files.contents,
        files.facts,
    )
    assert ran.stderr == b"Error: Cannot find module '/bin/sh'\n"


def test_a_trace_names_the_folder_where_the_program_lies_now():
    trace = Chunk(0.1, "stderr", b"at greet (file:///app/greet.js:1:2)\nat file:///app/main.mjs:2:1\n")
    known = remembered(*app("app", "/app/main.mjs"), 1, trace)
    assert said(known, *app("srv", "/srv/main.mjs")) == trace.data.replace(b"/app/", b"/srv/")


def test_what_nobody_mentions_is_ignored():
    known = remembered(*app("app", "/app/main.mjs"), 0, ignores=("NODE_ENV",))
    files, image = app("app", "/app/main.mjs", env=("PATH=/bin", "NODE_ENV=production"))
    assert said(known, files, image) == b""


def test_a_package_is_part_of_the_program_that_imports_it():
    def with_package(text: str) -> tuple[Files, Image]:
        files = Files().elf(NODE).text("app/main.cjs", 'require("left-pad");\n')
        files.text("app/node_modules/left-pad/index.js", text).text("app/node_modules/other/index.js", text)
        return files, files.image(f"/{NODE}", "/app/main.cjs")

    known = remembered(*with_package("1"), 0)
    assert set(known.made_of) == {"main.cjs", "module left-pad"}
    files, image = with_package("2")
    files.facts.recorded = (known,)
    with pytest.raises(NotRecorded, match="another module left-pad"):
        run(image, RunRequest("x"), files.contents, files.facts)


ENTRY = """#!/bin/sh
set -e
# A first argument that is an option, or no program, is meant for node.
if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
"""


@pytest.mark.parametrize(
    "command", [("node", "main.mjs"), ("main.mjs",), ("sh", "-c", "node main.mjs"), ("./main.mjs",)]
)
def test_nodes_entry_script_hands_over_to_the_command(command):
    def base() -> Files:
        return Files().elf("bin/node").text("main.mjs", "1\n", mode=0o644)

    plain = base()
    known = remembered(
        plain, plain.image("node", "/main.mjs", env=("PATH=/bin",)), 0, Chunk(0, "stdout", b"1\n")
    )
    files = base().elf("bin/dash").link("bin/sh", "dash").text("bin/entry.sh", ENTRY)
    image = files.image(*command, env=("PATH=/bin",), entrypoint=("entry.sh",))
    assert said(known, files, image) == b"1\n"


def test_java_names_the_jar_as_it_was_given():
    def java(*arguments: str) -> tuple[Files, Image]:
        files = Files().elf("usr/bin/java").text("app/hello.jar", "PK")
        return files, files.image("/usr/bin/java", "-jar", *arguments)

    words = Chunk(0.1, "stderr", b"Error: Unable to access jarfile java\n")
    known = remembered(*java("java", "-jar", "/app/hello.jar"), 1, words)
    assert said(known, *java("/bin/sh", "-c", "java -jar x")) == words.data.replace(b" java", b" /bin/sh")
    there = remembered(*java("/app/hello.jar"), 0, Chunk(0.1, "stdout", b"hi\n"))
    assert there.made_of == {"{script}": java("/app/hello.jar")[1].tree.get("app/hello.jar").digest}


def test_python_imports_from_beside_the_script_and_from_its_own_packages():
    site = "venv/lib/python3.13/site-packages"

    def python(**more: str) -> tuple[Files, Image]:
        files = Files().elf("usr/bin/python3.13").link("venv/bin/python", "/usr/bin/python3.13")
        files.text("venv/pyvenv.cfg", "home = /usr/bin\n").text(
            "app/main.py", "import sys, pystats\nimport near\n"
        )
        files.text("app/near.py", "x = 1\n").text(f"{site}/pip/main.py", "")
        for path, text in more.items():
            files.text(f"{site}/{path}.so", text)
        return files, files.image("/venv/bin/python", "/app/main.py")

    assert set(remembered(*python(pystats="1"), 0).made_of) == {"main.py", "near.py", "package pystats.so"}
    assert set(remembered(*python(), 0).made_of) == {"main.py", "near.py"}


def web(page: str, other: str, settings: str = "", **config) -> tuple[Files, Image]:
    files = Files().elf("usr/sbin/nginx")
    files.text("etc/nginx/nginx.conf", f"server {{\n root /www;\n{settings}}}\n")
    files.text("www/index.html", page).text("www/other.html", other)
    return files, files.image("/usr/sbin/nginx", "-g", "daemon off;", **config)


def test_nginx_answers_with_the_file_that_is_asked_for():
    files, image = web("one", "two")
    timed_out = RunResult(None, timed_out=True, seconds=6)
    known = recorded(image, RunRequest("x"), files.contents, timed_out, (), Mattered(), PROVENANCE)
    of = image.tree.get("www/index.html").digest
    known = msgspec.structs.replace(known, answers=(RecordedAnswer(80, "/", 200, b"one", of),))

    def asked(page: str, other: str, **config) -> HttpAnswer:
        files, image = web(page, other, **config)
        files.facts.recorded = (known,)
        return run(image, RunRequest("x", http=HttpProbe(80)), files.contents, files.facts).http

    assert asked("one", "changed") == HttpAnswer(200, b"one")
    with pytest.raises(NotRecorded, match="another file there"):
        asked("changed", "two")
    with pytest.raises(NotRecorded, match="another user"):
        asked("one", "two", user="101:101")


def test_a_path_that_counts_from_the_working_folder_is_not_taken_for_one_beside_the_script():
    def site(workdir: str) -> tuple[Files, Image]:
        files = Files().elf(NODE).text("app/server.mjs", 'const FOLDER = "build";\n')
        files.text("app/build/index.html", "page").folder("srv")
        return files, files.image(f"/{NODE}", "/app/server.mjs", workdir=workdir)

    known = remembered(*site("/app"), 0)
    assert set(known.made_of) == {"server.mjs", "build"}
    files, image = site("/srv")
    files.facts.recorded = (known,)
    with pytest.raises(NotRecorded, match=r"no \./build"):
        run(image, RunRequest("x"), files.contents, files.facts)


def test_packages_are_the_same_wherever_pythonpath_says_they_lie():
    def python(folder: str) -> tuple[Files, Image]:
        files = Files().elf("usr/bin/python3.13").text(f"{folder}/pystats/__main__.py", "raise OSError\n")
        env = ("PATH=/usr/bin", f"PYTHONPATH=/{folder}")
        return files, files.image("/usr/bin/python3.13", "-m", "pystats", env=env)

    trace = Chunk(0.1, "stderr", b'File "/app/pystats/__main__.py", line 1\n')
    known = remembered(*python("app"), 1, trace)
    assert set(known.made_of) == {"package pystats"}
    assert said(known, *python("srv/lib")) == b'File "/srv/lib/pystats/__main__.py", line 1\n'


def test_a_dockerfile_that_was_copied_along_is_no_part_of_a_site():
    def served_by(*more: str) -> str:
        files, image = web("one", "two", "error_page 404 /other.html;\n")
        for path in more:
            files.text(path, "FROM scratch")
        image = files.image("/usr/sbin/nginx")
        return served(View(Filesystem(image.tree), User()), files.contents, "/")

    assert served_by("www/Dockerfile", "www/.dockerignore") == served_by() != served_by("www/new.html")


def test_libraries_beside_a_jar_are_part_of_it_but_not_those_of_the_system():
    def java(folder: str) -> set[str]:
        files = (
            Files().elf("usr/bin/java").text(f"{folder}hello.jar", "PK").text(f"{folder}lib/more.jar", "PK")
        )
        return set(remembered(files, files.image("/usr/bin/java", "-jar", f"/{folder}hello.jar"), 0).made_of)

    assert java("app/") == {"{script}", "lib"}
    assert java("") == {"{script}"}
