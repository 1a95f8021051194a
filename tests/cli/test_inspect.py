"""``distill inspect`` on archives, folders, streams and lessons, without any engine but the embedded one."""

from __future__ import annotations

import re
import tarfile

import msgspec
import pytest

from tests.cli.conftest import archive_of
from tutor.cli.documents import Stopped
from tutor.insight.report import InspectionReport

NOWHERE = "unix:///nowhere/docker.sock"
SHELL = {"bin/sh": (b"#" * 1000, 0o755), "etc/passwd": b"root:x:0:0::/root:/bin/sh\n"}


def read(result):
    return msgspec.json.decode(result.stdout, type=InspectionReport)


def test_an_archive_is_told_without_an_engine(distill, saved):
    path = saved("a.tar", SHELL, {"app": (b"x" * 2_000_000, 0o755)}, User="app")
    result = distill("inspect", path, "--engine", NOWHERE)
    assert result.exit_code == 0
    assert "2.0 MB in its layers" in result.stdout
    assert "shells: /bin/sh" in result.stdout
    assert "user: app" in result.stdout
    assert re.search(r"2\.0 MB +/app", result.stdout)


def test_the_document_has_layers_kinds_surface_and_config(distill, saved):
    path = saved(
        "a.tar",
        SHELL,
        {"app": (b"x" * 5000, 0o4755)},
        created_by=["FROM base", "COPY app /app"],
        Env=["A=1"],
        Cmd=["/app"],
    )
    report = read(distill("inspect", path, "--json", "--files"))
    assert [(layer.number, layer.bytes, layer.created_by) for layer in report.layers] == [
        (1, 1026, "FROM base"),
        (2, 5000, "COPY app /app"),
    ]
    assert report.size == report.visible_bytes == 6026
    assert sum(kind.bytes for kind in report.kinds) == 6026
    assert report.surface.shells == ["/bin/sh"]
    assert [(row.path, row.mode) for row in report.surface.setuid] == [("app", "4755")]
    assert report.surface.runs_as_root
    assert report.config is not None
    assert report.config.env == ["A=1"]
    assert report.config.cmd == ["/app"]
    assert report.files is not None
    assert [row.path for row in report.files] == ["app", "bin", "bin/sh", "etc", "etc/passwd"]


def test_what_a_layer_hides_is_wasted_and_lowers_the_efficiency(distill, saved):
    path = saved("a.tar", {"data": b"x" * 3000, "kept": b"y" * 1000}, {".wh.data": b""})
    report = read(distill("inspect", path, "--json"))
    assert (report.size, report.visible_bytes, report.efficiency) == (4000, 1000, 0.25)
    assert [(one.layer, one.of_layers, one.bytes, one.how) for one in report.waste] == [
        (2, [1], 3000, "deleted")
    ]
    assert report.layers[1].hides == 3000
    assert "layer 2 hides 1 file of layer 1 (deleted): /data" in distill("inspect", path).stdout


def test_a_stream_on_stdin_is_told_like_the_file(distill, saved):
    path = saved("a.tar", SHELL)
    stream = distill("inspect", "-", "--json", stdin=path.read_bytes())
    assert stream.exit_code == 0
    assert read(stream).kinds == read(distill("inspect", path, "--json")).kinds


def test_nothing_on_stdin_does_not_pass_for_a_small_image(distill):
    result = distill("inspect", "-", "--max-size", "20MB", stdin=b"")
    assert result.exit_code == 2
    assert "What came on stdin cannot be read: it is empty." in result.stderr


def test_a_folder_as_archives_unpack_it_is_an_image(distill, saved, tmp_path):
    folder = tmp_path / "unpacked"
    with tarfile.open(saved("a.tar", SHELL)) as tar:
        tar.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    assert read(distill("inspect", folder, "--json")).surface.shells == ["/bin/sh"]


def test_a_folder_with_neither_a_dockerfile_nor_an_image_says_so(distill, tmp_path):
    result = distill("inspect", tmp_path)
    assert result.exit_code == 2
    assert "neither a Dockerfile nor an image layout" in result.stderr


