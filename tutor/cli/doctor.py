"""``distill doctor``."""

from __future__ import annotations

import platform
import shutil
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor import __version__
from tutor.cli.command import Command
from tutor.cli.options import engine_option, json_option
from tutor.cli.printing import COULD_NOT_TELL, print_json

if TYPE_CHECKING:
    from tutor.cli.documents import Diagnosis, EmbeddedRow, EngineRow
    from tutor.engine import Engine

LOW_DISK_BYTES = 5_000_000_000
PACKAGES = ("textual", "docker", "dockerfile-parse", "pygments", "zstandard")


@click.command("doctor", cls=Command)
@engine_option
@click.option(
    "-v", "--verbose", is_flag=True, help="Also list every base image that the embedded engine has recorded."
)
@json_option
def command(engine: str, verbose: bool, as_json: bool) -> None:
    """Say which engines were found, what was tried, and what to do.

    Also how much the embedded engine has recorded, and from what. Exit code 2 when an engine that was named
    (--engine or DISTILL_ENGINE) does not answer; without a name the embedded engine is always there.
    """
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
        advice=_advice(connection.engine, free=_free_bytes(home)),
        embedded=_recorded(),
    )
    if connection.engine is not None:
        connection.engine.close()
    if as_json:
        print_json(diagnosis)
    else:
        _tell(diagnosis, verbose=verbose)
    if diagnosis.engine is None:
        raise click.exceptions.Exit(COULD_NOT_TELL)


def _row(engine: Engine | None) -> EngineRow | None:
    from tutor.cli.documents import EngineRow

    if engine is None:
        return None
    info = engine.info
    return EngineRow(info.title, info.kind, info.builder, info.host, info.store, info.platform)


def _recorded() -> EmbeddedRow | None:
    """What the embedded engine knows; reads its manifest and nothing more. None when that is damaged."""
    from tutor.cli.documents import EmbeddedRow, RecordedRow
    from tutor.engine.embedded.catalogue.catalogue import Catalogue
    from tutor.engine.errors import EngineError

    try:
        catalogue = Catalogue.load()
    except EngineError:
        return None
    return EmbeddedRow(
        images=[
            RecordedRow(
                list(image.names),
                image.total_bytes,
                image.paths,
                image.provenance.source,
                image.provenance.recorded,
                image.provenance.engine,
                image.provenance.made_by,
            )
            for image in catalogue.images()
        ],
        commands={tool: len(catalogue.commands(tool)) for tool in catalogue.tools()},
    )


def _tell(diagnosis: Diagnosis, *, verbose: bool) -> None:
    from tutor.image.size import human

    click.echo(f"Distill {diagnosis.distill}, Python {diagnosis.python}, {diagnosis.system}")
    click.echo("Packages: " + ", ".join(f"{name} {v or 'missing'}" for name, v in diagnosis.packages.items()))
    click.echo(f"Your work: {diagnosis.home} ({human(diagnosis.free_bytes)} free)")
    if diagnosis.engine is not None:
        engine = diagnosis.engine
        store = f", {engine.store} store" if engine.store else ""
        if engine.kind == "embedded":
            click.echo(f"Engine: embedded · recorded ({engine.title}, {engine.host})")
        else:
            click.echo(f"Engine: {engine.title}, {engine.builder}{store}, at {engine.host}")
    else:
        click.echo("Engine: none answered")
    if diagnosis.embedded is not None:
        _tell_recorded(diagnosis.embedded, verbose=verbose)
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


def _tell_recorded(embedded: EmbeddedRow, *, verbose: bool) -> None:
    from tutor.image.size import human

    click.echo("\nThe embedded engine (built in, works without a daemon or network) has recorded:")
    more = "" if verbose else " (`distill doctor --verbose` lists them)"
    click.echo(f"  {len(embedded.images)} base images{more}")
    for image in embedded.images if verbose else ():
        click.echo(f"    {', '.join(image.names)}: {human(image.bytes)}, {image.paths:,} paths")
    told = Counter(
        f"{image.source}; {image.recorded}, {image.engine}, by {image.made_by}" for image in embedded.images
    )
    for origin, count in told.items():
        which = "" if len(told) == 1 else f"{count} of them: "
        click.echo(f"    {which}{origin.removeprefix('; ')}")
    commands = ", ".join(f"{tool} ({count})" for tool, count in embedded.commands.items())
    click.echo(f"  commands: {commands or 'none'}")


def _advice(engine: Engine | None, *, free: int) -> list[str]:
    advice = []
    if engine is not None and engine.info.kind == "embedded":
        advice.append(
            "The embedded engine builds the lessons, and on the recorded images whatever it can compute. "
            "For anything else, start Docker or Podman."
        )
    if engine is None:
        advice.append("Without any: `--engine embedded` needs no daemon and knows the lessons.")
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
