"""The lines of an image's history, as BuildKit writes them."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.dockerfile import Form, Instruction
from tutor.dockerfile.heredocs import marker_of
from tutor.engine.embedded.catalogue.format import HistoryLine
from tutor.image import HealthCheck, ImageConfig
from tutor.image.configure import ports_of

MARK = " # buildkit"
STORING = ("RUN", "COPY", "ADD")


def history_line(
    instruction: Instruction, config: ImageConfig, args: Mapping[str, str | None]
) -> HistoryLine | None:
    """The line that an instruction adds; None for one that adds none.

    ``config`` is the config after the instruction, ``args`` the ARGs that were declared before it: an ENV of
    the same name wins, and one without a value is shown as empty.
    """
    keyword = instruction.keyword
    if keyword in ("RUN", "COPY", "ADD"):
        line = _ran(instruction, config, args) if keyword == "RUN" else _copied(instruction)
        return HistoryLine(line + MARK)
    if keyword == "WORKDIR":
        return HistoryLine(f"WORKDIR {config.workdir}")
    setting = _setting(instruction, config)
    return None if setting is None else HistoryLine(setting, empty=True)


def command_of(instruction: Instruction, config: ImageConfig) -> tuple[str, ...]:
    """The program and arguments of a RUN."""
    if instruction.form is Form.EXEC:
        return instruction.words
    return config.in_shell(script_of(instruction))


def script_of(instruction: Instruction) -> str:
    """The text that a RUN in shell form hands to its shell.

    A heredoc that stands alone is the script itself, unless it begins with ``#!``.
    """
    line = " ".join(instruction.words)
    heredocs = instruction.heredocs
    if not heredocs:
        return line
    if line.strip().startswith("<<") and len(line.split()) == 1 and len(heredocs) == 1:
        return heredocs[0].content
    return "\n".join([line, *(f"{each.content}{each.name}" for each in heredocs)])


def _ran(instruction: Instruction, config: ImageConfig, args: Mapping[str, str | None]) -> str:
    words = command_of(instruction, config)
    env = dict(pair.partition("=")[::2] for pair in config.env)
    values = (f"{name}={env.get(name, value or '')}" for name, value in args.items())
    seen = [f"|{len(args)}", *values] if args else []
    return " ".join(["RUN", *seen, *words])


def _copied(instruction: Instruction) -> str:
    flags = [
        f"--{name}={value}" for name in ("chown", "chmod") if (value := instruction.flag(name)) is not None
    ]
    heredocs = iter(instruction.heredocs)
    words = [
        f"<<{next(heredocs).name}" if marker_of(word) is not None else word for word in instruction.expanded
    ]
    return " ".join([instruction.keyword, *flags, *words])


def _setting(instruction: Instruction, config: ImageConfig) -> str | None:
    keyword, words = instruction.keyword, instruction.expanded
    told: str | None = None
    match keyword:
        case "ENV" | "MAINTAINER" | "LABEL" | "ARG" | "USER" | "STOPSIGNAL":
            told = " ".join(words)
        case "CMD":
            told = _go_list(config.cmd or ())
        case "ENTRYPOINT":
            told = _go_list(config.entrypoint or ())
        case "SHELL" | "VOLUME":
            told = f"[{' '.join(words)}]"
        case "EXPOSE":
            told = f"[{' '.join(sorted(port for word in words for port in ports_of(word)))}]"
        case "HEALTHCHECK":
            told = _go_health(config.healthcheck)
    return None if told is None else f"{keyword} {told}"


def _go_list(words: tuple[str, ...]) -> str:
    """``["/bin/sh" "-c" "a b"]``: Go's ``%q`` of a list of strings."""
    return "[" + " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words) + "]"


def _go_health(check: HealthCheck | None) -> str:
    if check is None:
        return ""
    times = (check.interval, check.timeout, check.start_period, check.start_interval)
    return (
        "&{"
        + " ".join([_go_list(check.test), *(f'"{_go_duration(each)}"' for each in times)])
        + (f" {_go_rune(check.retries)}}}")
    )


def _go_rune(number: int) -> str:
    """How Go's ``%q`` prints an integer: as the character of that number."""
    named = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 39: "\\'", 92: "\\\\"}
    plain = chr(number) if chr(number).isprintable() else f"\\x{number:02x}"
    return f"'{named.get(number, plain)}'"


def _go_duration(nanoseconds: int) -> str:
    """``1m30s``, ``500ms``, ``0s``: how Go prints a duration."""
    if nanoseconds == 0:
        return "0s"
    seconds = nanoseconds / 1_000_000_000
    if seconds < 1:
        return f"{nanoseconds / 1_000_000:g}ms"
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = f"{hours:.0f}h" if hours else ""
    parts += f"{minutes:.0f}m" if hours or minutes else ""
    return f"{parts}{rest:g}s"
