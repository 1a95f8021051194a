"""What holds of every build, whatever its layers hold."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from measured import DIRECTORY, FILE, measured

from tutor.dockerfile import parse
from tutor.image import FileEntry, FileTree, Layer, difference
from tutor.insight import efficiency_of_image, explain, image_of_stage, waste_of_image

NAMES = st.sampled_from(["a", "b", "d/a", "d/b", "d/e/a", "root/.cache/x", "usr/share/doc/y"])
ENDS = ("base image", "build context", "command", "image", "download", "Dockerfile")


@st.composite
def stored(draw, before: FileTree) -> Layer:
    """The layer of a step that adds, replaces, links, moves and deletes as it likes."""
    entries = dict(before.by_path)
    for path in draw(st.lists(NAMES, max_size=3)):
        if path in entries and entries[path].kind is not FILE:
            continue
        size, time = draw(st.integers(0, 50)), draw(st.sampled_from([1.0, 2.0]))
        entries[path] = FileEntry(path, FILE, draw(st.sampled_from([0o644, 0o755])), size, mtime=time)
    for path in draw(st.lists(st.sampled_from(sorted(before.by_path) or ["none"]), max_size=2)):
        for gone in [one for one in entries if one == path or one.startswith(f"{path}/")]:
            del entries[gone]
    return difference(before, FileTree.of(entries.values()))


@st.composite
def builds(draw):
    """A Dockerfile of a few stages with what each line stored; COPY copies what is there."""
    lines: list[str] = []
    layers: dict[int, Layer] = {}
    trees: list[FileTree] = []
    for index in range(draw(st.integers(1, 4))):
        on = draw(st.integers(-1, index - 1))
        lines.append(f"FROM {'debian' if on < 0 else f's{on}'} AS s{index}")
        tree = trees[on] if on >= 0 else FileTree.of(())
        if on < 0:
            layers[len(lines)] = draw(stored(tree))
            tree = tree.apply(layers[len(lines)])
        for _ in range(draw(st.integers(0, 3))):
            source = draw(st.integers(-1, index - 1))
            if source < 0:
                lines.append(draw(st.sampled_from(["RUN make", "COPY . .", "RUN mv x y"])))
                layers[len(lines)] = draw(stored(tree))
            else:
                lines.append(f"COPY --from=s{source} / /c{source}/")
                layers[len(lines)] = _copied(trees[source], f"c{source}", tree)
            tree = tree.apply(layers[len(lines)])
        trees.append(tree)
    text = "\n".join(lines) + "\n"
    return text, measured(text, layers)


def _copied(source: FileTree, to: str, into: FileTree) -> Layer:
    entries = [FileEntry(to, DIRECTORY, 0o755)]
    for entry in source:
        fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
        same = f"{to}/{entry.same_as}" if entry.same_as is not None else None
        entries.append(FileEntry(**{**fields, "path": f"{to}/{entry.path}", "same_as": same}))
    return Layer(tuple(entry for entry in entries if into.get(entry.path) != entry))


@settings(max_examples=60, deadline=None)
@given(builds())
def test_no_stage_ships_more_than_it_holds(made):
    text, result = made
    explanation = explain(result, text)
    for stage in explanation.stages:
        if stage.size is None:
            continue
        ships = [line.ships or 0 for line in explanation.lines_of(stage.index)]
        assert sum(ships) == stage.shipped_bytes
        assert stage.shipped_bytes <= stage.size
        left = sum(each.bytes for each in explanation.left_behind_by(stage.index))
        assert left <= stage.size
    final = explanation.stages[explanation.final]
    assert final.shipped_bytes == final.size


@settings(max_examples=60, deadline=None)
@given(builds())
def test_every_visible_path_has_a_line_and_a_trail_to_its_origin(made):
    text, result = made
    provenance = explain(result, text).provenance
    for stage in result.stages:
        for entry in stage.files or ():
            if entry.kind is DIRECTORY:
                continue
            trail = provenance.trail(stage.index, entry.path)
            assert provenance.line_of(stage.index, entry.path) == trail[0].line
            assert trail[-1].brought in ENDS, trail


@settings(max_examples=60, deadline=None)
@given(builds())
def test_visible_and_hidden_bytes_add_up_to_the_size(made):
    text, result = made
    explanation = explain(result, text)
    chain = {stage.index for stage in parse(text).chain(parse(text).stages[result.final])}
    wasted = sum(waste.bytes for waste in explanation.waste if waste.stage in chain)
    final = result.final_stage
    assert final.files.total_bytes + wasted == final.size
    own = [line for line in explanation.lines if line.stage in chain and not line.text.startswith("FROM s")]
    assert wasted == sum(line.hidden_later or 0 for line in own)


@settings(max_examples=60, deadline=None)
@given(builds())
def test_an_image_wastes_what_its_stage_does(made):
    text, result = made
    image = image_of_stage(result, result.final, text)
    wasted = sum(waste.bytes for waste in waste_of_image(image))
    assert image.size == result.final_stage.size
    assert image.files.total_bytes + wasted == image.size
    assert efficiency_of_image(image) in (None, explain(result, text).stages[result.final].efficiency)