def test_names_of_files_cannot_steer_the_terminal(distill, saved):
    evil = "evil\x1b]0;owned\x07\n\u202etxt\x9b31m"
    path = saved("a.tar", {evil: b"x" * 100, b"\xff\xfe".decode("utf-8", "surrogateescape"): b"y" * 50})
    for arguments in (["--files", "--tree=2"], ["--json", "--files"], ["--layers"]):
        result = distill("inspect", path, *arguments)
        assert result.exit_code == 0
        assert not set(result.stdout) & set("\x1b\x07\x9b\u202e")
    told = distill("inspect", path).stdout
    assert r"/evil\x1b]0;owned\x07\n\u202etxt\u009b31m" in told
    assert r"/\xff\xfe" in told
    assert {row.path for row in read(distill("inspect", path, "--json")).largest_files} == {
        evil,
        r"\xff\xfe",
    }


def test_the_tree_goes_as_deep_as_asked(distill, saved):
    path = saved("a.tar", {"a/b/c/file": b"x" * 1000})
    shallow = distill("inspect", path, "--tree=1").stdout.partition("Folders:")[2]
    deep = distill("inspect", path, "--tree=3").stdout.partition("Folders:")[2]
    assert re.search(r"a/$", shallow, re.MULTILINE)
    assert not re.search(r" b/$", shallow, re.MULTILINE)
    assert re.search(r" c/$", deep, re.MULTILINE)


def test_no_line_but_a_path_or_a_variable_is_wider_than_80_columns(distill):
    told = distill("inspect", "3:start", "--engine", "embedded").stdout
    assert told
    for line in told.splitlines():
        assert len(line) <= 80 or " " not in line.strip().split("  ")[-1]


@pytest.mark.parametrize(
    ("bounds", "code", "said"),
    [
        (["--max-size", "1MB"], 0, ""),
        (["--max-size", "2kB"], 1, "--max-size 2.0 kB is not kept: It has 6.0 kB (6026 bytes)."),
        (["--no-shell"], 1, "--no-shell is not kept: It has a shell: /bin/sh."),
        (["--nonroot"], 1, "--nonroot is not kept: It runs as root, by default."),
        (["--no-setuid"], 1, "--no-setuid is not kept: It has a setuid or setgid file: /app."),
        (["--max-packages", "0"], 0, ""),
        (["--min-efficiency", "100%"], 0, ""),
        (["--max-ratio", "build:final=5%"], 2, "could not be told: Nothing is called build"),
        (["--max-size", "huge"], 2, "is no size"),
        (["--max-ratio", "build"], 2, "is no ratio"),
    ],
)
def test_bounds_decide_the_exit_code_with_the_reason_on_stderr(distill, saved, bounds, code, said):
    path = saved("a.tar", SHELL, {"app": (b"x" * 5000, 0o4755)})
    result = distill("inspect", path, *bounds)
    assert result.exit_code == code
    assert said in result.stderr
    if not said:
        assert result.stderr == ""


def test_several_broken_bounds_are_several_lines_and_rows(distill, saved):
    path = saved("a.tar", SHELL)
    result = distill("inspect", path, "--no-shell", "--nonroot", "--max-packages", "3", "--json")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert [(row.bound, row.state) for row in read(result).findings] == [
        ("--max-packages 3", "kept"),
        ("--no-shell", "broken"),
        ("--nonroot", "broken"),
    ]


