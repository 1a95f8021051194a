"""``distill config``."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import NOT_PASSED, note, print_json, stop, table

if TYPE_CHECKING:
    from tutor.cli.config_documents import Configured
    from tutor.ui.config.file import Config


@click.command("config", cls=Command)
@click.option("--init", is_flag=True, help="Write a file with everything in it, commented out.")
@click.option("--check", is_flag=True, help="Only say what is wrong; exit code 1 when something is.")
@json_option
def command(init: bool, check: bool, as_json: bool) -> None:
    """Tell where your settings and keys are, what each does, and what is wrong with them.

    The file is config.toml in the system's place for configuration, or in DISTILL_HOME where that is set.
    What it sets goes before what you choose in the app.
    """
    from tutor.ui.config.file import read
    from tutor.ui.config.place import config_path

    path = config_path()
    if init:
        from tutor.ui.config.commented import commented

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(commented())
        except FileExistsError:
            stop(f"{path} is there already.", advice="Edit it, or move it away first.")
        except OSError as error:
            stop(
                f"{path} cannot be written: {error.strerror}.",
                advice="Set DISTILL_HOME to a folder of yours.",
            )
    config = read(path)
    told = _document(config, str(path), exists=path.exists(), written=init)
    if as_json:
        print_json(told)
    elif init:
        click.echo(f"Wrote {path}: take the # away from what you change.")
    elif not check:
        _print(told)
    if not as_json:
        for one in config.problems:
            at = f"{path}:{one.line}: " if one.line else f"{path}: "
            note(f"{at}{one.message} {one.advice}")
        if check and not config.problems:
            click.echo("Nothing is wrong." if told.exists else f"There is no {path}; the defaults count.")
    if check and any(not one.counts for one in config.problems):
        raise click.exceptions.Exit(NOT_PASSED)


def _document(config: Config, path: str, *, exists: bool, written: bool) -> Configured:
    from tutor.cli.config_documents import Configured, KeyRow, ProblemRow, SettingRow
    from tutor.ui.config.known import known
    from tutor.ui.settings import Settings, settings_path

    settings = Settings.load(settings_path()).with_those(config.settings)
    return Configured(
        path,
        exists,
        [
            SettingRow(
                one.name,
                one.metadata.get("told", ""),
                one.default,
                getattr(settings, one.name),
                list(one.metadata.get("choices", ())),
            )
            for one in fields(Settings)
        ],
        [
            KeyRow(
                one.id,
                one.told,
                list(one.default),
                _keys_now(config.keymap.get(one.id), one.default),
            )
            for one in known().keys.values()
        ],
        [ProblemRow(one.line, one.message, one.advice, one.counts) for one in config.problems],
        written=written,
    )


def _keys_now(own: str | None, default: tuple[str, ...]) -> list[str]:
    from tutor.ui.config.unbound import is_unbound

    return list(default) if own is None else [key for key in own.split(",") if not is_unbound(key)]


def _print(told: Configured) -> None:
    from tutor.ui.config.file import toml_of

    here = "" if told.exists else "  (not there yet: `distill config --init` writes it)"
    click.echo(f"{told.file}{here}\n\nSettings:")
    rows = []
    for one in told.settings:
        choices = f" One of {', '.join(map(toml_of, one.choices))}." if one.choices else ""
        default = "" if one.now == one.default else f" The default is {toml_of(one.default)}."
        rows.append((f"  {one.name} = {toml_of(one.now)}", f"{one.told}{choices}{default}"))
    click.echo(table(rows))
    click.echo("\n[keys]")
    click.echo(table([(f'  "{one.id}" = "{", ".join(one.now)}"', one.told) for one in told.keys]))
