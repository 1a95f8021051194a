"""Who USER names, and what Docker 28.5 says when it names nobody."""

from __future__ import annotations

import pytest

from tutor.engine.embedded.running.users import UnknownUser, User, user_of

PASSWD = """\
root:x:0:0:root:/root:/bin/sh
bob:x:1000:1000::/home/bob:/bin/sh
77:x:78:79::/:

anna:x:1001:1002::/h:
"""
GROUP = "root:x:0:\nbob:x:1000:\nstaff:x:50:bob,anna\naudio:x:29:anna\n"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("", User(0, 0)),
        ("root", User(0, 0)),
        ("0:50", User(0, 50)),
        ("bob", User(1000, 1000, (50,))),
        ("1000", User(1000, 1000, (50,))),
        ("anna", User(1001, 1002, (50, 29))),
        ("bob:", User(1000, 1000, (50,))),
        ("bob:audio", User(1000, 29)),
        ("bob:1", User(1000, 1)),
        ("5", User(5, 0)),
        ("5:6", User(5, 6)),
        ("007", User(7, 0)),
        ("77", User(77, 0)),
        (":50", User(0, 50)),
        (":staff", User(0, 50)),
        ("2147483647", User(2147483647, 0)),
    ],
)
def test_names_and_numbers_are_looked_up_as_the_engine_does(spec, expected):
    assert user_of(spec, PASSWD, GROUP) == expected


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("nope", "unable to find user nope: no matching entries in passwd file"),
        ("nope:staff", "unable to find user nope: no matching entries in passwd file"),
        (" bob", "unable to find user  bob: no matching entries in passwd file"),
        ("0x10", "unable to find user 0x10: no matching entries in passwd file"),
        ("bob:nope", "unable to find group nope: no matching entries in group file"),
        ("1000:nope", "unable to find group nope: no matching entries in group file"),
        ("bob:bob:bob", "unable to find group bob:bob: no matching entries in group file"),
        ("4294967296", "uids and gids must be in range 0-2147483647"),
        ("-1", "uids and gids must be in range 0-2147483647"),
        ("2147483648", "uids and gids must be in range 0-2147483647"),
    ],
)
def test_an_unknown_user_is_refused_in_the_engines_words(spec, message):
    with pytest.raises(UnknownUser) as caught:
        user_of(spec, PASSWD, GROUP)
    assert str(caught.value) == message


def test_without_the_files_only_numbers_are_somebody():
    assert user_of("5", "", "") == User(5, 0)
    with pytest.raises(UnknownUser, match="unable to find user root"):
        user_of("root", "", "")
    with pytest.raises(UnknownUser, match="unable to find group staff"):
        user_of("5:staff", "", "")
