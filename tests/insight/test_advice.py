from __future__ import annotations

from dataclasses import replace

from measured import file, layer, measured

from tutor.dockerfile import lint, parse
from tutor.insight import advise, explain

SIZES = {"debian:trixie-slim": 78_000_000, "gcr.io/distroless/static-debian13": 2_300_000}


def advised(text, layers, **more):
    result = measured(text, layers, **more)
    return advise(result, text, explain(result, text), lint(parse(text)), SIZES.get)


def by_title(advice):
    return {one.title: one for one in advice}


def test_a_compiler_in_the_final_image_asks_for_a_second_stage():
    text = 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN go build -o /calc\nCMD ["/calc"]\n'
    layers = {
        1: layer(file("usr/local/go/bin/go", 800_000_000, mode=0o755)),
        3: layer(file("src/main.go", 2_000)),
        4: layer(file("calc", 2_000_000, mode=0o755)),
    }
    first, *_ = advised(text, layers)
    assert first.title == "Copy what is built into a second stage, and ship that"
    assert (first.saves_bytes, first.estimated, first.lesson) == (800_000_000, True, "a-second-from")
    assert "/calc, is 2.0 MB" in first.because


def test_what_a_later_line_deletes_is_saved_to_the_byte():
    text = "FROM debian:trixie-slim\nRUN fetch\nRUN rm /big\nUSER 1000\n"
    (advice,) = advised(text, {2: layer(file("big", 5_000_000)), 3: layer(gone=["big"])})
    assert (advice.saves_bytes, advice.estimated, advice.line) == (5_000_000, False, 3)
    assert (advice.title, advice.lesson) == ("Delete files in the RUN that makes them", "layers-remember")


def test_a_chown_of_what_was_copied_belongs_into_the_copy():
    text = "FROM debian:trixie-slim\nCOPY a /\nRUN chown 1 /a\nUSER 1\n"
    layers = {2: layer(file("a", 900_000, mtime=1.0)), 3: layer(file("a", 900_000, uid=1, mtime=1.0))}
    (advice,) = advised(text, layers)
    assert advice.title == "Set owner and mode in COPY (--chown, --chmod)"
    assert (advice.saves_bytes, advice.lesson) == (900_000, "no-shell-no-root")


def test_what_the_base_stored_is_nothing_to_be_mended():
    text = "FROM debian:trixie-slim\nRUN rm /bin/x\nUSER 1\n"
    assert advised(text, {1: layer(file("bin/x", 900_000)), 2: layer(gone=["bin/x"])}) == ()


def test_package_lists_and_caches_are_told_apart():
    text = "FROM debian:trixie-slim\nRUN apt-get update\nUSER 1\n"
    layers = {2: layer(file("var/lib/apt/lists/a", 20_000_000), file("root/.cache/pip/b", 40_000_000))}
    cache, lists = advised(text, layers)
    assert (cache.saves_bytes, lists.saves_bytes) == (40_000_000, 20_000_000)
    assert "/var/lib/apt/lists/*" in lists.because


STATUS = b"""Package: curl
Status: install ok installed
Depends: libcurl4 (= 8), zlib1g
Recommends: ca-certificates
Installed-Size: 500

Package: libcurl4
Status: install ok installed
Installed-Size: 800

Package: zlib1g
Status: install ok installed
Installed-Size: 100

Package: ca-certificates
Status: install ok installed
Depends: openssl
Installed-Size: 400

Package: openssl
Status: install ok installed
Installed-Size: 2000
"""


def test_recommended_packages_are_reckoned_by_dpkg():
    names = ("curl", "libcurl4", "zlib1g", "ca-certificates", "openssl")
    layers = {2: layer(*(file(f"var/lib/dpkg/info/{name}.list") for name in names))}
    documents = {"var/lib/dpkg/status": STATUS}
    text = "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y curl\nUSER 1\n"
    (advice,) = advised(text, layers, documents=documents)
    assert advice.saves_bytes == 2400 * 1024
    assert "2 packages" in advice.because
    assert advised(text.replace("-y", "-y --no-install-recommends"), layers, documents=documents) == ()


def test_a_smaller_base_is_named_only_where_its_size_is_known():
    layers = {1: layer(file("bin/sh", 120_000_000)), 2: layer(file("app.py", 10))}
    text = 'FROM debian:trixie\nCOPY app.py /\nUSER 1\nCMD ["/bin/sh", "/app.py"]\n'
    (advice,) = advised(text, layers)
    assert advice.title == "Start the final stage from debian:trixie-slim"
    assert (advice.saves_bytes, advice.estimated) == (42_000_000, True)
    assert advised(text.replace("debian:trixie", "fedora:42"), layers) == ()


def test_a_copied_program_alone_needs_no_system():
    text = (
        "FROM golang:1 AS build\nRUN go build\nFROM debian:trixie\nCOPY --from=build /a /a\n"
        'USER 1\nENTRYPOINT ["/a"]\n'
    )
    app = layer(file("a", 3_000_000, mode=0o755))
    (advice,) = advised(text, {2: app, 3: layer(file("bin/sh", 120_000_000)), 4: app})
    assert advice.title == "Start the final stage from gcr.io/distroless/static-debian13"
    assert advice.saves_bytes == 120_000_000 - 2_300_000


