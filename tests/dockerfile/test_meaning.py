"""What a word under the cursor, written ``|``, means."""

from __future__ import annotations

import pytest

from tutor.dockerfile.arguments import KEYWORDS
from tutor.dockerfile.blocks import blocks_of
from tutor.dockerfile.flags import FLAGS, NEWER_FLAGS
from tutor.dockerfile.meaning import flags as flag_meanings
from tutor.dockerfile.meaning import meaning_at
from tutor.dockerfile.meaning.instructions import INSTRUCTIONS
from tutor.dockerfile.mounts import ALIASES, KEYS


def name_at(text):
    before = text.partition("|")[0]
    row, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
    found = meaning_at(blocks_of(text.replace("|", "", 1).split("\n")), row, column)
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FR|OM a", "FROM"),
        ("FROM a AS b|", "FROM"),
        ("FROM --plat|form=x a", "--platform"),
        ("copy --from=bu|ild /a /b", "--from"),
        ("COPY --from=build /a| /b", "COPY"),
        ("RUN --mo|unt=type=cache,target=/x a", "--mount"),
        ("RUN --mount=type=ca|che,target=/x a", "type"),
        ("RUN --mount=type=cache,tar|get=/x a", "target"),
        ("RUN a && \\\n  ap|t-get x", "RUN"),
        ("RUN \\\n  --net|work=none x", "--network"),
        ("ONBU|ILD RUN x", "ONBUILD"),
        ("ONBUILD RUN --net|work=none x", "--network"),
        ("RUN <<E\nec|ho\nE", "RUN"),
        ("# FR|OM", None),
        ("FRUM| x", None),
        ("|", None),
    ],
)
def test_the_meaning_is_of_the_flag_else_of_the_instruction(text, name):
    assert name_at(text) == name


def test_every_instruction_every_flag_and_every_field_has_a_meaning():
    assert set(INSTRUCTIONS) == set(KEYWORDS)
    for keyword, flags in [*FLAGS.items(), *NEWER_FLAGS.items()]:
        assert set(flags) <= set(flag_meanings.FLAGS[keyword])
    assert set(flag_meanings.MOUNT_KEYS) == set(KEYS) - set(ALIASES)


def test_a_meaning_is_short_enough_for_a_popup():
    of_flags = [one for flags in flag_meanings.FLAGS.values() for one in flags.values()]
    for one in (*INSTRUCTIONS.values(), *of_flags, *flag_meanings.MOUNT_KEYS.values()):
        assert len(one.text) <= 220, one.name
        assert len(one.short) <= 46, one.name
        assert one.text.endswith("."), one.name
