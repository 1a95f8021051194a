"""What npm needs besides to reach its registry from a machine that adds certificates of its own."""

from tests.engines.provision import machine

from .making.bench import Bench
from .making.image import Image

CREATED_BY = "# test machine only: npm's certificates"
SETTINGS = "usr/local/etc/npmrc"
BUNDLE = "usr/local/etc/test-machine.crt"


def with_npm(bench: Bench, image: Image) -> Image:
    """The image with a layer that makes npm trust what this machine trusts; most machines need none.

    Node carries its own list of certificates, so those that Debian's tools read do not help npm.
    """
    if not machine.extra_certificates():
        return image
    tree = bench.tree("npm")
    for path, text in (
        (SETTINGS, f"cafile=/{BUNDLE}\n"),
        (BUNDLE, machine.CA_BUNDLE.read_text()),
    ):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text)
    return Image(image.names, (*image.layers, bench.layer(tree, CREATED_BY)), image.config)
