"""A real Docker beside the embedded engine that knows the same base images."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.engines.conformance.both import NAME, Both
from tests.engines.provision import cache, recipe
from tests.this_run import shared_folder
from tutor.engine import connect
from tutor.engine.embedded.catalogue.catalogue import BUILT_IN
from tutor.engine.embedded.catalogue.packing import read_manifest
from tutor.engine.embedded.catalogue.writing import Writer
from tutor.engine.embedded.recording import Recorder
from tutor.engine.embedded.recording.images import Options, record_image


@pytest.fixture
def both(docker_28, tmp_path_factory):
    """Docker 28.5 and an embedded engine whose base images were recorded from it just now.

    What else is recorded is of this run: tomorrow a package manager fetches something else.
    """
    real = connect(docker_28).require()
    recorded = shared_folder(tmp_path_factory.getbasetemp(), "recorded")
    if not recorded.is_dir():  # nobody else is on this engine meanwhile
        shutil.copytree(_bases(real), recorded)
    recorder = Recorder.on(real, recorded, Options(), print)
    yield Both(real, recorder.embedded, recorder)
    real.clean(name=NAME)
    real.close()


def _bases(real) -> Path:
    """A folder with the base images of the Go lessons as this very engine has them.

    They are not those that come with Distill: a machine may add its certificates to them, and packages
    move on.
    """
    names = [image.names for image in read_manifest(BUILT_IN / "go").images]
    with real.daemon.api() as api:
        ids = [api.inspect_image(each[0])["Id"] for each in names]
    where = cache.root() / "recorded" / f"go-bases-{recipe.key(sorted(BUILT_IN.parent.rglob('*.py')), *ids)}"

    def fill(folder) -> None:
        writer = Writer(folder)
        for each in names:
            made = record_image(real.daemon, real.info.title, each, Options())
            writer.add_image(made.image, made.layers)

    with cache.lock("recorded-bases"):
        cache.kept_folder(where, fill)
        cache.forget_older(where)
    return where
