from __future__ import annotations

import msgspec
from hypothesis import given
from trees import file, folder, layers, link, tree, trees

from tutor.image import FileKind, FileTree, Layer, difference, hidden_bytes

BEFORE = tree(
    folder("etc", mtime=1.0),
    file("etc/passwd", 10, mtime=1.0, changed=1.0),
    file("opt/app/bin", 100, mtime=1.0, changed=1.0),
    file("opt/app/lib/x", 50, mtime=1.0, changed=1.0),
    link("bin", "usr/bin", mtime=1.0),
)


def but(before: FileTree, *entries, without: tuple[str, ...] = ()) -> FileTree:
    """``before`` with some entries put in or replaced and some left out."""
    return FileTree.of([*(entry for entry in before if entry.path not in without), *entries])


def paths(layer: Layer) -> list[str]:
    return [entry.path for entry in layer.entries]


def test_nothing_happened():
    layer = difference(BEFORE, FileTree.of(BEFORE))
    assert layer == Layer(())
    assert layer.bytes == 0


def test_a_new_file_is_stored_and_its_folder_is_not():
    layer = difference(BEFORE, but(BEFORE, folder("etc", mtime=2.0, changed=2.0), file("etc/group", 7)))
    assert paths(layer) == ["etc/group"]
    assert layer.bytes == 7
    assert hidden_bytes(BEFORE, layer) == 0


def test_a_new_folder_is_listed():
    assert paths(difference(BEFORE, but(BEFORE, folder("srv")))) == ["srv"]


def test_a_changed_file_is_stored_whole_and_hides_the_old_one():
    layer = difference(BEFORE, but(BEFORE, file("etc/passwd", 12, mtime=2.0, changed=2.0)))
    assert layer.bytes == 12
    assert hidden_bytes(BEFORE, layer) == 10


def test_chmod_and_chown_store_a_file_whole_again():
    chmod = difference(BEFORE, but(BEFORE, file("opt/app/bin", 100, 0o755, mtime=1.0, changed=2.0)))
    chown = difference(BEFORE, but(BEFORE, file("opt/app/bin", 100, uid=65532, mtime=1.0, changed=2.0)))
    for layer in (chmod, chown):
        assert paths(layer) == ["opt/app/bin"]
        assert layer.bytes == hidden_bytes(BEFORE, layer) == 100


def test_a_touch_that_shows_only_in_the_ctime_stores_a_file_again():
    layer = difference(BEFORE, but(BEFORE, file("opt/app/bin", 100, mtime=1.0, changed=2.0)))
    assert layer.bytes == 100


def test_a_chmod_of_a_folder_stores_the_folder_and_nothing_inside():
    layer = difference(BEFORE, but(BEFORE, folder("opt/app", 0o700)))
    assert paths(layer) == ["opt/app"]
    assert hidden_bytes(BEFORE, layer) == 0


def test_of_a_deleted_tree_only_the_top_is_a_whiteout_and_all_of_it_is_hidden():
    after = but(BEFORE, without=("opt/app", "opt/app/bin", "opt/app/lib", "opt/app/lib/x"))
    layer = difference(BEFORE, after)
    assert layer == Layer((), whiteouts=("opt/app",))
    assert hidden_bytes(BEFORE, layer) == 150
    assert BEFORE.apply(layer) == after


def test_a_folder_that_becomes_a_file_needs_no_whiteouts():
    after = FileTree.of([*(e for e in BEFORE if not e.path.startswith("opt/app")), file("opt/app", 5)])
    layer = difference(BEFORE, after)
    assert (paths(layer), layer.whiteouts) == (["opt/app"], ())
    assert hidden_bytes(BEFORE, layer) == 150
    assert BEFORE.apply(layer) == after


def test_a_file_that_becomes_a_folder_is_hidden():
    after = but(BEFORE, folder("etc/passwd"), file("etc/passwd/x", 1))
    layer = difference(BEFORE, after)
    assert paths(layer) == ["etc/passwd", "etc/passwd/x"]
    assert hidden_bytes(BEFORE, layer) == 10
    assert BEFORE.apply(layer) == after


