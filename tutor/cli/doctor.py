"""``distill doctor``."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor import __version__
from tutor.cli.command import Command
from tutor.cli.options import engine_option, json_option
from tutor.cli.printing import COULD_NOT_TELL, print_json

if TYPE_CHECKING:
    from tutor.cli.documents import Diagnosis, EngineRow
    from tutor.engine import Engine

LOW_DISK_BYTES = 5_000_000_000
PACKAGES = ("textual", "docker", "dockerfile-parse", "pygments")


@click.command("doctor", cls=Command)
@engine_option
@json_option
def command(engine: str, as_json: bool) -> None:
    """Say which engines were found, what was tried, and what to do. Exit code 2 when none answers."""
    from tutor.cli.documents import Diagnosis, TriedRow
    from tutor.engine import connect
    from tutor.home import home_folder

    connection = connect(engine)
    home = home_folder()
    diagnosis = Diagnosis(
        distill=__version__,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        packages={name: _version(name) for name in PACKAGES},
        home=str(home),
        free_bytes=_free_bytes(home),
        engine=_row(connection.engine),
        tried=[TriedRow(t.where, t.outcome, t.advice) for t in connection.tried],
        advice=_advice(found=connection.engine is not None, free=_free_bytes(home)),
    )
    if connection.engine is not None:
        connection.engine.close()
    if as_json:
        print_json(diagnosis)
    else:
        _tell(diagnosis)
    if diagnosis.engine is None:
        raise click.exceptions.Exit(COULD_NOT_TELL)


def _row(engine: Engine | None) -> EngineRow | None:
    from tutor.cli.documents import EngineRow

    if engine is None:
        return None
    info = engine.info
    return EngineRow(info.title, info.kind, info.builder, info.host, info.store, info.platform)


def _tell(diagnosis: Diagnosis) -> None:
    from tutor.image.size import human

    click.echo(f"Distill {diagnosis.distill}, Python {diagnosis.python}, {diagnosis.system}")
    click.echo("Packages: " + ", ".join(f"{name} {v or 'missing'}" for name, v in diagnosis.packages.items()))
    click.echo(f"Your work: {diagnosis.home} ({human(diagnosis.free_bytes)} free)")
    if diagnosis.engine is not None:
        engine = diagnosis.engine
        store = f", {engine.store} store" if engine.store else ""
        click.echo(f"Engine: {engine.title}, {engine.builder}{store}, at {engine.host}")
    else:
        click.echo("Engine: none answered")
    if diagnosis.tried:
        click.echo("\nTried:")
    for each in diagnosis.tried:
        click.echo(f"  {each.where}: {each.outcome}")
        if each.advice:
            click.echo(f"      {each.advice}")
    if diagnosis.advice:
        click.echo("\nWhat to do:")
    for sentence in diagnosis.advice:
        click.echo(f"  - {sentence}")


def _advice(*, found: bool, free: int) -> list[str]:
    advice = []
    if not found:
        advice.append(
            "Start Docker (Desktop, Engine, Colima, Rancher Desktop, OrbStack) or Podman, then try again."
        )
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
