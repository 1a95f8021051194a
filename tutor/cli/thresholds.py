"""The options that hold an image to bounds, and how a command ends when one is not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tutor.cli.printing import COULD_NOT_TELL, NOT_PASSED, note

if TYPE_CHECKING:
    from tutor.insight.report import FindingRow
    from tutor.insight.thresholds import Thresholds

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
NAMES = (
    "max_size",
    "max_ratio",
    "max_packages",
    "min_efficiency",
    "no_shell",
    "no_setuid",
    "no_secrets",
    "nonroot",
)


class _Read(click.ParamType[Any]):
    """A value that a function of ``tutor.insight.thresholds`` reads."""

    def __init__(self, name: str, function: str) -> None:
        self.name = name
        self._function = function

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from tutor.insight import thresholds

        try:
            return getattr(thresholds, self._function)(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


_OPTIONS = (
    click.option(
        "--max-size", type=_Read("size", "size_of"), metavar="SIZE", help="At most SIZE: 20MB, 1.5GB, 16MiB."
    ),
    click.option(
        "--max-ratio",
        type=_Read("ratio", "ratio_of"),
        multiple=True,
        metavar="WHOLE:PART=N%",
        help="PART has at most N % of the bytes of WHOLE: build:final=5%. Names are stages (`final` is the "
        "final one); for compare also before and after. May be given several times.",
    ),
    click.option("--max-packages", type=click.IntRange(min=0), metavar="N", help="At most N packages."),
    click.option(
        "--min-efficiency",
        type=_Read("share", "percent_of"),
        metavar="N%",
        help="At least N % of the bytes in the layers show in the files.",
    ),
    click.option("--no-shell", is_flag=True, help="No shell."),
    click.option("--no-setuid", is_flag=True, help="No setuid or setgid file."),
    click.option(
        "--no-secrets", is_flag=True, help="Nothing that looks like a secret, hidden ones included."
    ),
    click.option("--nonroot", is_flag=True, help="Does not run as root."),
)


def threshold_options(command: Decorated) -> Decorated:
    """Add the options; ``thresholds_of`` takes them out of the command's parameters."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def thresholds_of(given: dict[str, Any]) -> Thresholds:
    """The bounds that were given."""
    from tutor.insight.thresholds import Thresholds

    return Thresholds(**{name: given[name] for name in NAMES})


def needs_layers(given: dict[str, Any], asked: bool) -> bool:
    """Whether layers have to be read: they were asked for, or a bound is about what they hold and hide."""
    return asked or any(given[name] for name in ("max_size", "max_ratio", "min_efficiency", "no_secrets"))


def end_by(findings: Sequence[FindingRow]) -> None:
    """End with 1 when a bound is broken, with 2 when one could not be told, with one line a reason."""
    from tutor.image.showing import shown

    for finding in findings:
        if finding.state != "kept":
            how = "is not kept" if finding.state == "broken" else "could not be told"
            note(f"distill: {shown(finding.bound)} {how}: {shown(finding.because)}")
    states = {finding.state for finding in findings}
    if "broken" in states:
        raise click.exceptions.Exit(NOT_PASSED)
    if "unknown" in states:
        raise click.exceptions.Exit(COULD_NOT_TELL)
