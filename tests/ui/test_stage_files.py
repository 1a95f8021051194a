from __future__ import annotations

from tutor.engine.result import BuildResult, StageImage
from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.stage_files import StageFiles


def tree(*paths: str) -> FileTree:
    return FileTree.of(FileEntry(path, FileKind.FILE, 0o644) for path in paths)


def built(*stages: StageImage) -> BuildResult:
    return BuildResult("Docker", "BuildKit", stages, len(stages) - 1, 1.0)


def stage(index: int, name: str | None, base: str, files: FileTree | None) -> StageImage:
    return StageImage(index, name, base, files is not None, None, (), files=files)


GOLANG, MADE = tree("usr/bin/go"), tree("usr/bin/go", "calc")


def of_image(name: str) -> FileTree | None:
    return GOLANG if name == "golang:1.27" else None


def test_a_stage_has_the_files_of_the_last_build():
    files = StageFiles(of_image)
    files.remember(built(stage(0, "Build", "golang:1.27", MADE), stage(1, None, "scratch", tree("x"))))
    text = "FROM golang:1.27 AS Build\nFROM scratch\n"
    assert files.find("build", text) is MADE
    assert files.find("0", text) is MADE


def test_a_stage_that_was_skipped_has_the_files_of_a_build_before_even_if_it_had_no_name_then():
    files = StageFiles(of_image)
    files.remember(built(stage(0, None, "golang:1.27", MADE)))
    files.remember(built(stage(0, "build", "golang:1.27", None), stage(1, None, "scratch", tree())))
    assert files.find("build", "FROM golang:1.27 AS build\nFROM scratch\n") is MADE


def test_a_stage_that_was_never_built_has_the_files_of_its_base():
    files = StageFiles(of_image)
    text = "FROM golang:1.27 AS base\nFROM base AS build\nFROM scratch\n"
    assert files.find("build", text) is GOLANG
    assert files.find("golang:1.27", text) is GOLANG
    assert files.find("unknown", text) is None


def test_stages_that_start_from_each_other_end_the_search():
    assert StageFiles(of_image).find("a", "FROM b AS a\nFROM a AS b\n") is None
