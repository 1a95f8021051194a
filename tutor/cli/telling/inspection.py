"""``distill inspect`` as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tutor.cli.telling.words import columns, count, cut, headed, listed, size, wrapped
from tutor.image import FileKind, FileTree
from tutor.image.showing import shown
from tutor.insight.report.config import ConfigRow
from tutor.insight.report.inspection import InspectionReport
from tutor.insight.report.surface import SurfaceRow
from tutor.insight.report.weights import EntryRow

LEAST_SHARE = 0.001
"""Folders below this share of the image are summed up in the tree."""


def told(report: InspectionReport, files: FileTree, *, layers: bool = False, depth: int | None = None) -> str:
    """The image: totals, layers, waste, where the bytes are, surface, secrets, config."""
    lines = [*_totals(report)]
    lines += headed(f"Layers ({len(report.layers)})", _layers(report, all_of_it=layers))
    lines += headed("Wasted: hidden, and still carried", _waste(report))
    lines += headed("By kind", (_weight(row.kind, row.bytes, row.files) for row in report.kinds))
    lines += headed(
        "Largest folders, with all below them",
        (_weight(f"/{row.path}", row.bytes, row.files) for row in report.largest_folders),
    )
    lines += headed("Largest files", (_weight(f"/{row.path}", row.bytes) for row in report.largest_files))
    if depth is not None:
        lines += headed("Folders", _tree(files, "", depth, max(1, int(files.total_bytes * LEAST_SHARE))))
    lines += headed("Surface", _surface(report.surface))
    lines += headed("Go modules, as its programs say", _go_modules(report))
    lines += headed("Secrets", _secrets(report))
    lines += headed("Config", [] if report.config is None else _config(report.config))
    lines += headed("Notes", (wrapped(note, 2, 2) for note in report.notes))
    if report.files is not None:
        lines += headed("Files", map(_file, report.files))
    return "\n".join(lines)


def _totals(report: InspectionReport) -> Iterator[str]:
    yield shown(report.name)
    packed = f", {size(report.packed_bytes)} as archived" if report.packed_bytes is not None else ""
    if report.layers:
        yield f"  {size(report.size)} in its layers{packed}"
    regular = sum(kind.files for kind in report.kinds)
    yield (
        f"  {size(report.visible_bytes)} show, in {count(regular, 'file')} ({count(report.paths, 'path')})"
    )
    if report.efficiency is not None:
        wasted = sum(waste.bytes for waste in report.waste)
        yield f"  {report.efficiency * 100:.1f} % efficient, {size(wasted)} hidden"


def _layers(report: InspectionReport, *, all_of_it: bool) -> Iterator[str]:
    if not report.layers:
        return
    told = [layer for layer in report.layers if all_of_it or layer.bytes or layer.hides]
    yield f"  {'':>3} {'stores':>8} {'hides':>8}  made by"
    for layer in told:
        where = f"line {layer.line}: " if layer.line else ""
        made = f"{where}{layer.created_by}" if layer.created_by else f"{where}(not told)"
        made = cut(made, columns() - 25)
        yield f"  {layer.number:>3} {size(layer.bytes):>8} {size(layer.hides):>8}  {made}"
        if all_of_it:
            packed = f"{size(layer.packed_bytes)} as archived, " if layer.packed_bytes is not None else ""
            yield f"{'':24} {packed}{count(layer.files, 'file')}"
            if layer.diff_id:
                yield f"{'':6}{shown(layer.diff_id)}"
    if len(told) < len(report.layers):
        yield f"  and {count(len(report.layers) - len(told), 'layer')} without bytes (--layers tells them)"


def _waste(report: InspectionReport) -> Iterator[str]:
    for waste in report.waste:
        by = f"line {waste.line}" if waste.line else f"layer {waste.layer}"
        of = " and ".join(map(str, waste.of_layers))
        of_what = f"{'layers' if len(waste.of_layers) > 1 else 'layer'} {of}" if of else "lower layers"
        yield wrapped(
            f"{size(waste.bytes):>8}  {by} hides {count(waste.files, 'file')} of {of_what} ({waste.how}): "
            f"{listed([f'/{path}' for path in waste.paths], 2, waste.files)}",
            2,
            10,
        )


def _weight(name: str, size_: int, files: int | None = None) -> str:
    number = f"  ({count(files, 'file')})" if files is not None else ""
    return f"  {size(size_):>8}  {shown(name)}{number}"


def _tree(files: FileTree, folder: str, depth: int, least: int) -> Iterator[str]:
    """A folder's folders by weight, small ones and files summed up."""
    children = [(files.bytes_under(entry.path), entry) for entry in files.children(folder)]
    children.sort(key=lambda pair: (-pair[0], pair[1].path))
    indent = "  " * (folder.count("/") + 1 if folder else 0)
    rest, number = 0, 0
    for weight, entry in children:
        if entry.kind is FileKind.DIRECTORY and weight >= least:
            yield f"  {size(weight):>8}  {indent}{shown(entry.path.rpartition('/')[2])}/"
            if depth > 1:
                yield from _tree(files, entry.path, depth - 1, least)
        else:
            rest, number = rest + weight, number + 1
    if rest >= least:
        yield f"  {size(rest):>8}  {indent}({count(number, 'other path')})"


