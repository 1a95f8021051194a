"""Archives as real engines and skopeo write them hold what the engine's own export of the image says."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import zstandard

from tests.engines.building import NAME, built
from tests.engines.provision.podman import PodmanEngine
from tutor.engine import connect
from tutor.engine.moby.containers import created
from tutor.engine.moby.export import exported
from tutor.engine.moby.saving import saved
from tutor.image import DOCKER_INJECTED, FileEntry, FileTree
from tutor.image.archive import open_archive
from tutor.image.archive.packing import buffered
from tutor.image.archive.passing import reading
from tutor.image.archive.tar import without_empty
from tutor.image.layer_store import LayerStore

pytestmark = pytest.mark.engine

LONG = "long-" * 30
PITFALLS = f"""\
FROM busybox AS tools
RUN mkdir -p /d/deep /opaque/old /gone/tree /swap-dir "/{LONG}/{LONG}" \\
 && echo one > /d/one && echo two > /d/deep/two && echo old > /opaque/old/file && echo x > /gone/tree/x \\
 && echo f > /swap-file && echo d > /swap-dir/inside && echo l > "/{LONG}/{LONG}/file" \\
 && ln /d/one /d/again && ln /d/one /d/deep/third && ln -s ../d/one /d/link && ln -s nowhere /dangling \\
 && printf latin > "/$(printf 'caf\\351')" && echo u > /ünï && mkfifo /pipe \\
 && dd if=/dev/zero of=/large bs=1M count=3 && chmod 4755 /bin/busybox && chmod 1777 /d
RUN rm -rf /gone /opaque && mkdir /opaque && echo new > /opaque/new
RUN rm -rf /swap-dir && echo f > /swap-dir && rm /swap-file && mkdir /swap-file && echo d > /swap-file/in
RUN chown 1000:1001 /large && rm /d/again && mv /d/deep/two /d/moved
RUN rm /d/moved && echo back > /d/moved && touch -d @86400 /d/one
COPY input /opaque/
FROM tools
ENV A=1
WORKDIR /made/here
COPY --from=tools --chown=7:8 /d /copied
USER 65532
CMD ["sh"]
"""
SMALL = """\
FROM busybox AS build
RUN mkdir /out && echo hello > /out/hello && ln /out/hello /out/again
FROM scratch
COPY --from=build /out /
CMD ["/hello"]
"""
FORMATS_OF_PODMAN = ("docker-archive", "oci-archive", "oci-dir", "docker-dir")


class Saved:
    """Two images of one engine with what its export lists, and an archive of each."""

    def __init__(self, engine, folder: Path) -> None:
        self.daemon = engine.daemon
        self.folder = folder
        context = folder / "context"
        context.mkdir()
        (context / "input").write_text("given\n")
        names = [
            str(built(engine, text, context, name=f"{NAME}-{number}").final_stage.image)
            for number, text in enumerate((PITFALLS, SMALL))
        ]
        self.pitfalls, self.small = names
        self.expected = {name: exported(self.daemon, name, {}).files for name in names}

    def file(self, image: str) -> Path:
        """What the engine's API saves."""
        where = self.folder / f"saved-{image == self.small}.tar"
        with saved(self.daemon, image) as stream:
            return self.written(stream, where)

    def written(self, stream, where: Path) -> Path:
        with where.open("wb") as file:
            shutil.copyfileobj(buffered(reading(stream)), file)
        return where

    def check(self, archive: Path, image: str, ref: str | None = None) -> None:
        """From the file, as a stream where it is one, and by way of a store."""
        self.same(open_archive(archive, ref=ref).image().files, image)
        store = LayerStore(self.folder / "layers.sqlite3")
        self.same(open_archive(archive, ref=ref, store=store).image().files, image)
        self.same(open_archive(archive, ref=ref, store=store).image().files, image)
        if archive.is_file():
            with archive.open("rb") as stream:
                self.same(open_archive(stream, ref=ref).image().files, image)

    def same(self, files: FileTree, image: str) -> None:
        """The same paths, kinds, modes, owners, sizes, times, targets and hard links."""
        found = told(FileTree.of(without_empty(list(files), DOCKER_INJECTED)))
        wanted = told(self.expected[image])
        differing = {path: (found.get(path), wanted.get(path)) for path in {*found, *wanted}}
        assert {path: both for path, both in differing.items() if both[0] != both[1]} == {}


def told(tree: FileTree) -> dict[str, FileEntry]:
    """The entries by path; what Docker puts into a container changes the times of the folders it lies in."""
    touched = {path.rpartition("/")[0] for path in DOCKER_INJECTED}
    return {
        entry.path: msgspec.structs.replace(entry, mtime=0.0) if entry.path in touched else entry
        for entry in tree
    }


