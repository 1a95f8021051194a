"""What is recorded from a real engine is what the embedded engine builds and runs afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engines.building import built
from tutor.engine import HealthProbe, HttpProbe, RunRequest, connect
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import Catalogue, built_in
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.embedded.recording import Options, Recorder
from tutor.engine.request import BuildRequest

pytestmark = pytest.mark.engine

NAME = "test-recording"
MOUNTED = ("dev", "proc", "sys")
"""A RUN leaves these folders in an image that has none; the listing on a real engine does not show them."""
BUSYBOX = """\
FROM busybox
WORKDIR /work
COPY . .
RUN mkdir made && awk -f double.awk numbers > made/doubled && rm numbers
CMD ["awk", "-f", "/work/double.awk"]
"""


@pytest.fixture
def real(docker_28):
    engine = connect(docker_28).require()
    yield engine
    engine.clean(name=NAME)
    engine.close()


@pytest.fixture
def context(tmp_path):
    folder = tmp_path / "context"
    folder.mkdir()
    (folder / "double.awk").write_text("{ print $1 * 2 }\n")
    (folder / "numbers").write_text("1\n2\n21\n")
    return folder


def test_an_image_a_command_and_a_run_are_recorded_and_built_again(real, context, tmp_path):
    told = []
    recorder = Recorder.on(real, tmp_path / "recorded", Options(), told.append)
    recorder.images("busybox")
    request = BuildRequest(BUSYBOX, context, NAME)
    runs = [RunRequest("", stdin=b"4\n"), RunRequest("", stdin=b"5\n6\n")]
    recorder.all_of(request, runs)
    recorder.finish()
    assert recorder.refused == []
    assert [what.split()[0] for what in recorder.recorded] == ["image", "command", "run", "run"]

    embedded = EmbeddedEngine(Catalogue.load(tmp_path / "recorded"), StepCache())
    there, here = built(real, BUSYBOX, context, name=NAME), built(embedded, BUSYBOX, context, name=NAME)
    listed = [
        {
            (entry.path, entry.kind, entry.mode, entry.size, entry.uid, entry.target)
            for entry in files
            if entry.path not in MOUNTED
        }
        for files in (there.final_stage.files, here.final_stage.files)
    ]
    assert listed[0] == listed[1]
    assert [each.adds for each in there.final_stage.instructions] == [
        each.adds for each in here.final_stage.instructions
    ]
    for stdin in (b"4\n", b"5\n6\n"):
        ran = [
            engine.run(RunRequest(str(result.final_stage.image), stdin=stdin), Cancel())
            for engine, result in ((real, there), (embedded, here))
        ]
        assert ran[0].stdout == ran[1].stdout != b""
        assert ran[0].exit_code == ran[1].exit_code == 0


def test_a_second_recording_finds_nothing_to_do(real, context, tmp_path):
    for expected in (3, 0):
        recorder = Recorder.on(real, tmp_path / "recorded", Options(), lambda _: None)
        if expected:
            recorder.images("busybox")
        recorder.all_of(BuildRequest(BUSYBOX, context, NAME), [RunRequest("", stdin=b"4\n")])
        recorder.finish()
        assert len(recorder.recorded) == expected


SERVER = """\
FROM busybox
COPY index.html /www/
EXPOSE 8080
HEALTHCHECK CMD ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/"]
CMD ["httpd", "-f", "-v", "-p", "8080", "-h", "/www"]
"""


def test_a_server_is_recorded_with_its_answers_and_its_health_check(real, tmp_path):
    folder = tmp_path / "context"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>hello</h1>\n")
    recorder = Recorder.on(real, tmp_path / "recorded", Options(), lambda _: None)
    recorder.images("busybox")
    request = BuildRequest(SERVER, folder, NAME)
    probes = [HttpProbe(8080), HttpProbe(8080, "/nowhere"), HttpProbe(81, "/", within_seconds=1.5)]
    runs = [RunRequest("", http=probe) for probe in probes]
    runs.append(RunRequest("", health=HealthProbe()))
    recorder.all_of(request, runs)
    recorder.finish()
    assert recorder.refused == []

    embedded = EmbeddedEngine(Catalogue.load(tmp_path / "recorded"), StepCache())
    there, here = built(real, SERVER, folder, name=NAME), built(embedded, SERVER, folder, name=NAME)
    said = []
    for run in runs:
        ran = [
            engine.run(replace(run, image=str(result.final_stage.image)), Cancel())
            for engine, result in ((real, there), (embedded, here))
        ]
        assert [(each.http, each.health, each.exit_code) for each in ran[:1]] == [
            (each.http, each.health, each.exit_code) for each in ran[1:]
        ]
        said.append(ran[1])
    assert [each.http and each.http.status for each in said] == [200, 404, None, None]
    assert said[0].http.body == b"<h1>hello</h1>\n"
    assert said[3].health.status == "healthy"
    assert embedded.run(RunRequest(str(here.final_stage.image)), Cancel()).timed_out


DEBIAN = """\
FROM debian:trixie-slim
WORKDIR /app
RUN perl -e 'mkdir "new"; open F, ">new/a"; print F "hi"; close F; link "new/a", "new/b"; \
symlink "a", "new/l"; unlink "/etc/motd"; chmod 0600, "/etc/issue"; \
rename "/etc/debian_version", "/etc/v"; exit 3' || true
"""


def test_what_a_command_changed_in_a_debian_is_what_its_layer_holds(real, context, tmp_path):
    recorder = Recorder.on(real, tmp_path / "recorded", Options(), lambda _: None)
    recorder.images("debian:trixie-slim")
    recorder.all_of(BuildRequest(DEBIAN, context, NAME), ())
    recorder.finish()
    assert recorder.refused == []
    embedded = EmbeddedEngine(Catalogue.load(*built_in(), tmp_path / "recorded"), StepCache())
    there, here = (built(engine, DEBIAN, context, name=NAME) for engine in (real, embedded))
    layers = [result.final_stage.instructions[-1].layer for result in (there, here)]
    stored = [
        {
            (entry.path, entry.kind, entry.mode, entry.size, entry.target, entry.same_as)
            for entry in layer.entries
        }
        for layer in layers
    ]
    assert stored[0] == stored[1]
    assert {path for path, *_ in stored[1]} >= {
        "app/new/a",
        "app/new/b",
        "app/new/l",
        "etc/issue",
        "etc/v",
    }
    assert set(layers[0].whiteouts) == set(layers[1].whiteouts) == {"etc/motd", "etc/debian_version"}
