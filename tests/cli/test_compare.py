"""``distill compare`` on archives and stages."""

from __future__ import annotations

import json

import msgspec

from tutor.course import Course
from tutor.insight.report import ComparisonReport

OLD = {
    "bin/sh": (b"#" * 4000, 0o755),
    "app/tool": (b"t" * 3000, 0o755),
    "app/config": b"same length",
    "app/mode": b"mode",
    "gone": b"g" * 2000,
}
NEW = {
    "opt/tool": (b"t" * 3000, 0o755),
    "app/config": b"SAME LENGTH",
    "app/mode": (b"mode", 0o600, 7),
    "new\x1b[31m": b"n" * 500,
}


def read(result):
    return msgspec.json.decode(result.stdout, type=ComparisonReport)


def test_what_differs_is_told_by_path_with_how(distill, saved):
    old, new = saved("old.tar", OLD, User=""), saved("new.tar", NEW, User="app")
    report = read(distill("compare", old, new, "--json"))
    assert (report.before.size, report.after.size, report.growth) == (9015, 3515, -5500)
    assert [row.path for row in report.removed if row.before] == ["bin/sh", "app/tool", "gone"]
    assert [row.path for row in report.added if row.after] == ["opt/tool", "new\x1b[31m"]
    mode = next(row for row in report.changed if row.path == "app/mode")
    assert mode.changes == ["mode", "owner"]
    assert (mode.mode_before, mode.mode_after, mode.owner_before, mode.owner_after) == (
        "0644",
        "0600",
        "0:0",
        "7:0",
    )
    assert report.surface.shells.gone == ["/bin/sh"]
    assert report.surface.score == sum(reason.points for reason in report.surface.reasons) > 0
    assert [(row.field, row.before, row.after) for row in report.config] == [("user", None, "app")]


def test_a_moved_file_is_told_as_moved_by_its_content(distill, saved):
    old, new = saved("old.tar", OLD), saved("new.tar", NEW)
    report = read(distill("compare", old, new, "--json"))
    assert [(row.before, row.after, row.bytes) for row in report.moved] == [("app/tool", "opt/tool", 3000)]
    assert "/app/tool to /opt/tool" in distill("compare", old, new).stdout


def test_both_directions_of_what_one_is_beside_the_other(distill, saved):
    old, new = saved("old.tar", {"a": b"x" * 1000}), saved("new.tar", {"a": b"x" * 1000, "b": b"y" * 50})
    report = read(distill("compare", old, new, "--json"))
    assert report.plus == [
        f"{new} is {old} plus 1 file of 50 B application.",
        f"{old} is {new} without 1 file of 50 B application.",
    ]


def test_an_image_beside_itself_has_no_difference(distill, saved):
    path = saved("a.tar", OLD)
    report = read(distill("compare", path, path, "--json"))
    assert report.growth == 0
    assert report.plus == [f"{path} is {path}: no path differs."] * 2
    assert [report.added, report.removed, report.changed, report.moved, report.config] == [[]] * 5


def test_the_text_is_safe_and_signed(distill, saved):
    told = distill("compare", saved("old.tar", OLD), saved("new.tar", NEW)).stdout
    assert "\x1b" not in told
    assert r"+    500 B  /new\x1b[31m" in told
    assert "-   4.0 kB  /bin/sh" in told
    assert "/app/mode (mode 0644 to 0600; owner 0:0 to 7:0)" in told


def test_the_limit_cuts_lists_and_never_totals(distill, saved):
    old = saved("old.tar", {f"file{number}": b"x" * (number + 1) for number in range(30)})
    new = saved("new.tar", {"other": b"y"})
    report = read(distill("compare", old, new, "--limit", "5", "--json"))
    assert len(report.removed) == 5
    assert report.removed[0].path == "file29"
    assert report.totals["removed"].paths == 30
    assert "and 25 other paths" in distill("compare", old, new, "--limit", "5").stdout
    assert len(read(distill("compare", old, new, "--limit", "0", "--json")).removed) == 30


def test_bounds_hold_for_the_second_image(distill, saved):
    old, new = saved("old.tar", OLD), saved("new.tar", NEW)
    assert distill("compare", old, new, "--no-shell", "--max-ratio", "before:after=100%").exit_code == 0
    grown = distill("compare", new, old, "--no-shell", "--max-ratio", "before:after=100%")
    assert grown.exit_code == 1
    assert len(grown.stderr.splitlines()) == 2


def test_two_stages_of_one_build_are_built_once(distill):
    result = distill("compare", "3:solution#build", "3:solution#final", "--engine", "embedded")
    assert result.exit_code == 0
    assert result.stderr.count("line 4: ") == 1
    assert "900 MB  3:solution#build" in result.stdout


def test_the_start_and_the_solution_of_a_lesson_can_be_compared(distill):
    report = read(distill("compare", "3:start", "3:solution", "--engine", "embedded", "--json"))
    assert report.before.size > 890_000_000
    assert report.after.size < 3_000_000
    assert report.surface.packages.gone
    assert report.totals["kept"].files == 1


def test_an_archive_can_be_compared_with_a_stream(distill, saved):
    old, new = saved("old.tar", OLD), saved("new.tar", NEW)
    report = read(distill("compare", old, "-", "--json", stdin=new.read_bytes()))
    assert report.after.name == "-"
    assert report.after.size == 3515


def test_exports_are_written_and_the_json_is_what_is_printed(distill, saved, tmp_path):
    old, new = saved("old.tar", OLD), saved("new.tar", NEW)
    files = [tmp_path / f"difference.{ending}" for ending in ("md", "json", "svg")]
    exports = [word for file in files for word in ("--export", file)]
    printed = distill("compare", old, new, "--json", *exports)
    assert printed.exit_code == 0
    assert json.loads(files[1].read_text()) == json.loads(printed.stdout)
    assert "## Surface" in files[0].read_text()
    assert files[2].read_text().startswith("<svg")
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_an_export_that_cannot_be_written_is_told(distill, saved, tmp_path):
    path = saved("a.tar", OLD)
    result = distill("compare", path, path, "--export", tmp_path / "nowhere" / "a.md")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
    assert distill("compare", path, path, "--export", tmp_path / "a.txt").exit_code == 2


def test_attempts_at_a_lesson_can_be_compared(distill, home):
    folder = home / "workspaces" / "03-a-second-from"
    assert distill("compare", "3@1", "3@last").exit_code == 2
    distill("check", "3", "--engine", "embedded")
    (folder / "Dockerfile").write_text(Course.load().find("3").solution)
    assert distill("check", "3", "--engine", "embedded").exit_code == 0
    report = read(distill("compare", "3@1", "3@last", "--json"))
    assert report.before.visible_bytes > 890_000_000
    assert report.after.visible_bytes < 3_000_000
    assert distill("inspect", "3@last#build", "--max-size", "1MB").exit_code == 1
    beyond = distill("inspect", "3@3")
    assert beyond.exit_code == 2
    assert "There are 2, from 1 on." in beyond.stderr


def test_files_of_one_size_and_time_that_differ_are_told_apart(distill, saved):
    one = saved("one.tar", {"blob": b"a" * 5000})
    other = saved("other.tar", {"blob": b"b" * 5000})
    report = read(distill("compare", one, other, "--json"))
    assert [(row.path, row.changes) for row in report.changed] == [("blob", ["content"])]