@pytest.fixture
def saved_by(alone_on, tmp_path) -> Iterator[Callable[[str], Saved]]:
    engines = []

    def make(name: str) -> Saved:
        engine = connect(alone_on(name)).require()
        engines.append(engine)
        return Saved(engine, tmp_path)

    yield make
    for engine in engines:
        engine.clean()
        engine.close()


@pytest.mark.parametrize("name", ["docker-20.10", "docker-28.5", "docker-28.5-containerd", "podman"])
def test_what_an_engine_saves_is_what_it_exports(saved_by, name):
    made = saved_by(name)
    made.check(made.file(made.pitfalls), made.pitfalls)
    made.check(made.file(made.small), made.small)


@pytest.mark.parametrize("name", ["docker-20.10", "docker-28.5", "docker-28.5-containerd"])
def test_images_that_are_saved_together_are_told_apart(saved_by, name):
    made = saved_by(name)
    names = "&".join(f"names={image}" for image in (made.pitfalls, made.small))
    with made.daemon.download(f"/images/get?{names}") as answer:
        both = made.written(answer.body, made.folder / "both.tar")
    for image in (made.pitfalls, made.small):
        made.check(both, image, ref=image)


def test_every_format_of_podman_is_read(saved_by):
    made = saved_by("podman")
    for number, form in enumerate(FORMATS_OF_PODMAN):
        where = made.folder / f"{number}"
        _podman("save", "--format", form, "--output", str(where), made.pitfalls)
        made.check(where, made.pitfalls)
    several = made.folder / "several.tar"
    _podman("save", "--multi-image-archive", "--output", str(several), made.pitfalls, made.small)
    made.check(several, made.small, ref=made.small)


def test_everything_that_skopeo_writes_is_read(saved_by):
    if shutil.which("skopeo") is None:
        message = "skopeo is not there; python3 -m tests.engines.provision up installs it"
        if os.environ.get("DISTILL_REQUIRE_ENGINES"):
            pytest.fail(message)
        pytest.skip(message)
    made = saved_by("docker-28.5")
    source = f"docker-archive:{made.file(made.pitfalls)}"
    for number, (transport, *options) in enumerate(
        (
            ("docker-archive",),
            ("oci",),
            ("oci-archive",),
            ("dir",),
            ("dir", "--dest-compress"),
            ("dir", "--format", "oci", "--dest-compress", "--dest-compress-format", "zstd"),
            ("oci", "--dest-compress-format", "zstd"),
            ("oci", "--dest-oci-accept-uncompressed-layers"),
        )
    ):
        where = made.folder / f"skopeo-{number}"
        tag = ":a:b" if transport == "docker-archive" else ":b" if transport != "dir" else ""
        _run("skopeo", "--insecure-policy", "copy", *options, source, f"{transport}:{where}{tag}")
        made.check(where, made.pitfalls)


def test_what_people_make_of_archives_by_hand_is_read(saved_by):
    made = saved_by("docker-20.10")
    plain = made.file(made.pitfalls)
    folder = made.folder / "unpacked"
    with tarfile.open(plain) as archive:
        # Python 3.11.3 and older trust without being told to, and know no filter.
        archive.extractall(folder, **({"filter": "fully_trusted"} if hasattr(tarfile, "data_filter") else {}))
    made.check(folder, made.pitfalls)
    by_hand = {
        "packed by gzip": gzip.compress(plain.read_bytes(), 1),
        "packed by zstd": zstandard.compress(plain.read_bytes()),
    }
    for name, data in by_hand.items():
        where = made.folder / f"{name}.tar"
        where.write_bytes(data)
        made.check(where, made.pitfalls)
    within = made.folder / "within.tar"
    with tarfile.open(within, "w", format=tarfile.GNU_FORMAT) as archive:
        archive.add(folder, "my-image")
    made.check(within, made.pitfalls)
    for layer in folder.glob("*/layer.tar"):
        if not layer.is_symlink():
            layer.write_bytes(gzip.compress(layer.read_bytes(), 1))
    made.check(folder, made.pitfalls)


@pytest.mark.parametrize("name", ["docker-20.10", "docker-28.5", "podman"])
def test_an_exported_container_is_an_image_without_a_config(saved_by, name):
    made = saved_by(name)
    for image in (made.pitfalls, made.small):
        with (
            created(made.daemon, image, {}) as container,
            made.daemon.download(f"/containers/{container}/export") as answer,
        ):
            where = made.written(answer.body, made.folder / "export.tar")
        made.check(where, image)
        assert open_archive(where).image().config is None


def _podman(*arguments: str) -> None:
    home = PodmanEngine().home
    settings = {
        "CONTAINERS_CONF": str(home / "containers.conf"),
        "CONTAINERS_REGISTRIES_CONF": str(home / "registries.conf"),
    }
    storage = (f"--root={home / 'data'}", f"--runroot={home / 'run'}", "--runtime=runc")
    _run("podman", *storage, *arguments, **settings)


def _run(*command: str, **settings: str) -> None:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, **settings}
    )
    assert done.returncode == 0, done.stderr
