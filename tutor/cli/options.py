"""Options that several commands share, so that they read and behave alike."""

from __future__ import annotations

import os

import click


def _pairs(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """``NAME=value``; like docker, ``NAME`` alone takes the value from the environment."""
    pairs: dict[str, str] = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not name:
            raise click.BadParameter(f"{text!r} has no name: write NAME=VALUE.", ctx, param)
        if equals:
            pairs[name] = value
        elif name in os.environ:
            pairs[name] = os.environ[name]
    return pairs


engine_option = click.option(
    "--engine",
    default=lambda: os.environ.get("DISTILL_ENGINE", "auto"),
    metavar="ENGINE",
    help="What builds: docker, podman, embedded, or the URL of a socket (unix:///path, tcp://host:port). "
    "Without it DISTILL_ENGINE counts, else auto: Docker, or Podman, or the embedded engine.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)
file_option = click.option(
    "-f",
    "--file",
    "file",
    metavar="FILE",
    help="The Dockerfile: a path, or `start` or `solution` for the lesson's own.",
)
target_option = click.option("--target", metavar="STAGE", help="Build up to this stage (name or number).")
replay_option = click.option(
    "--replay",
    type=click.Choice(["real", "fast", "instant"]),
    default="instant",
    show_default=True,
    help="How fast the embedded engine tells what it has recorded.",
)
no_cache_option = click.option("--no-cache", is_flag=True, help="Run every step anew.")
layers_option = click.option(
    "--layers",
    is_flag=True,
    help="Read the layers of an engine's image too: what they hide, and all of them told. The first time "
    "that takes as long as the engine needs to save it.",
)
build_arg_option = click.option(
    "--build-arg",
    "build_args",
    multiple=True,
    callback=_pairs,
    metavar="NAME[=VALUE]",
    help="A value for an ARG of the Dockerfile. May be given several times.",
)
