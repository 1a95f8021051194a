from __future__ import annotations

from tutor.dockerfile.blocks import blocks_of
from tutor.ui.editor.anchor import Anchor
from tutor.ui.editor.figures import Figures, Mark

BUILT = "FROM a AS b\nRUN one\nCOPY . .\nRUN two\nFROM c\nCOPY --from=b /x /x"


def place(text: str) -> dict[int, tuple[int | None, bool]]:
    """For each line with figures: the line that they were built at, and whether they are stale."""
    lines = BUILT.split("\n")
    figures = {line: Figures(text.split()[0], adds=line) for line, text in enumerate(lines, 1)}
    placed = Anchor(BUILT, figures).place(blocks_of(text.split("\n")))
    return {line: (one.adds, one.mark is Mark.STALE) for line, one in placed.items()}


def fresh(**lines: int) -> dict[int, tuple[int, bool]]:
    return {int(line[1:]): (built, False) for line, built in lines.items()}


def test_an_unchanged_text_has_all_its_figures():
    assert place(BUILT) == fresh(l1=1, l2=2, l3=3, l4=4, l5=5, l6=6)


def test_lines_put_in_above_take_the_figures_down_with_their_instructions():
    assert place("# new\n\n" + BUILT) == fresh(l3=1, l4=2, l5=3, l6=4, l7=5, l8=6)


def test_a_new_instruction_has_no_figures():
    placed = place(BUILT.replace("COPY . .", "WORKDIR /new\nCOPY . ."))
    assert placed == fresh(l1=1, l2=2, l4=3, l5=4, l6=5, l7=6)


def test_a_deleted_instruction_takes_its_figures_with_it():
    assert place(BUILT.replace("RUN one\n", "")) == fresh(l1=1, l2=3, l3=4, l4=5, l5=6)


def test_a_changed_instruction_keeps_its_figures_as_stale():
    placed = place(BUILT.replace("RUN two", "RUN two --fast"))
    assert placed.pop(4) == (4, True)
    assert placed == fresh(l1=1, l2=2, l3=3, l5=5, l6=6)


def test_reflowing_or_commenting_an_instruction_does_not_make_it_stale():
    assert place(BUILT.replace("RUN two", "RUN \\\n  # why\n  two"))[4] == (4, False)


def test_of_several_changed_instructions_the_most_alike_are_paired():
    placed = place(BUILT.replace("RUN one\nCOPY . .\nRUN two", "RUN brand new\nRUN one --more"))
    assert placed[3] == (2, True)
    assert placed[4] == (5, False)


def test_another_kind_of_instruction_inherits_nothing():
    assert 3 not in place(BUILT.replace("COPY . .", "USER 1"))


def test_two_equal_instructions_keep_their_own_figures_when_one_is_put_between():
    built = "FROM a\nRUN x\nRUN x"
    anchor = Anchor(built, {2: Figures("RUN", adds=2), 3: Figures("RUN", adds=3)})
    placed = anchor.place(blocks_of(["FROM a", "RUN x", "USER 1", "RUN x"]))
    assert {line: figures.adds for line, figures in placed.items()} == {2: 2, 4: 3}
