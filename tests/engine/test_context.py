from __future__ import annotations

import os
import socket
import tarfile
from pathlib import Path

import pytest

from tutor.engine import context as context_module
from tutor.engine.context import pack_context
from tutor.engine.errors import EngineError

TEXT = "FROM scratch\nCOPY . .\n"


@pytest.fixture
def app(tmp_path):
    folder = tmp_path / "app"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.go").write_text("package main\n")
    (folder / "go.mod").write_text("module app\n")
    (folder / "Dockerfile").write_text("FROM old\n")
    return folder


def members(folder, path=None, text=TEXT) -> dict[str, tarfile.TarInfo]:
    packed = pack_context(folder, text, path)
    with packed.tar, tarfile.open(fileobj=packed.tar) as tar:
        return {info.name: info for info in tar}


def content(packed, name) -> bytes:
    packed.tar.seek(0)
    with tarfile.open(fileobj=packed.tar) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return file.read()


def test_the_text_at_hand_takes_the_place_of_the_dockerfile(app):
    packed = pack_context(app, TEXT, app / "Dockerfile")
    assert packed.dockerfile_name == "Dockerfile"
    assert content(packed, "Dockerfile") == TEXT.encode()
    assert packed.files == 3
    assert packed.bytes == len(TEXT) + len("package main\n") + len("module app\n")
    assert (app / "Dockerfile").read_text() == "FROM old\n"


def test_everything_is_in_order_and_folders_come_before_what_they_hold(app):
    assert list(members(app, app / "Dockerfile")) == ["Dockerfile", "go.mod", "src", "src/main.go"]


def test_the_same_files_give_the_same_bytes(app):
    first, second = (pack_context(app, TEXT, app / "Dockerfile").tar.read() for _ in range(2))
    assert first == second


def test_owners_are_root_and_modes_and_times_are_kept(app):
    (app / "go.mod").chmod(0o755)
    os.utime(app / "go.mod", (1_700_000_000, 1_700_000_000.9))
    info = members(app)["go.mod"]
    assert (info.uid, info.gid, info.uname, info.mode, info.mtime) == (0, 0, "", 0o755, 1_700_000_000)


def test_a_dockerfile_without_a_place_is_no_part_of_the_context(app):
    packed = pack_context(app, TEXT, None)
    assert packed.dockerfile_name is None
    assert content(packed, "Dockerfile") == b"FROM old\n"
    assert list(members(app)) == ["Dockerfile", "go.mod", "src", "src/main.go"]


def test_a_dockerfile_from_elsewhere_is_no_part_of_the_context(app, tmp_path):
    assert pack_context(app, TEXT, tmp_path / "Dockerfile").dockerfile_name is None


def test_an_ignored_dockerfile_is_no_part_of_the_context(app):
    (app / ".dockerignore").write_text("Dockerfile\n")
    assert pack_context(app, TEXT, app / "Dockerfile").dockerfile_name is None
    assert list(members(app, app / "Dockerfile")) == [".dockerignore", "go.mod", "src", "src/main.go"]


def test_it_goes_in_under_a_name_of_its_own_where_a_builder_wants_it(app):
    (app / ".dockerignore").write_text("Dockerfile\n")
    packed = pack_context(app, TEXT, app / "Dockerfile", always=True)
    assert packed.dockerfile_name.startswith(".dockerfile.")
    assert content(packed, packed.dockerfile_name) == TEXT.encode()


def test_the_name_of_its_own_is_free(app):
    taken = pack_context(app, TEXT, None, always=True).dockerfile_name
    (app / taken).write_text("mine\n")
    packed = pack_context(app, TEXT, None, always=True)
    assert packed.dockerfile_name != taken
    assert content(packed, taken) == b"mine\n"


def test_a_dockerfile_that_was_never_saved_is_in_its_place(app):
    packed = pack_context(app, TEXT, app / "docker" / "Dockerfile.dev")
    assert packed.dockerfile_name == "docker/Dockerfile.dev"
    assert content(packed, "docker/Dockerfile.dev") == TEXT.encode()