def _secrets(report: InspectionReport) -> Iterator[str]:
    for secret in report.secrets:
        yield wrapped(secret.says, 2, 2)
    if not report.secrets:
        where = (
            "its layers and config"
            if report.layers
            else "what shows and its config; not what its layers hide"
        )
        yield wrapped(f"none found in {where}", 2, 2)


def _go_modules(report: InspectionReport) -> Iterator[str]:
    names = [f"{one.name} {one.version}" for one in report.go_modules]
    if names:
        yield wrapped(f"{len(names)}: {listed(names)}", 2, 2)


def _surface(surface: SurfaceRow) -> Iterator[str]:
    who = surface.user or "root, by default"
    yield f"  user: {shown(who)}{' (root)' if surface.runs_as_root and surface.user else ''}"
    yield wrapped(f"shells: {listed(surface.shells)}", 2, 2)
    yield wrapped(f"package managers: {listed(surface.package_managers)}", 2, 2)
    managers = Counter(package.manager for package in surface.packages)
    by = ", ".join(f"{number} {manager}" for manager, number in managers.most_common())
    yield wrapped(f"packages: {len(surface.packages)}{f' ({by})' if by else ''}", 2, 2)
    setuid = [f"/{entry.path} ({entry.mode})" for entry in surface.setuid]
    yield wrapped(f"setuid or setgid: {listed(setuid)}", 2, 2)
    yield wrapped(f"interpreters: {listed(surface.interpreters)}", 2, 2)
    yield wrapped(f"compilers: {listed(surface.compilers)}", 2, 2)
    for note in surface.notes:
        yield wrapped(f"note: {note}", 2, 2)


def _config(config: ConfigRow) -> Iterator[str]:
    told = {
        "user": config.user,
        "workdir": config.workdir,
        "entrypoint": _words(config.entrypoint),
        "cmd": _words(config.cmd),
        "ports": ", ".join(config.ports),
        "volumes": ", ".join(config.volumes),
        "healthcheck": _words(config.healthcheck),
        "stop signal": config.stopsignal,
        "shell": _words(config.shell),
        "on build": "; ".join(config.onbuild),
        "platform": config.platform,
    }
    for name, value in told.items():
        if value:
            yield wrapped(f"{name}: {value}", 2, 2)
    for pair in config.env:
        yield wrapped(f"env: {pair}", 2, 2)
    for name, value in config.labels.items():
        yield wrapped(f"label: {name}={value}", 2, 2)


def _words(words: list[str] | None) -> str:
    import json

    return json.dumps(words, ensure_ascii=False) if words else ""


def _file(row: EntryRow) -> str:
    points = f" -> {shown(row.target)}" if row.target is not None else ""
    same = f" = /{shown(row.same_as)}" if row.same_as is not None else ""
    return (
        f"  {row.kind} {row.mode} {row.uid}:{row.gid} {size(row.bytes):>8}  /{shown(row.path)}{points}{same}"
    )
