"""Images are read alike, whoever saved them and however they come."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from tests.image.archive.saving import (
    FORMS,
    config,
    descriptor,
    digest,
    directory,
    docker_24,
    folder,
    in_file,
    layout,
    member,
    oci,
    oci_manifest,
    podman,
    tar,
    tarred,
    written,
)
from tutor.image.archive import ContentGone, MalformedArchive, open_archive

PASSWD = b"root:x:0:0::/:/bin/sh\n"
LOWER = tar(folder("etc"), member("etc/passwd", PASSWD), member("etc/gone", b"12"), member("text", b"old"))
UPPER = tar(folder("etc"), member("etc/.wh.gone"), member("text", b"newer"), member("big", b"x" * 100_000))
EMPTY = tar()
LAYERS = [LOWER, UPPER, EMPTY, EMPTY]


def opened(data: bytes, **more):
    return open_archive(io.BytesIO(data), **more)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_image_is_read_from_every_form(form, tmp_path):
    image = open_archive(FORMS[form](LAYERS, tmp_path)).image()
    assert {entry.path: entry.size for entry in image.files} == {
        "big": 100_000,
        "etc": 0,
        "etc/passwd": len(PASSWD),
        "text": 5,
    }
    assert [one.diff_id for one in image.layers] == [digest(layer) for layer in LAYERS]
    assert [one.created_by for one in image.layers] == ["layer 0", "layer 1", "layer 2", "layer 3"]
    assert image.layers[1].layer.whiteouts == ("etc/gone",)
    assert image.documents == {"etc/passwd": PASSWD}
    assert image.config.cmd == ("sh",)
    assert image.config.platform == "linux/amd64"


@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith("stream")])
def test_contents_can_be_read_and_hashed_later(form, tmp_path):
    archive = open_archive(FORMS[form](LAYERS, tmp_path))
    assert archive.read("text") == b"newer"
    assert archive.read("big", 10) == b"x" * 10
    assert archive.read("etc/passwd", 4) == b"root"
    assert archive.digests(["text", "etc/passwd", "etc/gone", "etc", "nowhere"]) == {
        "text": digest(b"newer"),
        "etc/passwd": digest(PASSWD),
    }


def test_a_stream_that_has_passed_gives_documents_and_says_what_it_cannot_give():
    archive = opened(oci(LAYERS))
    assert archive.read("etc/passwd") == PASSWD
    assert archive.digests(["text"]) == {}
    with pytest.raises(ContentGone, match="has passed"):
        archive.read("text")
    with pytest.raises(ContentGone, match="no file /nowhere"):
        archive.read("nowhere")


def test_packed_bytes_are_what_a_layer_weighs_in_the_archive(tmp_path):
    layers = open_archive(FORMS["docker 25, gzip"](LAYERS, tmp_path)).image().layers
    assert layers[1].packed_bytes == len(gzip.compress(UPPER))
    assert open_archive(FORMS["docker 24"](LAYERS, tmp_path)).image().layers[1].packed_bytes == len(UPPER)


def test_history_lines_without_a_layer_are_left_out():
    history = [
        {"created_by": "ENV A=b", "empty_layer": True},
        {"created_by": "RUN x"},
        {"created_by": "COPY"},
    ]
    image = opened(oci([LOWER, UPPER], config([LOWER, UPPER], history))).image()
    assert [one.created_by for one in image.layers] == ["RUN x", "COPY"]


def test_a_history_that_does_not_fit_tells_nothing():
    image = opened(oci([LOWER, UPPER], config([LOWER, UPPER], [{"created_by": "RUN x"}]))).image()
    assert [one.created_by for one in image.layers] == ["", ""]


@pytest.mark.parametrize("saved_by", [docker_24, podman, oci])
def test_names_are_told_and_may_be_shortened(saved_by):
    archive = opened(saved_by(LAYERS))
    assert archive.images == ("a:b",)
    assert archive.image("docker.io/library/a:b").name == "docker.io/library/a:b"
    with pytest.raises(MalformedArchive, match=r"holds no image c. It holds a:b\."):
        archive.image("c")


def several(*images: tuple[str, list[bytes]]) -> bytes:
    members, listed = {}, []
    for number, (name, layers) in enumerate(images):
        members[f"{number}.json"] = config(layers)
        paths = [f"{digest(layer)[7:]}.tar" for layer in layers]
        members.update(zip(paths, layers, strict=True))
        listed.append({"Config": f"{number}.json", "RepoTags": [name], "Layers": paths})
    return tarred({**members, "manifest.json": json.dumps(listed).encode()})


def test_one_of_several_images_is_chosen_by_its_name():
    data = several(("a:1", [LOWER]), ("b:latest", [LOWER, UPPER]))
    assert opened(data).images == ("a:1", "b:latest")
    assert len(opened(data).image("b").layers) == 2
    assert len(opened(data, ref="a:1").image().layers) == 1
    with pytest.raises(MalformedArchive, match=r"holds 2 images\. Say which one: a:1, b:latest"):
        opened(data).image()


def test_an_image_without_a_name_is_called_as_its_file(tmp_path):
    where = in_file(oci(LAYERS).replace(b'["a:b"]', b"null   "), tmp_path)
    archive = open_archive(where)
    assert archive.images == ()
    assert archive.image().name == "image.tar"


def test_the_manifest_of_docker_counts_more_than_an_index():
    files = layout([LOWER])
    settings = config([LOWER, UPPER])
    blobs = {f"blobs/sha256/{digest(blob)[7:]}": blob for blob in (settings, UPPER)}
    listed = [
        {
            "Config": f"blobs/sha256/{digest(settings)[7:]}",
            "RepoTags": ["a:b"],
            "Layers": [f"blobs/sha256/{digest(layer)[7:]}" for layer in (LOWER, UPPER)],
        }
    ]
    data = tarred({**files, **blobs, "manifest.json": json.dumps(listed).encode()})
    assert len(opened(data).image().layers) == 2


def indexed(*platforms: tuple[str, list[bytes], bool], nested: bool = False) -> bytes:
    """A layout of an image for several platforms; the layers of some are absent."""
    files, descriptors = {}, []
    for platform, layers, there in platforms:
        settings = config(layers)
        manifest = oci_manifest(settings, layers)
        blobs = [manifest, settings, *(layers if there else [])]
        files.update({f"blobs/sha256/{digest(blob)[7:]}": blob for blob in blobs})
        descriptors.append(descriptor(manifest, platform))
    index = json.dumps({"manifests": descriptors}).encode()
    if nested:
        files[f"blobs/sha256/{digest(index)[7:]}"] = index
        index = json.dumps({"manifests": [descriptor(index, **{"io.containerd.image.name": "a:b"})]}).encode()
    return tarred({"oci-layout": b"{}", "index.json": index, **files})


@pytest.mark.parametrize("nested", [True, False])
def test_platforms_that_were_not_pulled_are_told_and_attestations_are_not(nested):
    data = indexed(
        ("unknown/unknown", [UPPER], True),
        ("linux/s390x", [LOWER, tar(member("absent"))], False),
        ("linux/riscv64", [LOWER], True),
        nested=nested,
    )
    image = opened(data).image()
    assert len(image.layers) == 1
    assert len(image.notes) == 1
    assert "linux/s390x" in image.notes[0]
    assert "does not hold it" in image.notes[0]


def test_an_image_without_any_of_its_layers_is_refused():
    with pytest.raises(
        MalformedArchive, match=r"without 2 of its 2 layers\. Pull the image for its platform"
    ):
        opened(indexed(("linux/amd64", [LOWER, UPPER], False))).image()


def test_an_index_that_leads_in_a_circle_is_refused():
    name = "0" * 64
    index = json.dumps({"manifests": [{"digest": f"sha256:{name}"}]}).encode()
    with pytest.raises(MalformedArchive, match="circle"):
        opened(tarred({"oci-layout": b"{}", "index.json": index, f"blobs/sha256/{name}": index}))


def test_a_root_file_system_is_an_image_without_a_config(tmp_path):
    data = tar(
        folder("etc"),
        member("etc/passwd", PASSWD),
        member("etc/package.json", b"{}"),
        member("usr/share/x.tar.gz", b"\x1f\x8bnot really"),
        member("manifest.json.bak", b"[]"),
    )
    for source in (in_file(data, tmp_path), io.BytesIO(data)):
        archive = open_archive(source)
        image = archive.image()
        assert "usr/share/x.tar.gz" in image.files
        assert image.config is None
        assert image.documents == {"etc/passwd": PASSWD}
        assert len(image.layers) == 1
    archive = open_archive(tmp_path / "image.tar")
    assert archive.read("etc/package.json") == b"{}"
    assert archive.digests(["etc/package.json"]) == {"etc/package.json": digest(b"{}")}


def test_links_that_leave_a_folder_lead_nowhere(tmp_path):
    (tmp_path / "secret").write_bytes(LOWER)
    where = written(layout([LOWER]), tmp_path / "image")
    blob = where / "blobs" / "sha256" / digest(LOWER)[7:]
    blob.unlink()
    blob.symlink_to(tmp_path / "secret")
    with pytest.raises(MalformedArchive, match="missing"):
        open_archive(where).image()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda tmp: tmp / "nowhere", "nowhere cannot be read: No such file"),
        (lambda tmp: tmp, "folder without manifest.json"),
        (lambda tmp: in_file(b"not an archive", tmp), "image.tar cannot be read: it is neither a tar"),
        (lambda tmp: in_file(b"BZh91AY", tmp), "packed by bzip2"),
        (lambda tmp: in_file(tarred({"oci-layout": b"{}"}), tmp), "manifest.json is missing. Save the image"),
        (lambda tmp: in_file(tarred({"manifest.json": b"[]"}), tmp), "holds no image"),
        (lambda tmp: in_file(tarred({"manifest.json": b'[{"Config": 7}]'}), tmp), "not what it should be"),
        (lambda tmp: in_file(tarred({"manifest.json": b"[" * 100_000}), tmp), "not what it should be"),
        (lambda tmp: in_file(tarred({"manifest.json": b" " * 5_000_000}), tmp), "longer than any honest"),
        (lambda tmp: in_file(oci(LAYERS, config(LAYERS[:1])), tmp), "its config tells of 1 layers"),
        (lambda tmp: in_file(oci([b"7" * 2000]), tmp), "neither a tar archive"),
        (lambda tmp: in_file(oci(LAYERS, pack=lambda _: b"\x1f\x8bno"), tmp), "gzip file is damaged"),
        (lambda tmp: in_file(oci(LAYERS, pack=lambda _: b"\x28\xb5\x2f\xfdnononono"), tmp), "zstd"),
        (lambda tmp: in_file(oci(LAYERS, pack=lambda it: gzip.compress(it)[:-9]), tmp), "cut off"),
        (lambda tmp: in_file(oci(LAYERS, b'{"config": {"Env": 5}}'), tmp), "not what it should be"),
        (lambda tmp: written({**directory(LAYERS), "manifest.json": b"{}"}, tmp), "holds no image"),
    ],
    ids=range(16),
)
def test_what_is_no_image_is_refused_with_the_reason(make, message, tmp_path):
    with pytest.raises(MalformedArchive, match=message):
        open_archive(make(tmp_path)).image()