def test_ignored_files_stay_out_and_exceptions_come_back_with_their_folder(app):
    (app / "docs").mkdir()
    (app / "docs" / "a.md").write_text("a")
    (app / "docs" / "b.md").write_text("b")
    (app / "empty").mkdir()
    (app / ".dockerignore").write_text("docs\n!docs/b.md\nempty\n")
    names = set(members(app, app / "Dockerfile"))
    assert {"docs", "docs/b.md", ".dockerignore"} <= names
    assert not {"docs/a.md", "empty"} & names


def test_the_ignore_file_of_the_dockerfile_counts_before_the_folders(app):
    (app / ".dockerignore").write_text("src\n")
    (app / "Dockerfile.dockerignore").write_text("go.mod\n")
    names = set(members(app, app / "Dockerfile"))
    assert "src/main.go" in names
    assert "go.mod" not in names


def test_an_ignored_folder_is_not_even_opened(app, monkeypatch):
    (app / "node_modules" / "left-pad").mkdir(parents=True)
    (app / ".dockerignore").write_text("node_modules\n!*.md\n")
    opened = []
    scandir = os.scandir
    monkeypatch.setattr(context_module.os, "scandir", lambda path: opened.append(str(path)) or scandir(path))
    members(app)
    assert str(app / "src") in opened
    assert str(app / "node_modules") not in opened


def test_symlinks_stay_symlinks_wherever_they_lead(app):
    (app / "out").symlink_to("/etc/passwd")
    (app / "folder").symlink_to("src")
    found = members(app)
    assert (found["out"].type, found["out"].linkname) == (tarfile.SYMTYPE, "/etc/passwd")
    assert found["folder"].issym()
    assert "folder/main.go" not in found


def test_names_of_any_bytes_are_packed(app):
    name = "x" * 120 + "-caf\udce9"
    (app / name).write_text("1")
    packed = pack_context(app, TEXT, None)
    with tarfile.open(fileobj=packed.tar, encoding="utf-8", errors="surrogateescape") as tar:
        assert name in tar.getnames()


def test_a_file_that_cannot_be_read_is_named(app, monkeypatch):
    open_path = Path.open

    def refuse(self, *arguments, **named):
        if self.name == "go.mod":
            raise PermissionError(13, "Permission denied")
        return open_path(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EngineError, match=r"go\.mod cannot be read.*Permission denied") as caught:
        pack_context(app, TEXT, app / "Dockerfile")
    assert ".dockerignore" in caught.value.advice


def test_a_file_that_goes_away_while_packing_is_named(app, monkeypatch):
    def vanish(folder, rules, left_out):
        yield from ("go.mod", "gone")

    monkeypatch.setattr(context_module, "_walk", vanish)
    with pytest.raises(EngineError, match="gone cannot be read"):
        pack_context(app, TEXT, None)


def test_a_socket_is_refused_unless_it_is_ignored(app):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(app / "s"))
        with pytest.raises(EngineError, match="is a socket, a device or a pipe"):
            pack_context(app, TEXT, None)
        (app / ".dockerignore").write_text("s\n")
        assert "s" not in members(app)


def test_a_bad_ignore_file_is_reported_with_its_line(app):
    (app / ".dockerignore").write_text("src\n[\n")
    with pytest.raises(EngineError, match=r"\.dockerignore, line 2"):
        pack_context(app, TEXT, None)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(EngineError, match="is no folder"):
        pack_context(tmp_path / "nowhere", TEXT, None)


def test_a_large_context_is_kept_on_disk_and_read_from_its_start(app):
    (app / "big").write_bytes(bytes(context_module.SPOOL_BYTES + 1))
    packed = pack_context(app, TEXT, None)
    assert packed.tar.tell() == 0
    assert packed.bytes > context_module.SPOOL_BYTES
    with packed.tar, tarfile.open(fileobj=packed.tar) as tar:
        assert "big" in tar.getnames()
