"""Any image of an engine, opened: what export says, with nothing moved and nothing left behind."""

from __future__ import annotations

import uuid
from hashlib import sha256

import pytest

from tests.engines.building import built
from tutor.engine import LABEL, Cancel, EngineError, GivenUp, MissingBase, connect
from tutor.engine.moby import opening
from tutor.engine.moby.export import exported
from tutor.engine.moby.layered import Layered
from tutor.engine.moby.names import LABEL_OF_READERS
from tutor.image import FileKind
from tutor.image.packages import go_build_info

pytestmark = pytest.mark.engine

KERNELS = ("dev", "proc", "sys")

HOSTILE = (
    "",
    " ",
    "-v",
    "--help",
    "a b",
    "debian\n",
    "debian:trixie\nbusybox",
    "../etc",
    "a;b",
    "$(id)",
    "é",
)

WITH_ODD_PLACES = """\
FROM debian:trixie
COPY input /in
RUN mkdir -p /data/deep && printf volume > /data/deep/file && ln /in /linked && chmod 4755 /in \\
    && printf x > '/two words' && printf y > $(printf '/new\\nline') && ln -s /in /symlink \\
    && mkfifo /pipe && mkdir /locked && printf z > /locked/file && chmod 000 /locked && chown 7:8 /locked
VOLUME /data
USER 1000
ENTRYPOINT ["/never"]
HEALTHCHECK CMD true
"""


@pytest.fixture
def context(tmp_path):
    (tmp_path / "context").mkdir()
    (tmp_path / "context/input").write_text(uuid.uuid4().hex)
    return tmp_path / "context"


@pytest.fixture(autouse=True)
def nothing_read_before(tmp_path, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "home"))


@pytest.fixture
def listed_where_it_is(monkeypatch):
    """Small images too are listed by themselves."""
    monkeypatch.setattr(opening, "SMALL_BYTES", 0)


def as_compared(files):
    """All that both ways tell of a path, but for what the kernel's mounts hide.

    Folders are touched when a container is made, so their times tell nothing.
    """
    return {
        entry.path: (
            entry.kind,
            entry.mode,
            entry.size if entry.kind is FileKind.FILE else 0,
            entry.uid,
            entry.gid,
            entry.target,
            0 if entry.kind is FileKind.DIRECTORY else int(entry.mtime),
        )
        for entry in files
        if entry.path.split("/")[0] not in KERNELS
    }


def links_of(files):
    groups: dict[str, set[str]] = {}
    for entry in files:
        if entry.same_as is not None:
            groups.setdefault(entry.same_as, {entry.same_as}).add(entry.path)
    return {frozenset(paths) for paths in groups.values()}


def left(engine):
    with engine.daemon.api() as api:
        return (
            {each["Id"] for each in api.containers(all=True)},
            {(each["Id"], tuple(each["RepoTags"] or ())) for each in api.images(all=True)},
            {each["Name"] for each in api.volumes()["Volumes"] or ()},
        )


@pytest.mark.parametrize("name", ["debian:trixie", "busybox", "gcr.io/distroless/static-debian13"])
def test_an_image_shows_what_its_export_holds_and_nothing_is_left(engine, name, listed_where_it_is):
    before = left(engine)
    image = engine.open_image(name, Cancel())
    expected = exported(engine.daemon, name, LABEL_OF_READERS)
    assert as_compared(image.files) == as_compared(expected.files)
    assert links_of(image.files) == links_of(expected.files)
    assert dict(image.documents) == dict(expected.documents)
    assert image.files.total_bytes == expected.files.total_bytes
    assert image.config.platform == "linux/amd64"
    assert image.history
    assert left(engine) == before


@pytest.mark.parametrize("name", ["debian:trixie", "gcr.io/distroless/static-debian13"])
def test_layers_show_the_same_and_are_fetched_once_ever(engine, name, monkeypatch):
    before = left(engine)
    first = engine.open_image(name, Cancel(), layers=True)
    assert left(engine) == before
    monkeypatch.setattr(Layered, "saved", None)
    again = engine.open_image(name, Cancel())
    assert again.layers == first.layers
    assert again.files == first.files
    assert dict(again.documents) == dict(first.documents)
    expected = exported(engine.daemon, name, LABEL_OF_READERS)
    assert as_compared(first.files) == as_compared(expected.files)
    assert all(layer.created_by and layer.diff_id for layer in first.layers)
    assert first.size >= first.files.total_bytes
    assert first.surface.packages


