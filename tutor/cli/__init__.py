"""The ``distill`` command: one module a command, each thin over ``tutor.course`` and ``tutor.engine``.

Exit codes, the same for every command: 0 done, 1 the learner's work did not pass (a failed build, an open
goal), 2 could not tell (wrong usage, an engine that is not there or died, something that the embedded engine
has not recorded), 130 interrupted.
"""

from __future__ import annotations

import importlib

import click

from tutor import __version__

COMMANDS = {
    "app": "Open the tutor (also: plain `distill`).",
    "open": "Open your own folder: edit, build, see what would save most.",
    "web": "Serve the tutor to a browser.",
    "lessons": "List the lessons, how far you are, and which is next.",
    "start": "Put a lesson's files into a folder and say where.",
    "build": "Build a lesson or a folder and measure its stages.",
    "check": "Build a lesson and judge its goals.",
    "run": "Build a lesson and run one of its stages.",
    "explain": "Build, and tell what each line adds, hides and ships.",
    "inspect": "Tell what is in an image, an archive or a stage.",
    "compare": "Tell how one image differs from another.",
    "hint": "Show the next hint of a lesson.",
    "quiz": "Ask a lesson's question, or answer it.",
    "solution": "Print a lesson's solution, or the way to it.",
    "reset": "Put a lesson's Dockerfile back to its start.",
    "golf": "Tell your smallest images and quickest rebuilds.",
    "certificate": "Print what you completed, with your figures.",
    "config": "Tell where your settings and keys are, and check them.",
    "doctor": "Say which engines were found, and what to do.",
    "schema": "Print the JSON Schema of a command's --json.",
    "lesson": "Write lessons, and check them.",
    "record": "Record for the embedded engine, from a real one.",
    "clean": "Remove what Distill made on the engine.",
}
"""Name to one-line help, in the order of the help page; ``tutor.cli.NAME`` is loaded when it is called."""


class LazyCommands(click.Group):
    """A group that loads a command's module only when that command is called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tutor.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name.isdecimal():  # a lesson's number: open it
            return super().resolve_command(ctx, ["app", *args])
        if name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, 1)
            ctx.fail(
                f"No command {name!r}."
                + (f" Did you mean {near[0]!r}?" if near else " See `distill --help`.")
            )
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from tutor.cli.environment import EXIT_CODES, VARIABLES

        with formatter.section("Exit codes"):
            formatter.write_dl(EXIT_CODES)
        with formatter.section("Environment"):
            formatter.write_dl(VARIABLES)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyCommands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="distill")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A terminal tutor for multi-stage builds and distroless images.

    Without a command it opens the tutor, `distill 3` at lesson 3. Each command has a --help of its own with
    examples; those that tell something take --json. A LESSON is a number or a name from `distill lessons`.
    """
    if ctx.invoked_subcommand is None:
        from tutor.cli.app import command

        ctx.invoke(command)
