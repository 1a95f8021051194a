from __future__ import annotations

from dataclasses import replace

from measured import file, folder, layer, measured

from tutor.insight import LeftCause, explain

TWO_STAGES = """\
FROM golang AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app

FROM build AS test
RUN go test

FROM debian AS base
RUN apt-get install -y tini

FROM base
COPY --from=build /out/app /app
RUN rm /usr/bin/tini
"""

LAYERS = {
    1: layer(file("usr/local/go/bin/go", 700), file("bin/ls", 50), file("usr/share/doc/ls", 5)),
    2: layer(folder("src")),
    3: layer(file("src/main.go", 20)),
    4: layer(file("out/app", 90), file("root/.cache/go-build/aa", 300), file("out/log", 2)),
    9: layer(file("bin/sh", 100)),
    10: layer(file("usr/bin/tini", 10), file("usr/lib/libx.so", 7)),
    13: layer(file("app", 90)),
    14: layer(gone=["usr/bin/tini"]),
}


def explained():
    return explain(measured(TWO_STAGES, LAYERS), TWO_STAGES)


def test_every_stage_says_what_of_it_ships():
    build, test, base, final = explained().stages
    assert (build.size, build.shipped_bytes, build.final) == (1167, 90, False)
    assert (test.built, test.skipped_because, test.shipped_bytes) == (False, "no later stage needs it", None)
    assert (base.size, base.shipped_bytes) == (117, 117)
    assert (final.size, final.shipped_bytes, final.final) == (207, 207, True)
    assert (build.needed_by, final.needs) == ((1, 3), (0, 2))
    assert build.efficiency == 1.0
    assert final.efficiency == (207 - 10) / 207


def test_every_line_says_what_it_adds_hides_and_ships():
    lines = {line.line: line for line in explained().lines}
    assert {number: line.ships for number, line in lines.items()} == {
        1: 0,
        2: 0,
        3: 0,
        4: 90,
        6: None,
        7: None,
        9: 100,
        10: 17,
        12: 117,
        13: 90,
        14: 0,
    }
    assert (lines[10].hidden_later, lines[14].hides, lines[12].hidden_later) == (10, 10, 10)
    assert (lines[4].files_added, lines[12].files_added) == (3, 3)
    assert lines[1].says == "adds 755 B, of which nothing ships: stage build stays behind"
    assert lines[4].says == "adds 392 B, of which 90 B ships"
    assert lines[7].says == "not carried out: no later stage needs it"
    assert lines[10].says == "adds 17 B, all in the final image, though 10 B of it is hidden later"
    assert lines[14].says == "adds nothing, hides 10 B"


def test_the_costliest_line_is_one_of_the_final_image_and_its_own():
    costliest = explained().costliest
    assert costliest is not None
    assert (costliest.line, costliest.ships) == (9, 100)


def test_what_crossed_is_told_by_path():
    (crossing,) = explained().crossings
    assert (crossing.line, crossing.from_stage, crossing.to_stage) == (13, 0, 3)
    assert (crossing.files, crossing.bytes, crossing.paths) == (1, 90, (("out/app", "app"),))


def test_what_stays_behind_has_its_cause_its_bytes_and_its_lines():
    left = {each.cause: each for each in explained().left_behind}
    assert {cause: each.bytes for cause, each in left.items()} == {
        LeftCause.TOOLCHAIN: 700,
        LeftCause.CACHES: 300,
        LeftCause.BASE: 50,
        LeftCause.SOURCES: 20,
        LeftCause.DOCUMENTATION: 5,
        LeftCause.OUTPUT: 2,
    }
    assert (left[LeftCause.CACHES].lines, left[LeftCause.CACHES].largest) == (
        (4,),
        ("root/.cache/go-build/aa",),
    )
    assert [each.bytes for each in explained().left_behind] == [700, 300, 50, 20, 5, 2]


def test_a_hidden_file_is_charged_to_the_line_that_hid_it():
    (waste,) = explained().waste
    assert (waste.line, waste.stage, waste.of_lines, waste.how) == (14, 3, (10,), "deleted")
    assert (waste.bytes, waste.files, waste.paths, waste.ships) == (10, 1, ("usr/bin/tini",), True)


