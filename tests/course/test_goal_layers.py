"""Checks of what the layers keep, and of secrets, also where the final files do not show them."""

from __future__ import annotations

import pytest
from made import Image, file, scene

from tutor.course.goals import Evidence, LayersWithout, NoSecret, NothingHidden
from tutor.image import Layer

BASE = Layer((file("etc/os", 100), file("var/status", 50)))
NONE = Layer(())


def judged(check, *scene_parts):
    return check.judge(Evidence(scene(*scene_parts)))


def stacked(*layers):
    """A stage with these layers on the base; what it shows is what they add up to."""
    shown = {}
    for layer in (BASE, *layers):
        shown = {path: entry for path, entry in shown.items() if path not in layer.whiteouts}
        shown |= {entry.path: entry for entry in layer.entries}
    return Image(shown.values(), layers=(BASE, *layers))


ENV_COPIED = Layer((file("app/.env", 10), file("app/main.js", 5)))
ENV_DELETED = Layer((), whiteouts=("app/.env",))
COPY_AND_RM = "FROM debian\nCOPY . /app\nRUN rm /app/.env\n"


def test_a_path_that_a_later_layer_hides_is_still_in_a_layer():
    finding = judged(LayersWithout(glob="**/.env"), COPY_AND_RM, stacked(ENV_COPIED, ENV_DELETED))
    assert finding.passed is False
    assert finding.facts == {"paths": "/app/.env", "line": "2", "stage": "0", "glob": "**/.env"}


def test_files_of_the_base_are_not_this_dockerfiles_doing():
    assert judged(LayersWithout(glob="etc/os"), COPY_AND_RM, stacked(ENV_COPIED, ENV_DELETED)).passed


TWO = "FROM debian AS build\nCOPY . /app\nFROM {base}\nRUN rm /app/.env\n"


def test_layers_of_a_stage_that_the_final_one_is_from_count():
    on_build = Image([file("app/main.js", 5)], layers=(NONE, ENV_DELETED))
    finding = judged(LayersWithout(glob="**/.env"), TWO.format(base="build"), stacked(ENV_COPIED), on_build)
    assert (finding.passed, finding.facts["line"]) == (False, "2")


def test_another_stage_counts_only_where_any_is_asked():
    final = Image(BASE.entries, layers=(BASE, NONE))
    parts = TWO.format(base="debian"), stacked(ENV_COPIED), final
    assert judged(LayersWithout(glob="**/.env"), *parts).passed
    assert judged(LayersWithout(glob="**/.env", stage="build"), *parts).passed is False
    finding = judged(LayersWithout(glob="**/.env", stage="any"), *parts)
    assert (finding.passed, finding.facts["stage"]) == (False, "build")


def test_layers_that_were_not_listed_cannot_be_told():
    finding = judged(LayersWithout(glob="**/.env"), "FROM debian\n", Image(files=None, layers=None))
    assert finding.passed is None


def test_what_was_added_and_then_hidden_is_charged_to_both_lines():
    text = "FROM debian\nRUN big\nRUN rm big\n"
    image = stacked(Layer((file("big", 5_000_000), file("var/status", 60))), Layer((), whiteouts=("big",)))
    finding = judged(NothingHidden(), text, image)
    assert finding.passed is False
    assert finding.facts == {
        "hidden": "5.0 MB",
        "line": "3",
        "added_line": "2",
        "paths": "/big",
        "at_most": "0 B",
    }
    assert judged(NothingHidden(at_most=5_000_000), text, image).passed


def test_a_file_of_the_base_that_is_replaced_does_not_count():
    assert judged(NothingHidden(), "FROM debian\nRUN a\n", stacked(Layer((file("var/status", 60),)))).passed


def secret(**image):
    finding = judged(
        NoSecret(names=("TOKEN",), values=("s3cr3t",)),
        "FROM debian\n",
        Image(**{"history": ("ADD debian",), **image}),
    )
    return finding.passed, finding.facts


@pytest.mark.parametrize(
    ("image", "where", "name"),
    [
        ({"env": ("TOKEN=abc",)}, "the image's environment", "TOKEN"),
        ({"labels": {"note": "s3cr3t"}}, "the image's labels", "note"),
        ({"cmd": ("serve", "--password=s3cr3t")}, "the image's start command", "password"),
        ({"history": ("RUN |1 TOKEN=abc /bin/sh -c fetch",)}, "the image's history", "TOKEN"),
        ({"history": ("RUN |1 NPM=s3cr3t /bin/sh -c fetch",)}, "the image's history", "NPM"),
        ({"history": ("RUN /bin/sh -c fetch --with s3cr3t",)}, "the image's history", "s3c…"),
        ({"history": ("ARG TOKEN='abc'",)}, "the image's history", "TOKEN"),
    ],
)
def test_a_secret_is_found_wherever_the_image_tells_it(image, where, name):
    assert secret(**image) == (False, {"where": where, "name": name})


@pytest.mark.parametrize(
    "line",
    [
        "ARG TOKEN",
        "ARG TOKEN=",
        "RUN |1 TOKEN= /bin/sh -c fetch",
        "RUN /bin/sh -c TOKEN=$(cat /run/secrets/token) fetch",
        'RUN /bin/sh -c TOKEN="$(cat /run/secrets/token)" fetch',
        "RUN /bin/sh -c fetch # --mount=type=secret,id=TOKEN",
        "ENV NO_TOKEN=yes",
    ],
)
def test_a_secret_that_is_only_named_is_none(line):
    assert secret(history=(line,))[0] is True


def test_without_a_history_nothing_can_be_told():
    assert secret(history=())[0] is None


def test_a_check_that_looks_for_nothing_is_a_contradiction():
    assert NoSecret().contradiction()
    assert NoSecret(values=("",)).contradiction()
    assert NothingHidden(at_most=-1).contradiction()
