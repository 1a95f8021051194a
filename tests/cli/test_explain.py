"""``distill explain`` on what the embedded engine builds."""

from __future__ import annotations

import msgspec
import pytest

from tutor.insight.report import ExplanationReport

EMBEDDED = ("--engine", "embedded")


def read(result):
    return msgspec.json.decode(result.stdout, type=ExplanationReport)


@pytest.fixture
def project(tmp_path):
    def write(text):
        folder = tmp_path / "project"
        folder.mkdir(exist_ok=True)
        (folder / "Dockerfile").write_text(text)
        (folder / "data.txt").write_text("d" * 5000)
        return folder

    return write


def test_every_line_says_what_it_adds_hides_and_ships(distill):
    report = read(distill("explain", "3:solution", *EMBEDDED, "--json"))
    assert [line.line for line in report.lines] == [1, 2, 3, 4, 6, 7, 8]
    build = next(line for line in report.lines if line.line == 4)
    assert build.adds is not None
    assert build.adds > 30_000_000
    assert build.ships == next(line for line in report.lines if line.line == 7).adds
    assert all(line.says for line in report.lines)


def test_a_reader_finds_sizes_crossing_leftovers_cost_and_shell(distill):
    told = distill("explain", "3:solution", *EMBEDDED).stdout
    assert "The final image, stage-1, has 2.4 MB. It has no shell" in told
    assert "Its costliest line is 7, with 2.4 MB" in told
    assert "Stage build (from golang:1.27-trixie): 900 MB, of which 2.4 MB ships (0.3 %)" in told
    assert "line 7: 2.4 MB in 1 file from build to stage-1" in told
    assert "toolchain in build" in told
    assert max(map(len, told.splitlines())) <= 80


def test_at_most_three_pieces_of_advice_are_given(distill):
    report = read(distill("explain", "1:start", *EMBEDDED, "--json"))
    assert 1 <= len(report.advice) <= 3
    assert all(advice.title and advice.because for advice in report.advice)


def test_what_a_line_hides_is_charged_to_it(distill, project):
    folder = project("FROM debian:trixie\nCOPY data.txt /data\nRUN rm /data\n")
    report = read(distill("explain", folder, *EMBEDDED, "--json"))
    assert [(w.line, w.of_lines, w.bytes, w.how, w.ships) for w in report.waste if w.line == 3] == [
        (3, [2], 5000, "deleted", True)
    ]
    assert (
        "line 3 hides 1 file of line 2 (deleted), in the final image"
        in distill("explain", folder, *EMBEDDED).stdout
    )


def test_a_skipped_stage_is_told_with_why(distill, project):
    folder = project("FROM debian:trixie AS tests\nRUN true\nFROM scratch\nCOPY data.txt /\n")
    assert "Stage tests (from debian:trixie): skipped, because" in distill(
        "explain", folder, *EMBEDDED
    ).stdout.replace("\n  ", " ")


def test_build_arguments_and_the_target_reach_the_build(distill, project):
    folder = project("ARG TO=here\nFROM scratch AS one\nARG TO\nCOPY data.txt /$TO\nFROM one\n")
    arguments = ["explain", folder, *EMBEDDED, "--target", "one", "--build-arg", "TO=there"]
    report = read(distill(*arguments, "--json"))
    assert report.stages[report.final].label == "one"
    inspected = distill("inspect", f"{folder}#one", *EMBEDDED, "--build-arg", "TO=there").stdout
    assert "/there" in inspected


def test_a_dockerfile_by_another_name_can_be_named(distill, project):
    folder = project("FROM scratch\nCOPY data.txt /\n")
    other = folder / "other.Dockerfile"
    other.write_text("FROM scratch AS named\nCOPY data.txt /elsewhere\n")
    assert read(distill("explain", other, *EMBEDDED, "--json")).stages[0].label == "named"
    assert read(distill("explain", folder, "-f", other, *EMBEDDED, "--json")).stages[0].label == "named"


def test_a_dockerfile_that_does_not_build_ends_with_1_and_why(distill, project):
    folder = project("FROM scratch\nCOPY absent /\n")
    result = distill("explain", folder, *EMBEDDED)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Failed at line 2" in result.stderr
    assert "Traceback" not in result.stderr


def test_bounds_hold_for_the_final_image(distill):
    kept = distill("explain", "3:solution", *EMBEDDED, "--max-size", "20MB", "--no-shell")
    assert kept.exit_code == 0
    broken = distill("explain", "3:start", *EMBEDDED, "--max-size", "20MB", "--no-shell", "--json")
    assert broken.exit_code == 1
    assert [row.state for row in read(broken).findings] == ["broken", "broken"]


def test_what_has_no_dockerfile_is_sent_to_inspect(distill, saved):
    path = saved("a.tar", {"a": b"x"})
    result = distill("explain", path)
    assert result.exit_code == 2
    assert f"distill inspect {path}" in result.stderr


def test_an_unknown_lesson_is_answered_with_its_neighbours(distill):
    result = distill("explain", "a-second-form")
    assert result.exit_code == 2
    assert "Did you mean a-second-from?" in result.stderr


def test_exports_tell_the_same_figures(distill, tmp_path):
    files = {ending: tmp_path / f"told.{ending}" for ending in ("md", "json", "svg")}
    exports = [word for file in files.values() for word in ("--export", file)]
    assert distill("explain", "3:solution", *EMBEDDED, *exports).exit_code == 0
    report = msgspec.json.decode(files["json"].read_bytes(), type=ExplanationReport)
    assert report.stages[0].label == "build"
    assert "| build | golang:1.27-trixie | 900 MB | 2.4 MB |" in files["md"].read_text()
    assert "line 7 took 2.4 MB from build to" in files["svg"].read_text()