def test_a_deleted_folder_counts_all_that_was_in_it():
    text = "FROM scratch\nCOPY a /\nRUN rm -rf /d\n"
    stored = layer(folder("d"), folder("d/e"), file("d/a", 10), file("d/e/b", 20), file("c", 1))
    (waste,) = explain(measured(text, {2: stored, 3: layer(gone=["d"])}), text).waste
    assert (waste.bytes, waste.files, waste.paths) == (30, 2, ("d/e/b", "d/a"))


def test_a_changed_mode_stores_the_file_twice():
    text = "FROM scratch\nCOPY a /\nRUN chmod 700 /a\nRUN echo > /a\n"
    result = measured(
        text,
        {
            2: layer(file("a", 10, mtime=1.0)),
            3: layer(file("a", 10, mode=0o700, mtime=1.0)),
            4: layer(file("a", 10, mode=0o700, mtime=2.0)),
        },
    )
    explanation = explain(result, text)
    assert [(waste.line, waste.how, waste.of_lines) for waste in explanation.waste] == [
        (3, "metadata only", (2,)),
        (4, "replaced", (3,)),
    ]
    assert explanation.stages[0].efficiency == 1 / 3


def test_a_name_that_another_link_keeps_is_no_waste():
    text = "FROM scratch\nCOPY a /\nRUN rm /a\nRUN rm /b\n"
    stored = layer(file("a", 10), file("b", 10, same_as="a"))
    result = measured(text, {2: stored, 3: layer(gone=["a"]), 4: layer(gone=["b"])})
    assert [(waste.line, waste.bytes) for waste in explain(result, text).waste] == [(4, 10)]


def test_half_of_what_a_line_added_may_ship_through_two_stages():
    text = (
        "FROM debian AS a\nRUN make\nFROM debian AS b\nCOPY --from=a /x /y /in/\nRUN chown 1 /in/x\n"
        "FROM scratch\nCOPY --from=b /in/x /x\n"
    )
    result = measured(
        text,
        {
            2: layer(file("x", 10, mtime=1.0), file("y", 30)),
            4: layer(file("in/x", 10, mtime=1.0), file("in/y", 30)),
            5: layer(file("in/x", 10, mtime=1.0, uid=1)),
            7: layer(file("x", 10, mtime=1.0, uid=1)),
        },
    )
    explanation = explain(result, text)
    assert [line.ships for line in explanation.lines if line.adds] == [10, 0, 10, 10]
    assert explanation.provenance.shipped(0) == {"x"}
    assert [hop.line for hop in explanation.provenance.trail(2, "x")] == [7, 5, 4, 2]
    assert {(each.stage, each.bytes) for each in explanation.left_behind} == {(0, 30), (1, 30)}


def test_a_file_without_stages_is_explained_as_nothing():
    assert explain(measured("", {}), "").lines == ()


def test_a_build_that_failed_ships_nothing_that_one_could_tell():
    result = measured(TWO_STAGES, LAYERS)
    *others, final = result.stages
    unreached = tuple(replace(one, reached=False, adds=None, layer=None) for one in final.instructions)
    final = replace(final, built=False, files=None, size=None, instructions=unreached)
    explanation = explain(replace(result, stages=(*others, final)), TWO_STAGES)
    assert [line.ships for line in explanation.lines] == [None] * len(explanation.lines)
    assert explanation.left_behind == ()
    assert explanation.costliest is None
    assert {line.line: line.says for line in explanation.lines}[4] == "adds 392 B"


def test_what_ships_is_not_told_where_a_copy_was_not_measured():
    explanation = explain(measured(TWO_STAGES, {**LAYERS, 13: None}), TWO_STAGES)
    build, _, base, final = explanation.stages
    assert (build.shipped_bytes, base.shipped_bytes) == (None, 117)
    assert {line.line: line.ships for line in explanation.lines}[4] is None
    assert explanation.left_behind == ()
    assert final.efficiency is None


def test_what_ships_is_not_told_where_a_copy_could_not_be_followed():
    explanation = explain(measured(TWO_STAGES, {**LAYERS, 13: layer(file("app", 91))}), TWO_STAGES)
    assert explanation.stages[0].shipped_bytes is None