def test_secrets_and_root_come_after_large_savings_and_before_small_ones():
    text = "FROM debian:trixie-slim\nCOPY .env big /\nRUN rm /.env\nRUN rm /big\nRUN chmod 1 /s\n"
    layers = {
        1: layer(file("s", 100_000, mtime=1.0)),
        2: layer(file(".env", 20_000), file("big", 9_000_000)),
        3: layer(gone=[".env"]),
        4: layer(gone=["big"]),
    }
    advice = advised(text, layers)
    assert [(one.line, one.saves_bytes) for one in advice] == [(4, 9_000_000), (2, 0), (1, 0), (3, 20_000)]
    assert "/.env of line 2 is deleted in line 3" in advice[1].because


def test_the_whole_of_a_context_is_not_copied_for_nothing():
    text = "FROM debian:trixie-slim\nCOPY . /app\nUSER 1\n"
    layers = {2: layer(file("app/.git/pack", 30_000_000), file("app/x", 5))}
    (advice,) = advised(text, layers)
    assert (advice.title, advice.saves_bytes) == ("Name .git in .dockerignore", 30_000_000)


def test_nothing_is_said_of_what_was_not_measured():
    text = "FROM golang:1\nRUN go build\nUSER 1\n"
    result = measured(text, {1: None, 2: None})
    bare = replace(result, stages=(replace(result.stages[0], files=None, size=None),))
    assert advise(bare, text, explain(bare, text)) == ()


def test_ballast_in_a_stage_that_stays_behind_saves_time_only():
    text = "FROM node:24 AS b\nCOPY . /app\nFROM scratch\nCOPY --from=b /app/x /x\nUSER 1\n"
    layers = {2: layer(file("app/node_modules/a", 30_000_000), file("app/x", 5)), 4: layer(file("x", 5))}
    (advice,) = advised(text, layers)
    assert (advice.title, advice.saves_bytes) == ("Name node_modules in .dockerignore", 0)
    assert "does not ship" in advice.because


def test_an_interpreter_needs_no_compiler_beside_it():
    text = 'FROM python:3.13-slim\nRUN apt-get install --no-install-recommends gcc\nUSER 1\nCMD ["python"]\n'
    layers = {
        1: layer(file("usr/local/bin/python", 5_000_000, mode=0o755)),
        2: layer(file("usr/bin/gcc", 1_000_000, mode=0o755), file("usr/lib/gcc/x/14/cc1", 30_000_000)),
    }
    (advice,) = advised(text, layers)
    assert advice.title == "Build in one stage, and run in another that has no compiler"
    assert (advice.saves_bytes, advice.line, advice.lesson) == (30_000_000, 2, "python-must-match")


def test_a_jdk_is_more_than_java_needs():
    text = 'FROM temurin:21-jdk\nCOPY a.jar /\nUSER 1\nCMD ["java", "-jar", "/a.jar"]\n'
    home = "opt/java/openjdk"
    layers = {
        1: layer(
            *(file(f"{home}/bin/{name}", 10_000, mode=0o755) for name in ("java", "javac")),
            file(f"{home}/jmods/java.base.jmod", 80_000_000),
            file(f"{home}/lib/src.zip", 50_000_000),
            file(f"{home}/lib/modules", 140_000_000),
        ),
        2: layer(file("a.jar", 9_000)),
    }
    (advice,) = advised(text, layers)
    assert (advice.saves_bytes, advice.estimated, advice.lesson) == (130_000_000, True, "jdk-out")


def test_a_whole_stage_is_more_than_its_program_needs():
    text = 'FROM golang:1 AS b\nRUN go build\nFROM scratch\nCOPY --from=b / /\nUSER 1\nCMD ["/a"]\n'
    base, app = file("usr/x", 70_000_000), file("a", 3_000_000, mode=0o755)
    (advice, *_) = advised(text, {1: layer(base), 2: layer(app), 4: layer(base, app)})
    assert advice.title == "Copy from b only what runs"
    assert (advice.saves_bytes, advice.line, advice.estimated) == (70_000_000, 4, True)


def test_packages_that_only_a_node_build_needs():
    text = "FROM node:24-slim\nCOPY . /app\nRUN npm ci\nUSER 1\n"
    layers = {3: layer(file("app/node_modules/typescript/a", 60_000_000), file("app/node_modules/koa/b", 9))}
    (advice,) = advised(text, layers)
    assert (advice.saves_bytes, advice.lesson) == (60_000_000, "distroless-node-repaired")
    assert "(typescript)" in advice.because


def test_what_is_advised_of_several_lines_is_told_once():
    text = "FROM busybox AS a\nFROM debian AS b\nFROM busybox AS c\nFROM busybox\nUSER 1\n"
    unpinned = [one for one in advised(text, {}) if one.title == "Name a version of the base image"]
    assert [one.line for one in unpinned] == [1, 2]
    assert unpinned[0].because.endswith("name a version. The same in lines 3, 4.")
