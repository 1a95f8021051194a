from __future__ import annotations

from dataclasses import replace

import pytest
from measured import file, folder, layer, link, measured

from tutor.insight import explain


def provenance_of(text, layers):
    return explain(measured(text, layers), text).provenance


def hops(trail):
    return [(hop.stage, hop.line, hop.brought, hop.source, hop.from_path) for hop in trail]


BASE = layer(folder("bin"), file("bin/sh", 100), link("lib", "usr/lib"), folder("usr/lib"))


def test_a_file_of_the_base_comes_from_its_image():
    provenance = provenance_of("FROM debian\nRUN true\n", {1: BASE})
    assert hops(provenance.trail(0, "bin/sh")) == [(0, 1, "base image", "debian", "bin/sh")]
    assert provenance.line_of(0, "bin/sh") == 1


def test_the_last_line_that_stored_a_path_holds_it():
    text = "FROM debian\nRUN one\nRUN two\n"
    provenance = provenance_of(text, {1: BASE, 2: layer(file("a", 1), file("b", 2)), 3: layer(file("a", 5))})
    assert (provenance.line_of(0, "a"), provenance.line_of(0, "b")) == (3, 2)
    assert provenance.stored_by(2) == ("b",)
    assert hops(provenance.trail(0, "a")) == [(0, 3, "command", "two", None)]


def test_a_folder_is_shared_by_the_lines_that_hold_bytes_of_it():
    text = "FROM debian\nRUN one\nRUN two\n"
    base = layer(folder("usr"), file("usr/a", 10), file("usr/b", 1))
    stored = {1: base, 2: layer(file("usr/c", 90)), 3: layer(file("usr/a", 5), file("usr/none", 0))}
    shares = provenance_of(text, stored).shares(0, "usr")
    assert [(one.line, one.keyword, one.bytes) for one in shares] == [
        (2, "RUN", 90),
        (3, "RUN", 5),
        (1, "FROM", 1),
    ]


def test_what_is_not_there_has_no_trail():
    provenance = provenance_of("FROM debian\nRUN rm /bin/sh\n", {1: BASE, 2: layer(gone=["bin/sh"])})
    assert provenance.trail(0, "bin/sh") == ()
    assert provenance.line_of(0, "bin/sh") is None


CHAIN = """\
FROM golang AS build
WORKDIR /src
COPY . .
RUN go build -o app
FROM debian AS packed
COPY --from=build /src/app /lib/
FROM scratch
COPY --from=packed /usr/lib /
COPY --from=1 /usr/lib/app /program
"""


def test_a_path_is_followed_through_several_stages():
    provenance = provenance_of(
        CHAIN,
        {
            1: BASE,
            2: layer(folder("src")),
            3: layer(file("src/main.go", 10)),
            4: layer(file("src/app", 500)),
            5: BASE,
            6: layer(file("usr/lib/app", 500)),
            8: layer(file("app", 500)),
            9: layer(file("program", 500)),
        },
    )
    to_build = [(1, 6, "stage", "build", "src/app"), (0, 4, "command", "go build -o app", None)]
    assert hops(provenance.trail(2, "app")) == [(2, 8, "stage", "packed", "usr/lib/app"), *to_build]
    assert hops(provenance.trail(2, "program")) == [(2, 9, "stage", "packed", "usr/lib/app"), *to_build]
    assert hops(provenance.trail(0, "src/main.go")) == [(0, 3, "build context", "main.go", "main.go")]
    assert "src/app" in provenance.shipped(0)
    assert "src/main.go" not in provenance.shipped(0)


def test_a_stage_on_a_stage_inherits_its_lines():
    text = "FROM debian AS base\nRUN one\nFROM base\nRUN two\n"
    provenance = provenance_of(text, {1: BASE, 2: layer(file("a")), 4: layer(file("b"))})
    assert [(hop.stage, hop.line) for hop in provenance.trail(1, "a")] == [(0, 2)]
    assert provenance.line_of(1, "bin/sh") == 1
    assert provenance.shipped(0) >= {"a", "bin/sh"}


@pytest.mark.parametrize(
    ("copy", "stored", "source"),
    [
        ("COPY --from=b /d/one /x", "x", "d/one"),
        ("COPY --from=b /d/one /x/", "x/one", "d/one"),
        ("COPY --from=b /d /x", "x/one", "d/one"),
        ("COPY --from=b /d/ /x/", "x/deep/two", "d/deep/two"),
        ("COPY --from=b /d/o* /x/", "x/one", "d/one"),
        ("COPY --from=b /d/*/two /x/", "x/two", "d/deep/two"),
        ("COPY --from=b /other /d/one /x/", "x/one", "d/one"),
        ("COPY --from=b /other /d /x/", "x/deep/two", "d/deep/two"),
        ("COPY --from=b --parents /d/deep/two /x/", "x/d/deep/two", "d/deep/two"),
        ("COPY --from=b --parents /d/./deep/two /x/", "x/deep/two", "d/deep/two"),
        ("COPY --from=0 --chown=1:1 / /", "d/one", "d/one"),
        ('COPY --from=b ["/d/one", "/x"]', "x", "d/one"),
    ],
)
def test_copy_is_read_as_docker_reads_it(copy, stored, source):
    text = f"FROM debian AS b\nRUN make\nFROM scratch\n{copy}\n"
    made = layer(folder("d"), file("d/one", 10), folder("d/deep"), file("d/deep/two", 20), file("other", 3))
    size = {"d/one": 10, "d/deep/two": 20}[source]
    provenance = provenance_of(text, {2: made, 4: layer(file(stored, size))})
    assert hops(provenance.trail(1, stored))[0] == (1, 4, "stage", "b", source)
    assert source in provenance.shipped(0)


