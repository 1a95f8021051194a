"""Checks that build once more: in a copy of the folder, and from what comes of it line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import Image, PreparedEngine, built, file, scene

from tutor.course.gather import gather
from tutor.course.goals import (
    BreaksTheBuild,
    BuildNeed,
    CachedAfterEdit,
    Edit,
    Evidence,
    Missing,
    Rebuilt,
    TargetBuilds,
)
from tutor.course.lesson import Goal
from tutor.course.rebuild import edited, rebuild
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineLost, NotRecorded
from tutor.engine.events import Built, Cancelled, Failed, StepFailed, StepFinished, StepOutput, StepStarted
from tutor.engine.request import BuildRequest
from tutor.engine.result import BuildFailure
from tutor.image import Layer

TEXT = """\
FROM node AS build
COPY package.json ./
RUN npm ci
COPY . .
RUN npm test
FROM scratch
COPY --from=build /app /app
"""
NONE = Layer(())
INSTALLED = Layer((file("app/node_modules/ms/index.js"),))
STAGES = (
    Image(INSTALLED.entries, layers=(NONE, NONE, INSTALLED, NONE, NONE)),
    Image(INSTALLED.entries, layers=(NONE, INSTALLED)),
)
EDIT = Edit("index.js", append="// edited\n")
CACHED = CachedAfterEdit(edits=(EDIT,), made="**/node_modules/ms/index.js")
MISS = NotRecorded("npm test", reason="other files", line=5)


def judged(check, again, *, text=TEXT, stages=STAGES):
    return check.judge(Evidence(scene(text, *stages), builds={check.need: again}))


def test_an_install_step_that_is_reused_passes():
    finding = judged(CACHED, Rebuilt({1: "cached", 2: "cached", 3: "cached", 4: "ran"}))
    assert finding.passed
    assert finding.facts["step"] == "RUN npm ci"


def test_an_install_step_that_runs_again_is_told_with_the_line_that_made_it():
    finding = judged(CACHED, Rebuilt({1: "ran", 2: "ran", 3: "ran"}))  # a FROM is looked up each time
    assert finding.passed is False
    assert finding.facts == {
        "line": "3",
        "step": "RUN npm ci",
        "because": "line 2, “COPY package.json ./”, before it had changed",
    }


@pytest.mark.parametrize(
    ("lines", "passed"), [({3: "cached"}, True), ({1: "cached"}, None), ({1: "cached", 2: "ran"}, None)]
)
def test_a_build_that_the_embedded_engine_cannot_finish_tells_what_it_came_to(lines, passed):
    finding = judged(CACHED, Rebuilt(lines, unrecorded=MISS))
    assert finding.passed is passed
    if passed is None:
        assert "no recording of npm test" in finding.instead


def test_the_step_in_which_it_met_something_unknown_had_to_run():
    assert judged(CACHED, Rebuilt({1: "cached", 2: "ran", 3: "ran"}, unrecorded=MISS)).passed is False


def test_every_step_that_installs_has_to_be_reused():
    text = "FROM node AS build\nRUN npm ci\nFROM node\nRUN npm ci --omit=dev\n"
    stages = (Image(INSTALLED.entries, layers=(NONE, INSTALLED)),) * 2
    finding = judged(CACHED, Rebuilt({2: "cached", 4: "ran"}), text=text, stages=stages)
    assert (finding.passed, finding.facts["line"]) == (False, "4")
    assert judged(CACHED, Rebuilt({2: "cached", 4: "cached"}), text=text, stages=stages).passed


def test_a_build_that_makes_no_such_file_is_red():
    finding = judged(replace_made(CACHED, "nowhere"), Rebuilt())
    assert (finding.passed, finding.facts["because"]) == (False, "no step makes such a file")


def replace_made(check, made):
    return CachedAfterEdit(edits=check.edits, made=made)


def test_layers_that_were_not_listed_cannot_be_told():
    assert (
        judged(CACHED, Rebuilt({3: "cached"}), stages=(Image(files=None), Image(files=None))).passed is None
    )


BROKEN = BreaksTheBuild(edits=(EDIT,), says="1 failed")
FAILURE = BuildFailure("exit code: 1", line=5, log="1 failed")


def test_a_test_that_stops_the_build_passes():
    assert judged(BROKEN, Rebuilt(failure=FAILURE, wrote="ok 1\n1 failed\n")).passed


def test_a_build_that_ends_well_all_the_same_is_red():
    finding = judged(BROKEN, Rebuilt())
    assert (finding.passed, finding.facts["happened"]) == (False, "the build ended well all the same")


def test_a_build_that_fails_for_another_reason_is_red():
    finding = judged(BROKEN, Rebuilt(failure=FAILURE, wrote="npm: not found"))
    assert finding.passed is False
    assert finding.facts["happened"] == (
        "the build failed at line 5, where this was written: “npm: not found”"
    )


def test_what_was_not_recorded_is_never_green():
    assert judged(BROKEN, Rebuilt(unrecorded=MISS)).passed is None
    assert judged(BROKEN, Missing("The engine is gone.")).instead == "The engine is gone."


def test_a_target_is_built_by_its_name():
    check = TargetBuilds(target="build")
    assert judged(check, Rebuilt()).passed
    finding = judged(check, Rebuilt(failure=FAILURE))
    assert (finding.passed, "failed at line 5" in finding.facts["happened"]) == (False, True)


def test_a_target_that_is_not_there_is_not_built():
    check = TargetBuilds(target="test")
    assert check.needs(scene(TEXT, *STAGES)) == ()
    assert judged(check, Rebuilt()).facts["happened"] == "no stage is called test"


@pytest.mark.parametrize(
    "edit", [Edit("../x", append="a"), Edit("/x", append="a"), Edit("Dockerfile", write="a"), Edit("x"),
             Edit("x", append="a", write="b")]
)  # fmt: skip
def test_an_edit_keeps_to_the_context_and_does_one_thing(edit):
    assert BreaksTheBuild(edits=(edit,), says="x").contradiction()
    assert CachedAfterEdit(edits=(edit,), made="x").contradiction()


@pytest.fixture
def request_(tmp_path):
    folder = tmp_path / "folder"
    (folder / "src").mkdir(parents=True)
    (folder / "index.js").write_text("start\n")
    (folder / "Dockerfile").write_text(TEXT)
    return BuildRequest(TEXT, folder, "lesson-07", folder / "Dockerfile")


def test_edits_are_made_in_a_copy_beside_the_learners_image(request_, tmp_path):
    need = BuildNeed((EDIT, Edit("test/new.js", write="new\n")), "build")
    again = edited(need, request_, tmp_path / "copy")
    assert (again.context / "index.js").read_text() == "start\n// edited\n"
    assert (again.context / "test" / "new.js").read_text() == "new\n"
    assert (request_.context / "index.js").read_text() == "start\n"
    assert again.dockerfile_path == tmp_path / "copy" / "Dockerfile"
    assert (again.aside, again.target, again.use_cache) == (True, "build", True)
    assert again.image_name != request_.image_name


def test_a_fresh_edit_is_another_one_each_time(request_, tmp_path):
    contents = set()
    for number in (5, 6):
        again = edited(CACHED.need, request_, tmp_path / str(number), clock=lambda number=number: number)
        contents.add((again.context / "index.js").read_text())
    assert contents == {"start\n// edited\n\t \t\n", "start\n// edited\n\t\t \n"}


def test_a_file_that_is_not_there_cannot_be_edited(request_, tmp_path):
    missing = edited(BuildNeed((Edit("gone.js", append="x"),)), request_, tmp_path / "copy")
    assert missing == Missing("gone.js is not in your folder, so it could not be edited.")


def test_an_edit_does_not_follow_a_link_out_of_the_folder(request_, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("mine")
    (request_.context / "link").symlink_to(outside)
    found = edited(BuildNeed((Edit("link", write="x"),)), request_, tmp_path / "copy")
    assert isinstance(found, Missing)
    assert outside.read_text() == "mine"


STARTED = [StepStarted("a", "RUN npm ci", 0, 3), StepFinished("a", cached=True, seconds=0.0)]
TESTED = [
    StepStarted("b", "RUN npm test", 0, 5),
    StepOutput("b", "stderr", b"1 failed\n"),
    StepFailed("b", "x"),
]


def test_what_the_failing_step_wrote_is_kept(request_):
    result = replace(built(TEXT, *STAGES), failure=FAILURE)
    again = rebuild(BuildNeed(), request_, PreparedEngine([*STARTED, *TESTED, Failed(result)]), Cancel())
    assert again.lines[3] == "ran"  # the result has the last word
    assert 1 not in again.lines  # nothing was told of a step there
    assert (again.lines[5], again.wrote) == ("failed", "1 failed\n")


def test_lines_are_known_as_far_as_the_embedded_engine_came(request_):
    again = rebuild(BuildNeed(), request_, PreparedEngine([*STARTED, MISS]), Cancel())
    assert again == Rebuilt({3: "cached", 5: "ran"}, unrecorded=MISS)


def test_trouble_with_the_engine_and_a_cancelled_build_are_missing(request_):
    lost = rebuild(BuildNeed(), request_, PreparedEngine([EngineLost("The engine is gone.")]), Cancel())
    assert lost == Missing("It could not be built again: The engine is gone.")
    assert isinstance(rebuild(BuildNeed(), request_, PreparedEngine([Cancelled()]), Cancel()), Missing)


def test_equal_builds_are_made_once_and_told(request_):
    engine = PreparedEngine([Built(built(TEXT, *STAGES))])
    goals = [
        Goal("gate", "Gate", BreaksTheBuild(edits=(EDIT,), says="x"), "{happened}"),
        Goal("also", "Also", BreaksTheBuild(edits=(EDIT,), says="y"), "{happened}"),
        Goal("cache", "Cache", CACHED, "{because}"),
    ]
    *told, evidence = gather(goals, scene(TEXT, *STAGES), request_, engine, Cancel())
    assert [run.text for run in told if run.seconds is not None] == [
        "Gate, Also: built again with an edit of index.js",
        "Cache: built again with an edit of index.js",
    ]
    assert [run.seconds is None for run in told] == [True, False, True, False]
    assert len(engine.requests) == 2
    assert goals[1].check.judge(evidence).passed is False


def test_cancelling_a_build_that_is_made_again_leaves_no_evidence(request_):
    cancel = Cancel()
    engine = PreparedEngine([Cancelled()])
    engine.before_build = cancel.throw
    goals = [Goal("cache", "Cache", CACHED, "{because}")]
    assert not any(
        isinstance(each, Evidence) for each in gather(goals, scene(TEXT, *STAGES), request_, engine, cancel)
    )


def test_a_stage_behind_one_that_is_not_recorded_is_looked_at_for_itself(tmp_path):
    from tutor.engine.embedded.catalogue.catalogue import Catalogue
    from tutor.engine.embedded.engine import EmbeddedEngine

    (tmp_path / "index.js").write_text("one\n")
    text = (
        "FROM busybox AS first\nCOPY . .\nRUN sha256sum index.js > /sum\n"
        "FROM busybox AS second\nRUN mkdir /made\n"
        "FROM scratch\nCOPY --from=first /sum /sum\nCOPY --from=second /made /made\n"
    )
    engine = EmbeddedEngine(Catalogue.load())
    list(engine.build(BuildRequest("FROM busybox\nRUN mkdir /made\n", tmp_path, "before"), Cancel()))
    request = BuildRequest(text, tmp_path, "edited")
    again = rebuild(BuildNeed((EDIT,), fresh=True), request, engine, Cancel())
    assert isinstance(again, Rebuilt)
    assert (again.lines[3], again.lines[5]) == ("ran", "cached")
    assert again.unrecorded is not None


def test_an_edit_that_a_step_took_is_not_taken_for_reused_when_a_later_stage_builds_on_it(tmp_path):
    from tutor.engine.embedded.catalogue.catalogue import Catalogue
    from tutor.engine.embedded.engine import EmbeddedEngine

    (tmp_path / "index.js").write_text("one\n")
    text = "FROM busybox AS first\nCOPY . .\nRUN sha256sum index.js\nFROM first AS second\nRUN mkdir /made\n"
    request = BuildRequest(text, tmp_path, "edited")
    again = rebuild(BuildNeed((EDIT,), fresh=True), request, EmbeddedEngine(Catalogue.load()), Cancel())
    assert isinstance(again, Rebuilt)
    assert (again.lines[2], again.lines[3]) == ("ran", "ran")
