"""Advice on what lines of the final image left lying about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tutor.image import FileEntry
from tutor.image.size import human
from tutor.insight.advised import Advice, Case
from tutor.insight.explanation import LeftCause
from tutor.insight.history import Step
from tutor.insight.recommended import only_recommended

LEAST_WORTH_TELLING_BYTES = 10_000
APT_LISTS = "var/lib/apt/lists/"
BALLAST = re.compile(r"(^|/)(\.git|node_modules|\.venv|venv|target|__pycache__|\.idea|\.vscode|\.terraform)/")
NODE_TOOL = re.compile(
    r"(^|/)node_modules/(typescript|eslint[\w-]*|prettier|webpack[\w-]*|jest[\w-]*|mocha|vite|vitest|rollup|esbuild"
    r"|nodemon|ts-node|@types|@babel|@typescript-eslint|@jest|@esbuild|@rollup|husky|lint-staged|nyc|karma)/"
)


def caches(case: Case) -> Sequence[Advice]:
    """Package lists and caches that a line of the Dockerfile wrote and nobody deletes."""
    by_line: dict[tuple[int, bool], int] = {}
    for entry, cause, step in case.shown:
        if cause is LeftCause.CACHES and step is not None and step.instruction.keyword == "RUN":
            key = step.line, entry.path.startswith(APT_LISTS)
            by_line[key] = by_line.get(key, 0) + entry.size
    return [
        _lists(line, size) if lists else _cache(line, size)
        for (line, lists), size in by_line.items()
        if size >= LEAST_WORTH_TELLING_BYTES
    ]


def _lists(line: int, size: int) -> Advice:
    title = "Delete the package lists in the RUN that fetches them"
    because = (
        f"Line {line} leaves {human(size)} of apt's lists in /{APT_LISTS}: add `rm -rf /{APT_LISTS}*` to it."
    )
    return Advice(title, because, line, size, estimated=False, lesson="layers-remember")


def _cache(line: int, size: int) -> Advice:
    title = "Keep caches out of the image with a cache mount"
    left = f"Line {line} leaves {human(size)} of caches and logs"
    because = f"{left}: `RUN --mount=type=cache,target=…` keeps them outside."
    return Advice(title, because, line, size, estimated=False, lesson="layers-remember")


def recommended_packages(case: Case) -> Sequence[Advice]:
    """Packages that nothing needs, installed because others recommend them."""
    found = []
    for stage in case.chain:
        for step in case.explanation.provenance.histories[stage.index].own_steps:
            extra = only_recommended(step, case.result.final_stage.documents)
            size = sum(extra.values())
            if size >= LEAST_WORTH_TELLING_BYTES:
                names = ", ".join(sorted(extra, key=lambda name: -extra[name])[:3])
                because = (
                    f"Line {step.line} installs {len(extra)} packages only because others recommend them "
                    f"({names}). Reckoned by the sizes that dpkg lists for them."
                )
                title = "Install with --no-install-recommends"
                found.append(
                    Advice(title, because, step.line, size, estimated=True, lesson="layers-remember")
                )
    return found


def context_ballast(case: Case) -> Sequence[Advice]:
    """What no image needs of a build context; in a stage that does not ship it costs time, and no bytes."""
    reach = case.explanation.provenance.reach
    found: list[Advice] = []
    for history in case.explanation.provenance.histories:
        for step in history.own_steps:
            if step.instruction.keyword in ("COPY", "ADD") and not step.instruction.flag("from"):
                ships = history.stage in reach.chain
                found += [_ballast(step, name, size, ships=ships) for name, size in _by_name(step).items()]
    return found


def _by_name(step: Step) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for entry in step.layer.entries if step.layer is not None else ():
        folder = BALLAST.search(entry.path)
        if folder is not None:
            sizes[folder[2]] = sizes.get(folder[2], 0) + entry.size
    return {name: size for name, size in sizes.items() if size >= LEAST_WORTH_TELLING_BYTES}


def _ballast(step: Step, name: str, size: int, *, ships: bool) -> Advice:
    where = "the final image" if ships else "a stage that does not ship: every build sends it all the same"
    because = f"Line {step.line} copies {human(size)} of {name} out of the build context into {where}."
    title = f"Name {name} in .dockerignore"
    saves = size if ships else 0
    return Advice(title, because, step.line, saves, estimated=False, lesson="cache-and-context")


def node_tools(case: Case) -> Sequence[Advice]:
    """Node packages that only a build needs."""
    tools = [(entry, step) for entry, _, step in case.shown if NODE_TOOL.search(entry.path)]
    size = sum(entry.size for entry, _ in tools)
    if size < LEAST_WORTH_TELLING_BYTES:
        return ()
    lines = [step.line for _, step in tools if step is not None]
    names = ", ".join(_packages(entry for entry, _ in tools)[:3])
    because = (
        f"The final image holds {human(size)} of Node packages that only a build needs ({names}). "
        "Reckoned from well-known names, so there may be more."
    )
    title = "Install production dependencies only (npm ci --omit=dev)"
    lesson = "distroless-node-repaired"
    return [Advice(title, because, min(lines, default=None), size, estimated=True, lesson=lesson)]


def _packages(entries: Iterable[FileEntry]) -> list[str]:
    """Names of the packages that hold these files, those with most bytes first."""
    sizes: dict[str, int] = {}
    for entry in entries:
        found = NODE_TOOL.search(entry.path)
        if found is not None:
            sizes[found[2]] = sizes.get(found[2], 0) + entry.size
    return sorted(sizes, key=lambda name: -sizes[name])
