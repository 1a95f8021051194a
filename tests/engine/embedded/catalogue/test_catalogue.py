"""A catalogue gives back what was written, reads late, and says plainly what it cannot read."""

from __future__ import annotations

import json
from hashlib import sha256

import msgspec
import pytest

from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.catalogue.format import (
    Chunk,
    CommandKey,
    HistoryLine,
    Provenance,
    RecordedCommand,
    RecordedElf,
    RecordedImage,
    RecordedLayer,
    RecordedRun,
)
from tutor.engine.embedded.catalogue.writing import Writer
from tutor.engine.errors import EngineError
from tutor.image import Elf, FileEntry, FileKind

SOURCE = Provenance("2026-08-01", "Docker 28.5.2", "Distill 0.1.0", "made for a test")
CONTENT = b"root:x:0:0::/root:/bin/sh\n"


def digest(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"


def folder(path: str) -> FileEntry:
    return FileEntry(path, FileKind.DIRECTORY, 0o755)


def file(path: str, content: bytes = CONTENT, **more) -> FileEntry:
    return FileEntry(path, FileKind.FILE, 0o644, len(content), digest=digest(content), **more)


def layer(name: str, *entries: FileEntry, whiteouts=(), opaque=(), heads=None, elves=None) -> RecordedLayer:
    return RecordedLayer(digest(name.encode()), entries, whiteouts, opaque, heads or {}, elves or {})


LOWER = layer("lower", folder("etc"), file("etc/passwd"), heads={digest(CONTENT): CONTENT})
PROGRAM = digest(b"\x7fELF")
UPPER = layer(
    "upper",
    folder("etc"),
    file("usr/bin/sh", b"\x7fELF"),
    elves={PROGRAM: RecordedElf("/lib64/ld.so", ("libc.so.6",), "amd64", "/opt/lib", "/opt/lib2")},
)


def image(*names: str, layers=(LOWER, UPPER)) -> RecordedImage:
    return RecordedImage(
        names,
        tuple(each.diff_id for each in layers),
        {"Env": ["PATH=/bin"], "Cmd": ["sh"], "WorkingDir": "/"},
        "amd64",
        (HistoryLine("ADD files"), HistoryLine('CMD ["sh"]', empty=True)),
        30,
        5,
        SOURCE,
    )


KEY = CommandKey("go", ("go", "build"), "/src", False, {"CGO_ENABLED": "0"}, {}, {"main.go": digest(b"")})
COMMAND = RecordedCommand(
    0,
    1.5,
    (Chunk(0.1, "stderr", b"go: \xff\n"),),
    (file("{out}", b"\x7fELF"),),
    (),
    {PROGRAM: b"\x7fELF"},
    {},
)
RUN = RecordedRun(PROGRAM, (), b"1 + 2\n", {}, {}, False, 0, 0.01, (Chunk(0.0, "stdout", b"3\n"),), SOURCE)


def test_an_image_comes_back_whole_by_any_of_its_names(tmp_path):
    Writer(tmp_path).add_image(image("tiny:1", "tiny"), [LOWER, UPPER])
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.image_names() == ("tiny", "tiny:1")
    base = catalogue.image("docker.io/library/tiny")
    assert base is not None
    assert (base.name, base.image) == ("tiny", image("tiny:1", "tiny"))
    assert [entry.path for entry in base.tree] == ["etc", "etc/passwd", "usr", "usr/bin", "usr/bin/sh"]
    assert base.config.cmd == ("sh",)
    assert base.config.platform == "linux/amd64"
    assert catalogue.image("tiny:1").tree is base.tree


def test_heads_and_elves_are_known_once_the_image_is_read(tmp_path):
    Writer(tmp_path).add_image(image("tiny"), [LOWER, UPPER])
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.head(digest(CONTENT)) is None
    catalogue.image("tiny")
    assert catalogue.head(digest(CONTENT)) == CONTENT
    assert catalogue.elf(PROGRAM) == Elf(
        "/lib64/ld.so", ("libc.so.6",), "amd64", rpath="/opt/lib", runpath="/opt/lib2"
    )


def test_an_unknown_image_is_none_and_near_ones_are_named(tmp_path):
    Writer(tmp_path).add_image(image("tiny:1"), [LOWER, UPPER])
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.image("tiny:2") is None
    assert catalogue.images_near("tiny:2") == ("tiny:1",)


def test_layers_that_hide_or_replace_are_merged_with_care(tmp_path):
    lower = layer(
        "a", folder("etc"), file("etc/a"), file("etc/b", same_as="etc/a"), folder("var"), file("var/c")
    )
    upper = layer("b", folder("etc"), file("etc/a", b"new"), file("var", b"no folder"), whiteouts=("gone",))
    Writer(tmp_path).add_image(image("tiny", layers=(lower, upper)), [lower, upper])
    tree = Catalogue.load(tmp_path).image("tiny").tree
    assert [entry.path for entry in tree] == ["etc", "etc/a", "etc/b", "var"]
    assert tree.get("etc/b").same_as is None
    assert tree.get("etc/a").digest == digest(b"new")


def test_commands_and_runs_come_back(tmp_path):
    writer = Writer(tmp_path)
    index = writer.add_command(KEY, COMMAND, SOURCE)
    writer.add_run(RUN)
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.tools() == ("go",)
    assert catalogue.commands("go") == (index,)
    assert catalogue.command(index) == COMMAND
    assert catalogue.head(PROGRAM) == b"\x7fELF"
    assert catalogue.runs(PROGRAM) == (RUN,)
    assert catalogue.commands("npm") == catalogue.runs("sha256:none") == ()


def test_later_folders_win(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    other = layer("other", file("only"))
    Writer(first).add_image(image("tiny", "tiny:1"), [LOWER, UPPER])
    Writer(second).add_image(image("tiny", layers=(other,)), [other])
    failed = msgspec.structs.replace(COMMAND, exit_code=1)
    Writer(first).add_command(KEY, COMMAND, SOURCE)
    Writer(second).add_command(KEY, failed, SOURCE)
    again = msgspec.structs.replace(RUN, exit_code=1)
    Writer(first).add_run(RUN)
    Writer(second).add_run(again)
    catalogue = Catalogue.load(first, second)
    assert "only" in catalogue.image("tiny").tree
    assert "etc/passwd" in catalogue.image("tiny:1").tree
    (index,) = catalogue.commands("go")
    assert catalogue.command(index) == failed
    assert catalogue.runs(PROGRAM) == (again, RUN)


def test_the_same_recordings_are_the_same_bytes_whatever_their_order(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    writer = Writer(one)
    writer.add_image(image("tiny"), [LOWER, UPPER])
    writer.add_command(KEY, COMMAND, SOURCE)
    writer.add_run(RUN)
    writer.add_run(msgspec.structs.replace(RUN, stdin=b""))
    writer = Writer(other)
    writer.add_run(msgspec.structs.replace(RUN, stdin=b""))
    writer.add_run(RUN)
    writer.add_command(KEY, COMMAND, SOURCE)
    writer.add_command(KEY, COMMAND, SOURCE)
    writer.add_image(image("tiny"), [UPPER, LOWER])
    assert _bytes_of(one) == _bytes_of(other)


def test_a_new_image_takes_the_names_and_tidying_takes_the_layers(tmp_path):
    writer = Writer(tmp_path)
    writer.add_image(image("tiny"), [LOWER, UPPER])
    writer.add_image(image("tiny", layers=(UPPER,)), [UPPER])
    assert [each.layers for each in writer.manifest.images] == [(UPPER.diff_id,)]
    assert [path.name.partition(".")[0] for path in writer.tidy()] == [LOWER.diff_id.partition(":")[2]]
    assert "usr/bin/sh" in Catalogue.load(tmp_path).image("tiny").tree


def test_commands_that_did_nearly_the_same_are_packed_on_each_other(tmp_path):
    writer = Writer(tmp_path)
    stores = tuple(file(f"cache/{number}", str(number).encode()) for number in range(500))
    commands = {}
    for variant in ("a", "b", "c"):
        key = msgspec.structs.replace(KEY, argv=("go", "build", variant))
        commands[key.argv] = msgspec.structs.replace(
            COMMAND, stores=(*stores, file(variant, variant.encode()))
        )
        writer.add_command(key, commands[key.argv], SOURCE)
    before = _bytes_of(tmp_path)
    writer.pack_together()
    after = _bytes_of(tmp_path)
    assert [index.on for index in writer.manifest.commands] == ["", *2 * [writer.manifest.commands[0].file]]
    assert sum(map(len, after.values())) < 0.5 * sum(map(len, before.values()))
    catalogue = Catalogue.load(tmp_path)
    assert {index.key.argv: catalogue.command(index) for index in catalogue.commands("go")} == commands
    first = writer.manifest.commands[0]
    writer.add_command(first.key, COMMAND, SOURCE)
    catalogue = Catalogue.load(tmp_path)
    commands[first.key.argv] = COMMAND
    assert {index.key.argv: catalogue.command(index) for index in catalogue.commands("go")} == commands


def test_what_comes_with_distill_is_loaded_without_a_folder():
    assert Catalogue.load().image_names() == tuple(sorted(Catalogue.load().image_names()))


def _bytes_of(top):
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def test_a_folder_without_manifest_is_named(tmp_path):
    with pytest.raises(EngineError, match=r"manifest\.json cannot be read: No such file") as caught:
        Catalogue.load(tmp_path)
    assert "distill record" in caught.value.advice


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "damaged or no manifest"),
        ("[]", "damaged or no manifest"),
        (json.dumps({"schema": 99}), "of schema 99; this Distill reads schema 1"),
        (json.dumps({"schema": 1, "images": [{}]}), "damaged or no manifest"),
    ],
)
def test_a_foreign_manifest_is_refused(tmp_path, text, message):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(EngineError, match=message) as caught:
        Catalogue.load(tmp_path)
    assert str(tmp_path) in caught.value.message


