"""The stages that are put behind a cut Dockerfile to list its boundaries.

A stage that has a shell lists itself: mounting it elsewhere would make BuildKit hash all its files first (7
to 25 s for 1 GB). The others are small, and are mounted beside. Only the listings come back, in an image of
a few files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from tutor.engine.moby.inner_context import PREFIX
from tutor.engine.moby.lister import LISTING, WORK, gather_script, mounted_script, own_root_script
from tutor.engine.moby.split import Split

LIST_STAGE = f"{PREFIX}list-"
GATHER_STAGE = f"{PREFIX}gather"
OUT_STAGE = f"{PREFIX}out"

OUT = f"/{WORK}/out"
LISTERS = f"/{WORK}/listers"
MOUNTED = f"/{WORK}/mounted"


def probe_text(
    split: Split,
    with_shell: Collection[int],
    helper: str,
    words: Mapping[tuple[int, int], str],
    *,
    no_network: bool,
) -> str:
    """The cut file with its listing stages; build ``OUT_STAGE`` of it.

    ``with_shell`` are the numbers of the boundaries that can list themselves; ``helper`` is an image or
    stage with a shell. ``words`` tell listings apart that BuildKit would not (``generations``).
    ``no_network`` says whether this front end knows ``RUN --network``.
    """
    network = "--network=none " if no_network else ""
    lines = []
    mounts = []
    told_apart: list[str] = []
    for number, boundary in enumerate(split.boundaries):
        word = words.get((boundary.stage, boundary.position), "")
        if number not in with_shell:
            mounts.append(f"--mount=type=bind,from={boundary.name},target={MOUNTED}/{number}")
            told_apart += [f": {word}"] if word else []
            continue
        lines += [
            f"FROM {boundary.name} AS {LIST_STAGE}{number}",
            "USER 0",
            f"RUN {network}{_shell(f': {word}{chr(10)}{own_root_script()}' if word else own_root_script())}",
        ]
        mounts.append(
            f"--mount=type=bind,from={LIST_STAGE}{number},source={LISTING},target={LISTERS}/{number}"
        )
    scripts = [*told_apart, "set -e", gather_script([(n, f"{LISTERS}/{n}") for n in sorted(with_shell)], OUT)]
    scripts += [
        mounted_script(f"{MOUNTED}/{number}", f"{OUT}/{number}")
        for number in range(len(split.boundaries))
        if number not in with_shell
    ]
    lines += [
        f"FROM {helper} AS {GATHER_STAGE}",
        "USER 0",
        f"RUN {network}{' '.join(mounts)} {_shell(chr(10).join(scripts))}",
        f"FROM scratch AS {OUT_STAGE}",
        f"COPY --from={GATHER_STAGE} {OUT} {OUT}",
    ]
    return split.text + "\n".join(lines) + "\n"


def _shell(script: str) -> str:
    """In exec form, so that neither SHELL nor the escape directive matters."""
    return json.dumps(["/bin/sh", "-c", script])
