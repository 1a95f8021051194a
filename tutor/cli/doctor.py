"""``distill doctor``."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from tutor import __version__
from tutor.cli.options import engine_option, json_option
from tutor.cli.printing import COULD_NOT_TELL, print_json

LOW_DISK_BYTES = 5_000_000_000
PACKAGES = ("textual", "docker", "dockerfile-parse", "pygments")


@click.command("doctor")
@engine_option
@json_option
def command(engine: str, as_json: bool) -> None:
    """Say which engines were found, what was tried, and what to do. Exit code 2 when none answers."""
    from tutor.course import home_folder
    from tutor.engine import connect

    connection = connect(engine)
    home = home_folder()
    info = connection.engine.info if connection.engine is not None else None
    free = _free_bytes(home)
    document = {
        "schema": 1,
        "distill": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "packages": {name: _version(name) for name in PACKAGES},
        "home": str(home),
        "free_bytes": free,
        "engine": None
        if info is None
        else {
            "title": info.title,
            "kind": info.kind,
            "builder": info.builder,
            "host": info.host,
            "store": info.store,
            "platform": info.platform,
        },
        "tried": [{"where": t.where, "outcome": t.outcome, "advice": t.advice} for t in connection.tried],
        "advice": _advice(found=info is not None, free=free),
    }
    if connection.engine is not None:
        connection.engine.close()
    if as_json:
        print_json(document)
    else:
        _tell(document)
    if info is None:
        raise click.exceptions.Exit(COULD_NOT_TELL)


def _tell(document: dict[str, object]) -> None:
    from tutor.image.size import human

    click.echo(f"Distill {document['distill']}, Python {document['python']}, {document['system']}")
    packages = document["packages"]
    assert isinstance(packages, dict)
    click.echo("Packages: " + ", ".join(f"{name} {found or 'missing'}" for name, found in packages.items()))
    free = document["free_bytes"]
    assert isinstance(free, int)
    click.echo(f"Your work: {document['home']} ({human(free)} free)")
    engine = document["engine"]
    if isinstance(engine, dict):
        store = f", {engine['store']} store" if engine["store"] else ""
        click.echo(f"Engine: {engine['title']}, {engine['builder']}{store}, at {engine['host']}")
    else:
        click.echo("Engine: none answered")
    tried = document["tried"]
    assert isinstance(tried, list)
    if tried:
        click.echo("\nTried:")
        for each in tried:
            click.echo(f"  {each['where']}: {each['outcome']}")
            if each["advice"]:
                click.echo(f"      {each['advice']}")
    advice = document["advice"]
    assert isinstance(advice, list)
    if advice:
        click.echo("\nWhat to do:")
        for sentence in advice:
            click.echo(f"  - {sentence}")


def _advice(*, found: bool, free: int) -> list[str]:
    advice = []
    if not found:
        advice.append("Start Docker Desktop, Docker Engine, Colima, Rancher Desktop, OrbStack or Podman, then try again.")
        advice.append("An engine elsewhere: `distill doctor --engine tcp://host:port`, or set DOCKER_HOST.")
    if free < LOW_DISK_BYTES:
        advice.append("Less than 5 GB are free; base images and builds of the lessons want about that much.")
    return advice


def _free_bytes(folder: Path) -> int:
    """Free bytes of the disk that holds the folder, or will hold it."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
