from __future__ import annotations

import pytest
from measured import file, folder, layer

from tutor.image import FileTree, Image, ImageLayer
from tutor.insight import efficiency_of_image, waste_of_image


def image(*layers):
    tree = FileTree.of(())
    for one in layers:
        tree = tree.apply(one.layer)
    return Image("saved", tree, layers=layers)


BASE = ImageLayer(layer(folder("d"), file("d/a", 10, mtime=1.0), file("d/b", 20, mtime=1.0)), "ADD rootfs /")


def test_a_deleted_folder_is_charged_to_the_layer_that_deletes_it():
    saved = image(BASE, ImageLayer(layer(gone=["d"]), "RUN rm -rf /d", line=2))
    (waste,) = waste_of_image(saved)
    assert (waste.layer, waste.of_layers, waste.how, waste.bytes, waste.files) == (1, (0,), "deleted", 30, 2)
    assert (waste.created_by, waste.line, waste.paths) == ("RUN rm -rf /d", 2, ("d/b", "d/a"))
    assert efficiency_of_image(saved) == 0.0


def test_the_copy_that_shows_is_no_waste():
    saved = image(BASE, ImageLayer(layer(file("d/a", 12, mtime=2.0))))
    (waste,) = waste_of_image(saved)
    assert (waste.bytes, waste.how) == (10, "replaced")
    assert efficiency_of_image(saved) == 32 / 42


def test_an_opaque_folder_hides_what_was_in_it():
    saved = image(BASE, ImageLayer(layer(folder("d"), file("d/c", 5), opaque=["d"])))
    assert [(waste.bytes, waste.files) for waste in waste_of_image(saved)] == [(30, 2)]


@pytest.mark.parametrize(
    ("created_by", "how"),
    [
        ("RUN /bin/sh -c chown 1 /d/a # buildkit", "metadata only"),
        ("/bin/sh -c chown 1 /d/a", "metadata only"),
        ("", "metadata only"),
        ("COPY a /d/a # buildkit", "replaced"),
        ("/bin/sh -c #(nop) COPY file:0 in /d/a ", "replaced"),
    ],
)
def test_only_a_command_changes_owners(created_by, how):
    saved = image(BASE, ImageLayer(layer(file("d/a", 10, mtime=1.0, uid=1)), created_by))
    assert [(waste.how, waste.bytes) for waste in waste_of_image(saved)] == [(how, 10)]


def test_nothing_is_said_where_no_layers_are_known():
    flat = Image("flat", FileTree.of([file("a", 1)]))
    assert (waste_of_image(flat), efficiency_of_image(flat)) == ((), None)