def test_a_package_database_that_cannot_be_read_leaves_the_bound_untold(distill, saved):
    path = saved("a.tar", {"var/lib/rpm/rpmdb.sqlite": b"SQLite"})
    result = distill("inspect", path, "--max-packages", "10")
    assert result.exit_code == 2
    assert "RPM" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.tar", b"these are notes, no archive\n" * 50, "neither a tar archive nor gzip nor zstd"),
        ("cut.tar", archive_of(SHELL)[:1500], "cannot be read"),
        ("empty.tar", b"", "cannot be read"),
    ],
)
def test_a_file_that_is_no_archive_says_so(distill, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    result = distill("inspect", path)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    stopped = msgspec.json.decode(distill("inspect", path, "--json").stdout, type=Stopped)
    assert said in stopped.stopped
    assert stopped.advice


def test_a_missing_file_is_told_with_what_comes_near(distill, saved, tmp_path):
    saved("image.tar", SHELL)
    result = distill("inspect", tmp_path / "imge.tar")
    assert result.exit_code == 2
    assert f"Did you mean {tmp_path / 'image.tar'}?" in result.stderr


def test_an_image_without_an_engine_says_what_was_tried(distill):
    result = distill("inspect", "nginx:alpine", "--engine", NOWHERE)
    assert result.exit_code == 2
    assert "/nowhere/docker.sock" in result.stderr


def test_a_misspelt_lesson_is_not_only_taken_for_an_image(distill):
    result = distill("inspect", "a-second-form", "--engine", "embedded")
    assert result.exit_code == 2
    assert "Did you mean a-second-from?" in result.stderr


def test_a_recorded_base_image_is_an_image_like_any_other(distill):
    report = read(distill("inspect", "golang:1.27-trixie", "--engine", "embedded", "--json"))
    assert report.size > 800_000_000
    assert "/usr/local/go/bin/go" in report.surface.compilers


def test_a_stage_of_a_lesson_is_built_and_told(distill):
    report = read(distill("inspect", "3:solution#build", "--engine", "embedded", "--json"))
    assert report.name == "3:solution#build"
    assert report.size > 800_000_000
    assert [layer.line for layer in report.layers][-1] == 4


def test_a_stage_that_is_not_there_is_told_with_those_that_are(distill):
    result = distill("inspect", "3:solution#bild", "--engine", "embedded")
    assert result.exit_code == 2
    assert "The stages are: build, stage-1." in result.stderr


def test_ratios_are_between_stages_of_the_build(distill):
    arguments = ["inspect", "3:solution", "--engine", "embedded", "--max-ratio"]
    assert distill(*arguments, "build:final=5%").exit_code == 0
    broken = distill(*arguments, "build:final=0.1%")
    assert broken.exit_code == 1
    assert "final has 2.4 MB, 0.3 % of the 900 MB of build." in broken.stderr


def test_hidden_secrets_are_told_with_their_lines_and_never_with_their_values(distill, tmp_path):
    (tmp_path / "id_rsa").write_text("the key itself")
    (tmp_path / "Dockerfile").write_text(
        "FROM debian:trixie-slim\nENV DB_PASSWORD=hunter2\n"
        "COPY id_rsa /root/.ssh/id_rsa\nRUN rm /root/.ssh/id_rsa\n"
    )
    result = distill("inspect", tmp_path, "--engine", "embedded", "--json")
    secrets = {(row.what, row.name): row for row in read(result).secrets}
    key = secrets["file", "root/.ssh/id_rsa"]
    assert (key.line, key.hidden_by, key.ships) == (3, 4, True)
    assert secrets["ENV", "DB_PASSWORD"].line == 2
    assert "the key itself" not in result.stdout
    assert all("hunter2" not in row.says for row in secrets.values())


def test_a_go_program_says_what_it_was_built_from(distill, saved):
    modules = "path\texample.test/serve\nmod\texample.test/serve\tv1.2.0\ndep\texample.test/log\tv0.3.1\n"
    said = b"\xee" * 16 + modules.encode() + b"\xdd" * 16
    info = b"\xff Go buildinf:" + bytes([8, 2]) + b"\0" * 16 + b"\x06go1.27" + bytes([len(said)]) + said
    path = saved("a.tar", {"serve": (info + b"\0" * 400_000, 0o755)})
    assert len(said) < 0x80, "one byte holds the length"
    report = read(distill("inspect", path, "--json", "--engine", NOWHERE))
    assert [(one.name, one.version) for one in report.go_modules] == [
        ("example.test/log", "v0.3.1"),
        ("example.test/serve", "v1.2.0"),
    ]
    assert "2: example.test/log v0.3.1" in distill("inspect", path, "--engine", NOWHERE).stdout
