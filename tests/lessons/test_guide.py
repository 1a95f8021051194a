"""The guide for authors: what it lists is what there is."""

from __future__ import annotations

import re
import tomllib

from tests.goal_kinds import GUIDE, table
from tutor.course.checking.standard import COURSE
from tutor.course.faults import CHECKS
from tutor.course.lesson import ProofSpec, RunSpec
from tutor.course.manifest import Manifest, MistakeEntry

TEXT = GUIDE.file.read_text(encoding="utf-8")


def test_the_guide_lists_every_kind_of_goal_with_its_keys_and_facts():
    assert GUIDE.read() == table(), "python -m tests.goal_kinds writes the list anew"
    assert set(re.findall(r"^\| `([a-z-]+)` \|", GUIDE.read(), re.MULTILINE)) == set(CHECKS)


def test_every_key_of_a_lesson_stands_in_the_guide():
    keys = {
        key for kind in (Manifest, MistakeEntry, ProofSpec, RunSpec) for key in kind.__struct_encode_fields__
    }
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", TEXT)] == []


def test_every_example_in_the_guide_is_toml():
    examples = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert len(examples) >= 4
    for example in examples:
        tomllib.loads(example)


def test_the_guide_asks_for_as_many_answers_as_the_check():
    assert COURSE.answers == 3
    assert "three or more other right answers" in TEXT