def test_a_symlink_with_another_target_is_stored():
    layer = difference(BEFORE, but(BEFORE, link("bin", "opt/bin", mtime=1.0)))
    assert paths(layer) == ["bin"]
    assert layer.bytes == 0


def test_a_new_name_of_an_old_file_copies_the_file_up():
    linked = but(BEFORE, file("zz", 100, mtime=1.0, changed=2.0, same_as="opt/app/bin"))
    layer = difference(BEFORE, linked)
    assert paths(layer) == ["opt/app/bin", "zz"]
    assert layer.bytes == hidden_bytes(BEFORE, layer) == 100


def test_deleting_one_of_two_names_hides_nothing():
    before = tree(file("a", 9), file("b", 9, same_as="a"))
    after = tree(file("b", 9))
    layer = difference(before, after)
    assert layer == Layer((), whiteouts=("a",))
    assert hidden_bytes(before, layer) == 0
    assert before.apply(layer) == after


def test_deleting_both_names_hides_the_file_once():
    before = tree(file("a", 9), file("b", 9, same_as="a"))
    assert hidden_bytes(before, Layer((), whiteouts=("a", "b"))) == 9


def test_replacing_the_first_name_leaves_the_others_their_file():
    before = tree(file("a", 9, mtime=1.0), file("b", 9, mtime=1.0, same_as="a"))
    after = before.apply(Layer((file("a", 3, mtime=2.0),)))
    assert after == tree(file("a", 3, mtime=2.0), file("b", 9, mtime=1.0))


def test_an_opaque_folder_hides_what_was_in_it_but_not_what_comes_with_it():
    layer = Layer((folder("opt/app"), file("opt/app/new", 3)), opaque=("opt/app",))
    after = BEFORE.apply(layer)
    assert [entry.path for entry in after.children("opt/app")] == ["opt/app/new"]
    assert hidden_bytes(BEFORE, layer) == 150


def test_a_whiteout_acts_on_lower_layers_only():
    after = BEFORE.apply(Layer((file("etc/passwd", 3),), whiteouts=("etc/passwd", "nowhere")))
    assert after.get("etc/passwd") == file("etc/passwd", 3)


def test_a_path_through_a_symlink_makes_a_folder_of_it():
    after = BEFORE.apply(Layer((file("bin/sh", 3),)))
    assert after.get("bin") == folder("bin")


def test_a_digest_that_is_known_on_one_side_only_changes_nothing():
    digests = FileTree.of(msgspec.structs.replace(entry, digest="sha256:1") for entry in BEFORE)
    assert difference(BEFORE, digests) == Layer(())


def timeless_folders(made: FileTree) -> list[object]:
    return [
        msgspec.structs.replace(entry, mtime=0.0, changed=0.0) if entry.kind is FileKind.DIRECTORY else entry
        for entry in made
    ]


@given(trees(), trees())
def test_the_difference_leads_from_one_tree_to_the_other(before, after):
    layer = difference(before, after)
    assert timeless_folders(before.apply(layer)) == timeless_folders(after)


@given(trees(), trees())
def test_what_a_step_adds_and_hides_accounts_for_every_byte(before, after):
    layer = difference(before, after)
    assert before.total_bytes + layer.bytes - hidden_bytes(before, layer) == after.total_bytes


@given(trees(), layers())
def test_any_layer_accounts_for_every_byte(before, layer):
    after = before.apply(layer)
    assert before.total_bytes + layer.bytes - hidden_bytes(before, layer) == after.total_bytes


@given(trees(), layers())
def test_a_merged_tree_is_as_sound_as_one_made_from_scratch(before, layer):
    after = before.apply(layer)
    assert FileTree.of(after) == after


@given(trees())
def test_a_tree_differs_from_itself_in_nothing(made):
    assert difference(made, made) == Layer(())