def test_layers_tell_which_instruction_made_them(engine, context):
    text = "FROM busybox\nENV A=b\nCOPY input /\nWORKDIR /w\nRUN rm /input\nCMD true\n"
    image = engine.open_image(built(engine, text, context).final_stage.image, Cancel(), layers=True)
    removing = image.layers[-1]
    assert "rm /input" in removing.created_by
    assert removing.layer.whiteouts == ("input",)
    copying = next(layer for layer in image.layers if "COPY" in layer.created_by)
    assert copying.layer.bytes == 32
    assert image.size == image.files.total_bytes + 32


def test_a_built_stage_shows_what_its_export_holds_wherever_it_lies(engine, context):
    result = built(engine, WITH_ODD_PLACES, context)
    before = left(engine)
    image = engine.open_image(result.final_stage.image, Cancel())
    expected = exported(engine.daemon, result.final_stage.image, LABEL_OF_READERS)
    assert as_compared(image.files) == as_compared(expected.files)
    assert image.files.get("data/deep/file").size == len("volume")
    assert image.files.get("in").mode == 0o4755
    assert image.files.get("new\nline").size == 1
    assert image.files.get("pipe").kind is FileKind.FIFO
    assert image.files.get("locked").uid == 7
    # Buildah stores an empty file where it mounts one.
    assert image.files.by_path.keys() ^ result.final_stage.files.by_path.keys() <= {"etc/hostname"}
    assert LABEL not in image.config.labels
    assert image.config.user == "1000"
    assert left(engine) == before


def test_digests_are_those_of_the_content(engine, context):
    result = built(engine, WITH_ODD_PLACES, context)
    name = result.final_stage.image
    before = left(engine)
    paths = ["in", "linked", "two words", "new\nline", "locked/file", "etc/passwd", "usr/bin/bash"]
    odd = ["symlink", "pipe", "etc", "no/such/file", "", "dev/zero", "proc/kmsg"]
    found = engine.digests(name, [*paths, *odd], Cancel())
    assert found.keys() - {"symlink"} == set(paths)
    for path in paths:
        content = engine.read_file(name, f"/{path}", 100_000_000)
        assert found[path] == f"sha256:{sha256(content).hexdigest()}", path
    assert left(engine) == before


def test_digests_without_a_shell_come_from_the_export(engine):
    name = "gcr.io/distroless/static-debian13"
    found = engine.digests(name, ["etc/passwd", "etc/os-release", "etc", "nowhere"], Cancel())
    content = engine.read_file(name, "/etc/passwd")
    assert found["etc/passwd"] == f"sha256:{sha256(content).hexdigest()}"
    assert found.keys() <= {"etc/passwd", "etc/os-release"}


def test_an_image_can_be_opened_by_its_id(engine):
    name = next(each for each in engine.images() if "busybox" in each.name)
    by_id, by_name = engine.open_image(name.id, Cancel()), engine.open_image(name.name, Cancel())
    assert as_compared(by_id.files) == as_compared(by_name.files)


def test_names_are_listed_with_ours_marked(engine, context):
    tag = built(engine, "FROM busybox\nCOPY input /\n", context).final_stage.image
    names = engine.images()
    assert [each.name for each in names] == sorted(each.name for each in names)
    ours = [each.name for each in names if each.ours]
    assert any(name.endswith(tag) for name in ours)
    assert all("distill/" in name for name in ours)
    assert any(each.name.endswith("debian:trixie") and not each.ours for each in names)


def test_an_image_that_is_not_there_is_missing_with_what_is_near(engine):
    with pytest.raises(MissingBase, match="there is no such image") as told:
        engine.open_image("debian:no-such-tag", Cancel())
    assert "debian:trixie" in told.value.advice
    assert f"{engine.info.kind} pull debian:no-such-tag" in told.value.advice
    with pytest.raises(MissingBase):
        engine.digests("no-such-image", ["x"], Cancel())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_that_is_no_name_never_gets_to_the_engine(engine, name):
    with pytest.raises(EngineError, match="cannot be the name of an image") as told:
        engine.open_image(name, Cancel())
    assert told.value.advice


def test_opening_can_be_cancelled(engine):
    before = left(engine)
    cancel = Cancel()
    cancel.throw()
    with pytest.raises(GivenUp):
        engine.open_image("debian:trixie", cancel)
    assert left(engine) == before


def test_a_real_go_program_tells_what_it_was_built_with(docker_28):
    engine = connect(docker_28).require()
    try:
        image = engine.open_image("golang:1.27", Cancel())
        program = engine.read_file("golang:1.27", "/usr/local/go/bin/gofmt", 100_000_000)
    finally:
        engine.close()
    info = go_build_info(program)
    assert info.go_version.startswith("go1.")
    assert info.path == "cmd/gofmt"
    assert image.files.get("usr/local/go/bin/gofmt").size == len(program)
