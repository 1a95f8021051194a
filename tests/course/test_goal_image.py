"""Checks of what an image holds."""

from __future__ import annotations

import pytest
from made import Image, file, program, scene, symlink

from tutor.course.goals import (
    Evidence,
    FileCount,
    FinalRatio,
    FinalSize,
    NoPackageManager,
    NoShell,
    PathAbsent,
    PathExists,
)
from tutor.image import FileEntry, FileKind

ONE = "FROM scratch\nCOPY a a\n"
TWO = "FROM debian AS build\nRUN make\nFROM scratch\nCOPY --from=build /a /a\n"


def judged(check, *scene_parts, **more):
    return check.judge(Evidence(scene(*scene_parts, **more)))


def test_the_final_size_may_be_just_reached():
    assert judged(FinalSize(at_most=10), ONE, Image([file("a", 10)])).passed
    finding = judged(FinalSize(at_most=2_000_000), ONE, Image([file("a", 2_400_000)]))
    assert not finding.passed
    assert finding.facts == {"final": "2.4 MB", "at_most": "2.0 MB", "over": "400 kB"}


def test_the_size_is_that_of_the_layers_not_of_the_visible_files():
    assert not judged(FinalSize(at_most=10), ONE, Image([file("a", 10)], size=900)).passed


def test_a_size_that_was_not_measured_cannot_be_told():
    finding = judged(FinalSize(at_most=10), ONE, Image(files=None), notes=("The disk is full.",))
    assert finding.passed is None
    assert "could not be listed" in finding.instead
    assert "The disk is full." in finding.instead


def test_the_final_image_is_compared_with_the_largest_stage():
    images = Image([file("go", 882_000_000)]), Image([file("a", 2_400_000)])
    finding = judged(FinalRatio(at_most=0.05), TWO, *images)
    assert finding.passed
    assert finding.facts["percent"] == "0.27 %"
    assert finding.facts["final"] == "2.4 MB"
    assert finding.facts["other"] == "882 MB"
    assert finding.facts["other_name"] == "stage build"


def test_a_stage_that_was_skipped_is_nothing_to_compare_with():
    text = "FROM debian AS build\nRUN make\nFROM scratch\nCMD a\n"
    finding = judged(FinalRatio(at_most=0.05), text, Image(skipped="nothing needs it"), Image([]))
    assert finding.passed is False
    assert finding.instead == "Stage build was not built: nothing needs it."


def test_a_single_stage_is_all_of_itself():
    finding = judged(FinalRatio(at_most=0.05), "FROM debian\n", Image([file("a", 100)]))
    assert not finding.passed
    assert finding.facts["percent"] == "100 %"


def test_a_share_just_above_the_limit_does_not_look_like_the_limit():
    finding = judged(FinalRatio(at_most=0.05), TWO, Image([file("go", 100_000)]), Image([file("a", 5_004)]))
    assert not finding.passed
    assert (finding.facts["percent"], finding.facts["at_most"]) == ("5.004 %", "5 %")


def test_the_baseline_is_the_learners_own_larger_image():
    images = Image([file("go", 500)]), Image([file("a", 50)])
    finding = judged(FinalRatio(at_most=0.05, of="baseline"), TWO, *images, baseline=1000)
    assert finding.passed
    assert finding.facts["other_name"] == "your baseline"


@pytest.mark.parametrize("baseline", [None, 50])
def test_without_a_larger_baseline_the_largest_stage_stands_in(baseline):
    images = Image([file("go", 1000)]), Image([file("a", 50)])
    finding = judged(FinalRatio(at_most=0.05, of="baseline"), TWO, *images, baseline=baseline)
    assert finding.passed
    assert finding.facts["other_name"] == "stage build"


def test_only_regular_files_are_counted():
    files = [program("calc"), symlink("bin", "usr/bin"), FileEntry("tmp", FileKind.DIRECTORY, 0o1777)]
    assert judged(FileCount(equals=1), ONE, Image(files)).passed


def test_files_too_many_are_named():
    finding = judged(FileCount(equals=1), ONE, Image([file(f"src/{n}.go") for n in range(5)]))
    assert not finding.passed
    assert finding.facts["files"] == "5 files"
    assert finding.facts["names"] == "/src/0.go, /src/1.go, /src/2.go and 2 more"


def test_an_empty_image_holds_no_files():
    finding = judged(FileCount(equals=1), ONE, Image([]))
    assert not finding.passed
    assert finding.facts["files"] == "no files"
    assert finding.facts["names"] == "nothing"


