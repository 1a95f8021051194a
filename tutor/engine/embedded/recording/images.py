"""Recording base images from a real engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tutor import __version__
from tutor.engine.embedded.catalogue.format import HistoryLine, Provenance, RecordedImage, RecordedLayer
from tutor.engine.embedded.catalogue.names import short_name
from tutor.engine.embedded.recording.archive import SavedImage, SavedLayer, read_saved
from tutor.engine.embedded.recording.keeping import Keeper
from tutor.engine.embedded.recording.substitution import NOTHING, REFUSED_ADVICE, Substitution, Unfit
from tutor.engine.errors import EngineError
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.saving import saved
from tutor.image import MalformedArchive
from tutor.image.merge import stacked

LABEL = "org.opencontainers.image."


@dataclass(frozen=True, slots=True)
class Options:
    """How to record.

    ``without_layers`` are texts; a layer whose history line holds one of them belongs to this machine only.
    ``before`` are Dockerfile lines to run on a base before the commands that are recorded.
    """

    without_layers: tuple[str, ...] = ()
    substitution: Substitution = NOTHING
    before: str = ""


@dataclass(frozen=True, slots=True)
class MadeImage:
    """A recorded image with its layers, and what its left-out layers brought that nothing may hold."""

    image: RecordedImage
    layers: tuple[RecordedLayer, ...]
    forbidden: frozenset[str]


def record_image(daemon: Daemon, title: str, names: tuple[str, ...], options: Options) -> MadeImage:
    """The image by the first of its ``names``, read from an engine called ``title`` ("Docker 28.5.2").

    Raises EngineError when the engine does not have it, Unfit when it holds what belongs to the machine.
    """
    try:
        with saved(daemon, names[0]) as stream:
            image = read_saved(stream, lambda _: Keeper(substitution=options.substitution))
        with daemon.api() as api:
            inspected: Mapping[str, Any] = api.inspect_image(names[0])
    except Refused as error:
        raise EngineError(
            f"{title} has no image {names[0]}: {error.message}",
            advice=f"Pull it first: docker pull {names[0]}",
        ) from error
    except MalformedArchive as error:
        raise EngineError(f"What {title} saved of {names[0]} cannot be read: {error}.") from error
    return made(image, names, provenance(title, inspected), options)


def made(image: SavedImage, names: tuple[str, ...], origin: Provenance, options: Options) -> MadeImage:
    """The image of an archive as it is recorded. Raises Unfit."""
    history = _history(image.config)
    lines = _line_of_each_layer(history, len(image.layers))
    left_out = {
        number
        for number, line in enumerate(lines)
        if line is not None and any(text in history[line].created_by for text in options.without_layers)
    }
    kept = [layer for number, layer in enumerate(image.layers) if number not in left_out]
    below = image.layers[: min(left_out, default=0)]
    forbidden = _brought_by([image.layers[number] for number in left_out], below)
    layers = tuple(_recorded(layer, options.substitution.also_forbidding(forbidden)) for layer in kept)
    tree = stacked(layers)
    recorded = RecordedImage(
        names=tuple(map(short_name, names)),
        layers=tuple(layer.diff_id for layer in layers),
        config=image.config.get("config") or {},
        architecture=image.config.get("architecture") or "amd64",
        history=tuple(
            line for number, line in enumerate(history) if number not in {lines[left] for left in left_out}
        ),
        total_bytes=tree.total_bytes,
        paths=len(tree),
        provenance=origin,
    )
    return MadeImage(recorded, layers, forbidden)


def provenance(title: str, inspected: Mapping[str, Any] | None = None, source: str = "") -> Provenance:
    """Today, by this Distill; ``source`` from an image's labels, or the digest it was pulled by."""
    today = datetime.now(UTC).date().isoformat()
    return Provenance(today, title, f"Distill {__version__}", source or _source(inspected or {}))


def _source(inspected: Mapping[str, Any]) -> str:
    labels: Mapping[str, str] = (inspected.get("Config") or {}).get("Labels") or {}
    said = labels.get(f"{LABEL}source") or labels.get(f"{LABEL}url") or ""
    parts = [said] if said else []
    parts += [f"{key} {labels[LABEL + key]}" for key in ("version", "revision") if labels.get(LABEL + key)]
    return ", ".join(parts) or next(iter(inspected.get("RepoDigests") or ()), "")


def _history(config: Mapping[str, Any]) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(line.get("created_by") or "", bool(line.get("empty_layer")))
        for line in config.get("history") or ()
    )


def _line_of_each_layer(history: tuple[HistoryLine, ...], layers: int) -> list[int | None]:
    """The numbers of the lines that stored the layers; None where the history does not tell."""
    storing = [number for number, line in enumerate(history) if not line.empty]
    return list(storing) if len(storing) == layers else [None] * layers


def _brought_by(left_out: Sequence[SavedLayer], below: Sequence[SavedLayer]) -> frozenset[str]:
    """Certificates and file names that the left-out layers have and those below them do not."""
    paths = {entry.path for each in below if each.layer for entry in each.layer.entries}
    known = {
        body for each in below if each.kept for found in each.kept.certificates.values() for body in found
    }
    brought: set[str] = set()
    for each in left_out:
        if each.layer is None or each.kept is None:
            continue
        brought.update(entry.path for entry in each.layer.entries if entry.size and entry.path not in paths)
        for found in each.kept.certificates.values():
            brought.update(found - known)
    return frozenset(brought)


def _recorded(layer: SavedLayer, substitution: Substitution) -> RecordedLayer:
    if layer.layer is None or layer.kept is None:
        raise EngineError(
            f"The layer {layer.diff_id} is not in what the engine saved.", advice="Pull the image again."
        )
    for path, bodies in layer.kept.certificates.items():
        if bodies & substitution.forbidden:
            raise Unfit(f"/{path} holds a certificate that this machine added.", advice=REFUSED_ADVICE)
    for content in layer.kept.heads.values():
        substitution.check(content, f"a file of the layer {layer.diff_id[:19]}")
    entries = tuple(substitution.in_entry(entry) for entry in layer.layer.entries)
    return RecordedLayer(
        layer.diff_id,
        entries,
        tuple(map(substitution.in_text, layer.layer.whiteouts)),
        tuple(map(substitution.in_text, layer.layer.opaque)),
        layer.kept.heads,
        layer.kept.elves,
    )
