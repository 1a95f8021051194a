"""The cut Dockerfile; that its steps are cached is held to real engines."""

from __future__ import annotations

from tutor.dockerfile import parse
from tutor.engine.moby.inner_context import with_named_stages
from tutor.engine.moby.split import split


def cut(text: str, **reached: int):
    dockerfile = parse(text)
    counts = {
        stage.index: reached.get(f"s{stage.index}", len(stage.instructions)) for stage in dockerfile.stages
    }
    return split(dockerfile, counts)


def test_every_instruction_that_touches_files_ends_a_stage():
    made = cut("FROM debian AS build\nCOPY a /a\nENV A=1\nRUN x\nFROM scratch\nCOPY --from=build /a /a\n")
    assert made.text.splitlines() == [
        "# escape=\\",
        "FROM scratch AS distill-context",
        "ADD distill-context.tar /",
        "FROM debian AS distill-base-0",
        "FROM distill-base-0 AS distill-0-0",
        "FROM distill-0-0 AS distill-0-1",
        "COPY --from=distill-context a /a",
        "ENV A=1",
        "FROM distill-0-1 AS build",
        'ENV A="${A}"',
        "RUN x",
        "FROM scratch AS distill-1",
        "COPY --from=build /a /a",
    ]
    names = [boundary.name for boundary in made.boundaries]
    assert names == ["distill-base-0", "distill-0-1", "build", "distill-1"]
    assert made.after == {(0, 0): 0, (0, 1): 1, (0, 2): 1, (0, 3): 2, (1, 0): None, (1, 1): 3}


def test_a_workdir_is_listed_with_what_follows_it():
    made = cut("FROM a\nRUN x\nWORKDIR /w\nENV A=1\nWORKDIR v\nRUN y\nWORKDIR /end\n")
    assert made.after == {(0, 0): 0, (0, 1): 1, (0, 2): 1, (0, 3): 1, (0, 4): 1, (0, 5): 2, (0, 6): 3}
    assert "RUN x\nFROM distill-0-1 AS distill-0-2\nWORKDIR /w\nENV A=1\nWORKDIR v\nRUN y\n" in made.text
    assert made.text.endswith('AS distill-0\nENV A="${A}"\nWORKDIR /end\n')


def test_variables_are_set_again_in_the_order_of_their_last_setting():
    made = cut("FROM a\nENV A=1\nARG X=2\nENV B=$A\nENV A=3\nRUN x\nRUN y\n")
    lines = made.text.splitlines()
    after_cut = lines[lines.index("FROM distill-0-5 AS distill-0") + 1 :]
    assert after_cut == ["ARG X=2", 'ENV B="${B}"', 'ENV A="${A}"', "RUN y"]


def test_the_context_is_taken_from_beside():
    mounts = "--mount=target=/c --mount=type=cache,target=/k"
    made = cut(f"FROM a\nCOPY --chown=1 . .\nRUN {mounts} ls\nCOPY <<E /f\nx\nE\n")
    assert "COPY --from=distill-context --chown=1 . ." in made.text
    assert "RUN --mount=target=/c,from=distill-context --mount=type=cache,target=/k ls" in made.text
    assert "COPY <<E /f\nx\nE" in made.text
    assert not made.needs_root_context


def test_only_an_add_of_local_files_needs_them_in_the_root():
    assert cut("FROM a\nADD x.tar /\n").needs_root_context
    assert not cut("FROM a\nADD https://example.org/x /\n").needs_root_context


def test_numbers_become_names():
    made = cut("FROM a\nRUN x\nFROM b AS two\nCOPY --from=0 /x /x\nFROM c\nCOPY --chown=1 --from=1 /y /y\n")
    assert "COPY --from=distill-0 /x /x" in made.text
    assert "COPY --chown=1 --from=two /y /y" in made.text


def test_a_stage_begins_where_its_base_stage_ended():
    made = cut("FROM a AS one\nRUN x\nFROM one\nENV B=1\nRUN y\n")
    assert made.after[1, 0] == made.after[0, 1]
    assert "FROM one AS distill-1\nENV B=1\nRUN y" in made.text


def test_stages_with_the_same_base_share_its_listing():
    made = cut("FROM a AS one\nRUN x\nFROM a AS two\nRUN y\n")
    assert made.after[0, 0] == made.after[1, 0]


def test_triggers_wait_for_the_end_of_the_stage():
    made = cut("FROM a AS one\nONBUILD RUN t\nRUN x\nRUN y\nFROM one\n")
    assert made.text.index("ONBUILD") > made.text.index("RUN y")


def test_what_was_not_reached_is_left_out():
    made = cut("FROM a AS one\nRUN x\nRUN fails\nFROM b\nCOPY --from=one /x /\n", s0=2, s1=1)
    assert "fails" not in made.text
    assert "COPY" not in made.text
    assert (0, 2) not in made.after


def test_preamble_platform_and_directives_are_kept():
    head = "# syntax=docker/dockerfile:1\n# escape=`\nARG V=1\n"
    made = cut(f"{head}FROM --platform=$BUILDPLATFORM a:$V\nRUN a `\n b\n")
    assert made.text.startswith(head)
    assert "FROM --platform=$BUILDPLATFORM a:$V AS distill-base-0" in made.text
    assert "RUN a `\n b" in made.text


def test_naming_all_stages_keeps_every_line_in_its_order():
    text = "ARG V=1\n# first\nFROM a\nRUN x \\\n  y\nFROM b AS two\nCOPY . .\nCOPY --from=0 /x /\n"
    lines = with_named_stages(parse(text), keep_syntax=True).split("\n")
    assert lines[2:4] == ["FROM scratch AS distill-context", "ADD distill-context.tar /"]
    assert lines[:2] + lines[4:] == [
        "ARG V=1",
        "# first",
        "FROM a AS distill-0",
        "RUN x \\",
        "  y",
        "FROM b AS two",
        "COPY --from=distill-context . .",
        "COPY --from=distill-0 /x /",
        "",
    ]
