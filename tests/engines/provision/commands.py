"""What each subcommand does."""

import argparse
from collections.abc import Sequence

from tests.bases import catalogue as bases

from . import apt, cache, catalogue, images
from .provided import Provided, ProvidedEngine
from .shell import ProvisionError, say


def up(chosen: argparse.Namespace) -> None:
    """Start engines one after the other and load the base images into each.

    One that fails is told with the end of its log and started once more; it stops no other.
    """
    failed: list[str] = []
    for provided in catalogue.named(chosen.names):
        if not (_tried(provided) or _tried(provided, again=True)):
            failed.append(provided.name)
    say(f"described in {cache.engines_file()}")
    if failed:
        raise ProvisionError(f"not provisioned: {', '.join(failed)}")


def down(chosen: argparse.Namespace) -> None:
    """End the engines that we started, but those to keep."""
    for provided in catalogue.named(chosen.names):
        if provided.name not in chosen.keep and provided.down():
            say(f"{provided.name} ended")
    catalogue.write_engines_file()


def status(chosen: argparse.Namespace) -> None:
    """List the engines; with ``--running`` only the names of those that run, one a line."""
    for provided in catalogue.named(chosen.names):
        running = provided.running()
        if chosen.running and running:
            print(provided.name)
        elif not chosen.running:
            print(_told(provided) if running else f"{provided.name} is down")
            if running and isinstance(provided, ProvidedEngine):
                print(images.listing(provided))


def make_bases(_chosen: argparse.Namespace) -> None:
    """Make every base image archive, and tell where each lies."""
    for module in bases.RECIPES:
        base = bases.finished(module)
        say(f"{base.recipe}: {base.archive}")


def browser(_chosen: argparse.Namespace) -> None:
    """Install the browser that ``distill web`` is tested in."""
    apt.install("chromium")


def parser(engines: Sequence[str]) -> argparse.ArgumentParser:
    """The command line; each subcommand carries its function in ``act``."""
    main = argparse.ArgumentParser(
        prog="python -m tests.engines.provision", description="Real engines for tests."
    )
    actions = main.add_subparsers(required=True)
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument(
        "names", metavar="NAME", nargs="*", help=f"one or more of {', '.join(engines)}; all if none"
    )
    start = actions.add_parser("up", parents=[chosen], help="start engines and load the base images")
    start.set_defaults(act=up)
    end = actions.add_parser("down", parents=[chosen], help="end the engines that an earlier run started")
    end.add_argument("--keep", metavar="NAME", nargs="*", default=[], help="engines to leave as they are")
    end.set_defaults(act=down)
    tell = actions.add_parser("status", parents=[chosen], help="list the engines and what they hold")
    tell.add_argument("--running", action="store_true", help="print only the names of those that run")
    tell.set_defaults(act=status)
    actions.add_parser("bases", help="make the base images; no engine is needed").set_defaults(act=make_bases)
    actions.add_parser("browser", help="install Chromium").set_defaults(act=browser)
    return main


def _tried(provided: Provided, *, again: bool = False) -> bool:
    try:
        if again:
            say(f"{provided.name} is started once more")
            provided.down()
        _up(provided)
    except ProvisionError as error:
        say(f"{provided.name} failed: {error}\nthe end of its log:\n{provided.daemon().last_lines()}")
        return False
    return True


def _up(provided: Provided) -> None:
    provided.up()
    if isinstance(provided, ProvidedEngine):
        images.load(provided)
    catalogue.write_engines_file()
    say(_told(provided))


def _told(provided: Provided) -> str:
    about = provided.describe()
    where = about.get("host") or about.get("address")
    return f"{provided.name} is up: {about.get('version', provided.kind)} at {where}"
