"""``distill record``."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from tutor.cli.command import Command
from tutor.cli.connecting import connected
from tutor.cli.options import engine_option, json_option
from tutor.cli.printing import NOT_PASSED, note, print_json, stop

if TYPE_CHECKING:
    from tutor.engine.embedded.catalogue.format import Manifest
    from tutor.engine.embedded.recording import Recorder

into_option = click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder to record into; by default your own, which the embedded engine reads too.",
)


def _recording(function: Callable[..., None]) -> Callable[..., None]:
    """The options of everything that records."""
    for option in (
        json_option,
        click.option(
            "--before", metavar="LINE", default="", help="A Dockerfile line to put below each FROM."
        ),
        click.option(
            "--replace",
            multiple=True,
            metavar="OLD=NEW",
            help="Write NEW for OLD in names, texts and output.",
        ),
        click.option(
            "--without-layer",
            "without_layers",
            multiple=True,
            metavar="TEXT",
            help="Leave out layers of base images whose history line holds TEXT.",
        ),
        into_option,
        engine_option,
    ):
        function = option(function)
    return function


@click.group("record")
def command() -> None:
    """Record for the embedded engine what a real engine does.

    A recording holds names, sizes, digests and output, never the content of programs. Texts that belong to
    this machine only are left out with --without-layer and --replace; what still holds one is refused.
    """


@command.command("image", cls=Command, short_help="Record base images that the engine has.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_recording
def image(names: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Record base images that the engine has; names of one image are recorded together."""
    with _recorder(**options) as recorder:
        recorder.images(*names)
        _tell(recorder, as_json=as_json)


@command.command("lesson", cls=Command, short_help="Record what lessons need.")
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option("--all", "every", is_flag=True, help="Every lesson of the course.")
@_recording
def lesson(lessons: tuple[str, ...], every: bool, as_json: bool, **options: Any) -> None:
    """Record what the Dockerfiles and runs of LESSONs need and is not recorded yet."""
    from tutor.cli.subject import find_lesson
    from tutor.course import Course
    from tutor.course.needed import builds_needed, runs_needed
    from tutor.course.variants import runs_of, variants_of
    from tutor.engine.embedded.recording import Matters

    if every == bool(lessons):
        stop("name lessons, or all of them with --all.", advice="`distill lessons` lists them.")
    chosen = list(Course.load()) if every else [find_lesson(text) for text in lessons]
    with _recorder(**options) as recorder:
        for each in chosen:
            recorder.forbid_what_only_this_machine_has(each.images)
            for variant in variants_of(each):
                note(f"{each.name}: {variant.title}")
                with tempfile.TemporaryDirectory(prefix="distill-record-") as name:
                    folder = Path(name)
                    request = variant.request(each, folder)
                    recorder.all_of(
                        request,
                        runs_of(each),
                        Matters(each.run.matters, each.run.looks_at),
                        needed=partial(runs_needed, each, request),
                        again=partial(builds_needed, each, request, folder=folder),
                    )
        _tell(recorder, as_json=as_json)


@command.command("list", cls=Command, short_help="List what is recorded.")
@into_option
@json_option
def listing(into: Path | None, as_json: bool) -> None:
    """List what is recorded in DIR, by default in your own folder, or without one what comes with Distill."""
    from tutor.engine.embedded.catalogue.catalogue import BUILT_IN, built_in
    from tutor.engine.embedded.catalogue.packing import read_manifest, together
    from tutor.engine.embedded.finding import own_recordings

    own = own_recordings()
    folder = into or (own if own.exists() else BUILT_IN)
    manifest = together([read_manifest(each) for each in (built_in() if folder == BUILT_IN else (folder,))])
    if as_json:
        print_json(_document(folder, manifest))
        return
    for recorded in manifest.images:
        click.echo(f"image    {', '.join(recorded.names)}")
    for index in manifest.commands:
        where = "" if index.key.any_folder else f"  in {index.key.folder}"
        click.echo(f"command  {' '.join(index.key.argv)}{where}")
    click.echo(f"{len(manifest.runs)} programs with recorded runs.")


@contextlib.contextmanager
def _recorder(
    engine: str, into: Path | None, without_layers: tuple[str, ...], replace: tuple[str, ...], before: str
) -> Iterator[Recorder]:
    from tutor.engine.embedded.finding import own_recordings
    from tutor.engine.embedded.recording import Options, Recorder, substitution_of

    try:
        options = Options(without_layers, substitution_of(replace), before)
    except ValueError as error:
        stop(f"--replace {error} is not OLD=NEW.")
    with connected("live" if engine == "auto" else engine) as real:
        yield Recorder.on(real, into or own_recordings(), options, note)


def _tell(recorder: Recorder, *, as_json: bool) -> None:
    recorder.finish()
    if as_json:
        manifest = recorder.writer.manifest
        print_json(_document(recorder.into, manifest, recorder.recorded, recorder.refused))
    else:
        click.echo(f"{len(recorder.recorded)} recorded into {recorder.into}.")
        for refused in recorder.refused:
            click.echo(f"refused: {refused}")
    if recorder.refused:
        raise click.exceptions.Exit(NOT_PASSED)


def _document(
    folder: Path, manifest: Manifest, new: Sequence[str] = (), refused: Sequence[str] = ()
) -> msgspec.Struct:
    from tutor.cli.documents import Recorded, RecordedCommandRow, RecordedImageRow

    return Recorded(
        folder=str(folder),
        new=list(new),
        refused=list(refused),
        images=[
            RecordedImageRow(
                list(each.names),
                each.total_bytes,
                each.paths,
                each.provenance.recorded,
                each.provenance.engine,
                each.provenance.source,
            )
            for each in manifest.images
        ],
        commands=[
            RecordedCommandRow(
                " ".join(each.key.argv),
                each.key.folder,
                each.provenance.recorded,
                each.provenance.engine,
                each.provenance.source,
            )
            for each in manifest.commands
        ],
        programs=len(manifest.runs),
    )