COMPILER = [
    program("usr/local/go/bin/go"),
    file("usr/share/doc/go"),
    symlink("usr/bin/go", "../local/go/bin/go"),
]


@pytest.mark.parametrize(
    "glob", ["/usr/local/go/bin/go", "usr/local/go/bin/go", "**/go", "/usr/*/go/bin/go", "**/g?"]
)
def test_a_path_is_found_by_a_glob(glob):
    assert judged(PathExists(glob=glob), ONE, Image(COMPILER)).passed


@pytest.mark.parametrize(
    "glob", ["/go", "go", "*/go", "/usr/local/go/bin/g", "**/gofmt", "usr/local/go/bin/g.", "**/GO"]
)
def test_a_glob_fits_whole_paths_only(glob):
    assert not judged(PathExists(glob=glob), ONE, Image(COMPILER)).passed


def test_one_of_several_globs_is_enough():
    assert judged(PathExists(glob=("**/gcc", "**/go")), ONE, Image(COMPILER)).passed


def test_a_program_is_a_regular_file_that_may_be_run():
    check = PathExists(glob="**/go", executable=True)
    assert judged(check, ONE, Image(COMPILER)).passed
    finding = judged(check, ONE, Image([file("usr/share/doc/go")]))
    assert not finding.passed
    assert finding.facts["near"] == "/usr/share/doc/go"
    assert not judged(check, ONE, Image([FileEntry("usr/local/go", FileKind.DIRECTORY, 0o755)])).passed


def test_a_dangling_symlink_is_no_program():
    assert not judged(
        PathExists(glob="**/go", executable=True), ONE, Image([symlink("bin/go", "/nowhere")])
    ).passed


def test_what_should_be_absent_is_named_when_it_is_there():
    finding = judged(PathAbsent(glob="**/go", executable=True), ONE, Image(COMPILER))
    assert not finding.passed
    assert finding.facts["paths"] == "/usr/bin/go and /usr/local/go/bin/go"
    assert finding.facts["found"] == "2 paths"
    assert judged(PathAbsent(glob="**/gcc"), ONE, Image(COMPILER)).passed


def test_absence_cannot_be_told_of_files_that_were_not_listed():
    assert judged(PathAbsent(glob="**/go"), ONE, Image(files=None)).passed is None


def test_a_stage_that_was_skipped_holds_nothing_to_judge():
    text = "FROM debian AS test\nRUN x\nFROM debian\n"
    images = Image(skipped="no later stage needs it"), Image()
    finding = judged(PathExists(glob="a", stage="test"), text, *images)
    assert finding.passed is False
    assert finding.instead == "Stage test was not built: no later stage needs it."


def test_a_shell_is_found_through_a_symlink():
    files = [program("usr/bin/dash"), symlink("usr/bin/sh", "dash"), symlink("bin", "usr/bin")]
    finding = judged(NoShell(), ONE, Image(files))
    assert not finding.passed
    assert "/usr/bin/" in finding.facts["shells"]
    assert judged(NoShell(), ONE, Image([program("calc")])).passed


def test_a_package_manager_is_found():
    finding = judged(NoPackageManager(), ONE, Image([program("usr/bin/apt-get")]))
    assert not finding.passed
    assert "apt" in finding.facts["managers"]
    assert judged(NoPackageManager(), ONE, Image([program("calc")])).passed


def test_a_contradictory_check_says_what_is_wrong():
    assert FinalSize(at_most=-1).contradiction()
    assert FinalRatio(at_most=5).contradiction()
    assert FinalRatio(at_most=0.05).contradiction() is None
    assert FileCount(equals=-1).contradiction()


def test_any_stage_may_hold_a_path():
    images = Image([program("bin/tool")]), Image([file("a")])
    assert judged(PathExists(glob="bin/tool", stage="any"), TWO, *images).passed
    assert judged(PathExists(glob="nowhere", stage="any"), TWO, *images).passed is False
    finding = judged(PathAbsent(glob="bin/tool", stage="any"), TWO, *images)
    assert (finding.passed, finding.facts["stage"]) == (False, "build")
    assert judged(PathAbsent(glob="nowhere", stage="any"), TWO, *images).passed


def test_a_path_that_may_lie_in_a_stage_that_was_not_listed_cannot_be_told():
    images = Image(files=None), Image([file("a")])
    assert judged(PathAbsent(glob="b", stage="any"), TWO, *images).passed is None
    assert judged(PathExists(glob="a", stage="any"), TWO, *images).passed
