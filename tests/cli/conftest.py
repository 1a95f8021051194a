"""A learner's empty home, and the command line in this process."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile

import pytest
from click.testing import CliRunner

from tutor.cli import main

NOWHERE = "unix:///nowhere/docker.sock"


class CommandLine:
    """Calls commands and reads what they print."""

    def __call__(self, *arguments, stdin=None):
        return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)

    def json(self, *arguments):
        result = self(*arguments, "--json")
        return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("DISTILL_HOME", str(folder))
    monkeypatch.delenv("DISTILL_ENGINE", raising=False)
    return folder


@pytest.fixture
def distill(home):
    return CommandLine()


def layer_of(files):
    """A layer archive; ``files`` are content by path, or (content, mode) or (content, mode, uid)."""
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w") as tar:
        for path, what in files.items():
            content, mode, uid = (*what, 0o644, 0)[:3] if isinstance(what, tuple) else (what, 0o644, 0)
            header = tarfile.TarInfo(path)
            header.size, header.mode, header.uid, header.mtime = len(content), mode, uid, 1_000_000_000
            tar.addfile(header, io.BytesIO(content))
    return body.getvalue()


def archive_of(*layers, created_by=(), **config):
    """An image as `docker save` writes it, of layers as ``layer_of`` takes them."""
    bodies = [layer_of(layer) for layer in layers]
    said = [*created_by, *["RUN made up"] * (len(bodies) - len(created_by))]
    document = {
        "architecture": "amd64",
        "os": "linux",
        "config": config,
        "rootfs": {
            "type": "layers",
            "diff_ids": [f"sha256:{hashlib.sha256(b).hexdigest()}" for b in bodies],
        },
        "history": [{"created_by": text} for text in said],
    }
    names = [f"{number}/layer.tar" for number in range(len(bodies))]
    manifest = [{"Config": "config.json", "RepoTags": ["made:up"], "Layers": names}]
    documents = {"config.json": document, "manifest.json": manifest}
    return layer_of(
        dict(zip(names, bodies, strict=True))
        | {name: json.dumps(value).encode() for name, value in documents.items()}
    )


@pytest.fixture
def saved(tmp_path):
    """Writes an archive of layers to a file of that name; its path."""

    def save(name, *layers, **more):
        path = tmp_path / name
        path.write_bytes(archive_of(*layers, **more))
        return path

    return save
