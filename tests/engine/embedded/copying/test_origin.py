from __future__ import annotations

import os

from tests.engine.embedded.copying.stages import described
from tutor.engine.context import pack_context
from tutor.engine.embedded.contents import HEAD_BYTES, Contents, digest_of
from tutor.engine.embedded.copying import origin as origin_module
from tutor.engine.embedded.copying import read_context
from tutor.image import FileTree, read_tar

TEXT = "FROM scratch\nCOPY . /\n"


def context(folder, contents=None, text=TEXT, dockerfile=None):
    return read_context(folder, text, dockerfile, contents or Contents())


def test_the_context_is_what_is_packed_for_a_real_engine(tmp_path):
    (tmp_path / "src").mkdir(0o750)
    (tmp_path / "src/main.go").write_text("package main")
    (tmp_path / "src/link").symlink_to("main.go")
    (tmp_path / "run.sh").write_text("x")
    (tmp_path / "run.sh").chmod(0o755)
    (tmp_path / "Dockerfile").write_text("old")
    (tmp_path / "keep").mkdir()
    (tmp_path / "keep/a.log").write_text("1")
    (tmp_path / ".dockerignore").write_text("*.md\nkeep\n!keep/a.log\nnode_modules\n")
    (tmp_path / "README.md").write_text("1")
    (tmp_path / "node_modules/x").mkdir(parents=True)
    found = context(tmp_path, dockerfile=tmp_path / "Dockerfile")
    with pack_context(tmp_path, TEXT, tmp_path / "Dockerfile").tar as tar:
        packed = FileTree.of(read_tar(tar, max_entries=100))
    facts = [(e.path, e.kind, e.mode, e.size, e.uid, e.gid, e.target, e.mtime) for e in found.files]
    assert facts == [(e.path, e.kind, e.mode, e.size, e.uid, e.gid, e.target, e.mtime) for e in packed]
    assert found.ignored == {"README.md", "node_modules"}
    assert found.is_context


def test_the_text_takes_the_place_of_the_dockerfile(tmp_path):
    (tmp_path / "Dockerfile").write_text("old")
    contents = Contents()
    found = context(tmp_path, contents, dockerfile=tmp_path / "Dockerfile").files.get("Dockerfile")
    assert contents.whole(found.digest, found.size) == TEXT.encode()


def test_a_text_from_elsewhere_is_no_part_of_the_context(tmp_path):
    (tmp_path / "Dockerfile").write_text("old")
    contents = Contents()
    (only,) = context(tmp_path, contents).files
    assert contents.whole(only.digest, only.size) == b"old"


def test_digests_are_of_all_the_content_and_heads_of_its_beginning(tmp_path):
    content = os.urandom(HEAD_BYTES + 10)
    (tmp_path / "large").write_bytes(content)
    contents = Contents()
    entry = context(tmp_path, contents).files.get("large")
    assert entry.digest == digest_of(content)
    assert contents.head(entry.digest) == content[:HEAD_BYTES]


def test_a_file_is_read_again_only_when_it_changed(tmp_path, monkeypatch):
    (tmp_path / "f").write_text("1")
    first = context(tmp_path).files.get("f")
    contents = Contents()
    with monkeypatch.context() as patched:
        patched.setattr(origin_module, "sha256", None)
        again = context(tmp_path, contents).files.get("f")
    assert again == first
    assert contents.whole(again.digest, 1) == b"1"
    (tmp_path / "f").write_text("22")
    assert described(context(tmp_path).files.get("f")).startswith("f 6")
    assert context(tmp_path).files.get("f").digest == digest_of(b"22")
