"""``node:24-trixie``: the Node of the slim image on ``buildpack-deps:trixie``, as the original has it."""

from . import npm_reach
from .buildpack import NAME as BUILDPACK
from .buildpack import SHARED_LAYERS
from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running
from .node import ADD_USER, CONFIG
from .node import NAME as NODE

NAME = "node-24-full"
BUILDS_ON = (BUILDPACK, NODE)
MADE_WITH = (npm_reach,)
ENGINES = ("docker-28.5", "podman")

OF_BUILDPACK = SHARED_LAYERS + 1
OF_NODE = slice(3, 5)
"""Of the slim image's layers, those that hold Node and the script that starts it."""


def make(bench: Bench) -> tuple[Image, ...]:
    """The image; only the layer that adds the user is its own."""
    layers = list(bench.parent_layers(BUILDPACK, "buildpack-deps:trixie")[:OF_BUILDPACK])
    node = bench.parent_layers(NODE, "node:24-trixie-slim")[OF_NODE]
    trees = [bench.unpacked(layer) for layer in layers]
    user = bench.tree("user")
    Root(trees, bench.work).run(ADD_USER, user)
    created_by = f"RUN /bin/sh -c {ADD_USER} # buildkit"
    layers.append(bench.layer(user, created_by, left_by_running, below=trees))
    image = Image(("node:24-trixie", "node:24"), (*layers, *node), CONFIG)
    return (npm_reach.with_npm(bench, bench.for_this_machine(image, trees[1])),)
