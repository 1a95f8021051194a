"""Start commands in brackets that Docker does not read as JSON, told to who wrote them."""

from __future__ import annotations

from tutor.dockerfile.model import Instruction

NOT_JSON = "The brackets do not hold JSON"
_STARTS = ("ENTRYPOINT", "CMD")


def mistaken_array(text: str, line: int | None) -> str | None:
    """What is wrong with the array that ENTRYPOINT or CMD at a line has, None for one that is right.

    The line counts from 1; None stands for the last ENTRYPOINT or CMD of the file.
    """
    from tutor.dockerfile.reading import parse

    stages = parse(text).stages
    starts = [one for stage in stages[-1:] for one in stage.instructions if one.keyword in _STARTS]
    at_line = [one for one in starts if line is None or line in one.lines]
    return next((told for one in reversed(at_line) if (told := why_no_json(one))), None)


def why_no_json(instruction: Instruction) -> str | None:
    """Why an array is none, with the array that was meant; None for what is no array, or a right one."""
    from tutor.dockerfile.rules.arrays import meant_as_array

    meant = meant_as_array(instruction)
    if meant is None:
        return None
    wanted = "JSON wants double quotes around each word, and commas between"
    if meant.words:
        quoted = ", ".join(f'"{word}"' for word in meant.words)
        wanted += f": `{instruction.keyword} [{quoted}]`"
    return f"Docker takes these brackets for a shell's line, because they hold {_what(meant.why)}. {wanted}."


def _what(why: str) -> str:
    return why if why.endswith("quotes") else f"no JSON ({why})"