def test_a_copy_into_the_working_folder_with_a_variable():
    text = "FROM debian AS b\nRUN make\nFROM scratch\nARG OUT=bin\nWORKDIR /srv\nCOPY --from=b /one ${OUT}/\n"
    provenance = provenance_of(text, {2: layer(file("one", 10)), 6: layer(file("srv/bin/one", 10))})
    assert hops(provenance.trail(1, "srv/bin/one"))[0][-1] == "one"


def test_a_source_that_cannot_be_is_not_told():
    text = "FROM debian AS b\nRUN make\nFROM scratch\nCOPY --from=b /one /x\n"
    provenance = provenance_of(text, {2: layer(file("one", 10)), 4: layer(file("x", 11))})
    assert hops(provenance.trail(1, "x")) == [(1, 4, "stage", "b", None)]
    assert provenance.shipped(0) == frozenset()


@pytest.mark.parametrize(
    ("copy", "stored", "asked", "source"),
    [
        ("COPY a.txt /x/", ["x/a.txt"], "x/a.txt", "a.txt"),
        ("COPY a.txt /x", ["x"], "x", "a.txt"),
        ("COPY a.txt b.txt /x/", ["x/a.txt", "x/b.txt"], "x/b.txt", "b.txt"),
        ("COPY src /x/", ["x/a", "x/d/b"], "x/d/b", "src/d/b"),
        ("COPY src /x/", ["x/a", "x/src"], "x/src", "src/src"),
        ("COPY p*.json /x/", ["x/p.json"], "x/p.json", "p.json"),
        ("COPY conf/*.json /x/", ["x/p.json"], "x/p.json", "conf/p.json"),
        ("COPY one two /x/", ["x/a", "x/b"], "x/a", None),
        ("ADD things.tar.gz /x/", ["x/a", "x/b"], "x/a", None),
        ("COPY --parents a/b /x/", ["x/a/b"], "x/a/b", "a/b"),
    ],
)
def test_what_came_out_of_the_context_is_told_where_it_can_be(copy, stored, asked, source):
    provenance = provenance_of(f"FROM scratch\n{copy}\n", {2: layer(*(file(path, 5) for path in stored))})
    (hop,) = provenance.trail(0, asked)
    assert (hop.brought, hop.from_path) == ("build context", source)


def test_downloads_documents_and_other_images_are_told_apart():
    text = "FROM scratch\nADD https://example.org/a /a\nCOPY <<EOF /b\nhello\nEOF\n"
    text += "COPY --from=nginx /etc/conf /c\n"
    provenance = provenance_of(text, {2: layer(file("a")), 3: layer(file("b", 6)), 6: layer(file("c"))})
    assert [hops(provenance.trail(0, path))[0][2:] for path in "abc"] == [
        ("download", "https://example.org/a", None),
        ("Dockerfile", "<<EOF", None),
        ("image", "nginx", "etc/conf"),
    ]


def test_a_moved_file_is_followed_to_where_it_was():
    text = "FROM scratch\nCOPY . /src/\nRUN mv /src/big /out\n"
    provenance = provenance_of(
        text,
        {2: layer(file("src/big", 9, mtime=4.0)), 3: layer(file("out", 9, mtime=4.0), gone=["src/big"])},
    )
    assert hops(provenance.trail(0, "out")) == [
        (0, 3, "command", "mv /src/big /out", "src/big"),
        (0, 2, "build context", "big", "big"),
    ]
    assert provenance.trail(0, "out")[0].likely


def test_a_digest_makes_sure_of_a_copy():
    text = "FROM scratch\nCOPY . /src/\nRUN cp /src/big /out\nRUN make /out2\n"
    provenance = provenance_of(
        text,
        {
            2: layer(file("src/big", 9, mtime=4.0, digest="sha256:1")),
            3: layer(file("out", 9, mtime=5.0, digest="sha256:1")),
            4: layer(file("out2", 9, mtime=6.0, digest="sha256:2")),
        },
    )
    hop, *_ = provenance.trail(0, "out")
    assert (hop.from_path, hop.likely) == ("src/big", False)
    assert provenance.trail(0, "out2")[0].from_path is None


def test_a_command_may_copy_from_a_mount():
    text = "FROM debian AS b\nRUN make\nFROM debian\nRUN --mount=from=b,target=/m cp /m/app /app\n"
    made = explain(
        measured(text, {2: layer(file("app", 77)), 4: layer(file("app", 77), file("log", 1))}), text
    )
    assert [(hop.stage, hop.line, hop.likely) for hop in made.provenance.trail(1, "app")] == [
        (1, 4, True),
        (0, 2, False),
    ]
    (crossing,) = made.crossings
    assert (crossing.files, crossing.bytes, crossing.paths) == (1, 77, (("app", "app"),))


def test_a_line_that_was_not_measured_is_not_made_up():
    text = "FROM debian\nRUN one\nRUN two\n"
    result = measured(text, {1: BASE, 2: None, 3: None})
    stage = replace(result.stages[0], files=result.stages[0].files.apply(layer(file("new", 5))))
    result = replace(result, stages=(stage,))
    explanation = explain(result, text)
    assert explanation.provenance.line_of(0, "new") is None
    assert explanation.provenance.line_of(0, "bin/sh") == 1
    assert [line.ships for line in explanation.lines] == [100, None, None]
    assert explanation.stages[0].efficiency is None
    assert explanation.notes