@pytest.mark.parametrize("content", [b"", b"not zstd", b"\x28\xb5\x2f\xfd\x00"])
def test_a_damaged_layer_is_named(tmp_path, content):
    Writer(tmp_path).add_image(image("tiny"), [LOWER, UPPER])
    (path,) = (tmp_path / "layers").glob(f"{UPPER.diff_id[7:]}*")
    path.write_bytes(content)
    with pytest.raises(EngineError, match=path.name):
        Catalogue.load(tmp_path).image("tiny")


def test_a_layer_of_another_content_is_refused(tmp_path):
    Writer(tmp_path).add_image(image("tiny"), [LOWER, UPPER])
    lower, upper = (next((tmp_path / "layers").glob(f"{each.diff_id[7:]}*")) for each in (LOWER, UPPER))
    lower.write_bytes(upper.read_bytes())
    with pytest.raises(EngineError, match="another layer"):
        Catalogue.load(tmp_path).image("tiny")


def test_a_manifest_never_leads_out_of_its_folder(tmp_path):
    writer = Writer(tmp_path)
    index = writer.add_command(KEY, COMMAND, SOURCE)
    text = (tmp_path / "manifest.json").read_text().replace(index.file, "commands/../../elsewhere")
    (tmp_path / "manifest.json").write_text(text)
    catalogue = Catalogue.load(tmp_path)
    with pytest.raises(EngineError, match="no recorded file"):
        catalogue.command(catalogue.commands("go")[0])
