"""Which command line a container gets from image and request, as Docker 28.5 puts it together."""

from __future__ import annotations

import pytest

from tutor.engine import RunRequest
from tutor.engine.embedded.running.container import command_of, environment_of
from tutor.image import ImageConfig

BOTH = ImageConfig(entrypoint=("/app", "e"), cmd=("c1", "c2"))


@pytest.mark.parametrize(
    ("arguments", "entrypoint", "expected"),
    [
        ((), None, ("/app", "e", "c1", "c2")),
        (("q",), None, ("/app", "e", "q")),
        ((), ("/other",), ("/other",)),
        (("a",), ("/other", "b"), ("/other", "b", "a")),
        ((), (), ("c1", "c2")),
        ((), ("",), ()),
        (("/static",), ("",), ("/static",)),
    ],
)
def test_entrypoint_and_command_replace_each_other_as_the_engine_has_it(arguments, entrypoint, expected):
    assert command_of(BOTH, RunRequest("image", arguments, entrypoint)) == expected


def test_an_empty_word_is_a_command_all_the_same():
    assert command_of(ImageConfig(), RunRequest("image", ("",))) == ("",)


def test_the_request_has_the_last_word_on_variables():
    config = ImageConfig(env=("PATH=/bin", "A=1", "B=x=y"))
    assert environment_of(config, RunRequest("image", env={"A": "2"})) == {
        "PATH": "/bin",
        "A": "2",
        "B": "x=y",
    }


def test_there_always_is_a_path():
    env = environment_of(ImageConfig(), RunRequest("image"))
    assert env == {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
