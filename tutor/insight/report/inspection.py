"""An image as a document: what ``distill inspect --json`` prints."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tutor.image import Image, ImageLayer, Package
from tutor.image.showing import encodable
from tutor.insight.hidden_secrets import HiddenSecret, secrets_of_image
from tutor.insight.image_waste import LayerWaste, efficiency_of_image, waste_of_image
from tutor.insight.report.config import ConfigRow, config_row
from tutor.insight.report.findings import FindingRow, SecretRow, finding_rows, secret_rows
from tutor.insight.report.surface import PackageRow, SurfaceRow, surface_row
from tutor.insight.report.weights import (
    EntryRow,
    KindRow,
    WeightRow,
    entry_row,
    kind_rows,
    largest_files,
    largest_folders,
)
from tutor.insight.thresholds import Finding

MOST = 10
"""How many of the largest files and folders are told."""


class LayerRow(msgspec.Struct, frozen=True):
    """A layer, lowest first, ``number`` counts from 1.

    ``bytes`` are those of the files that it stores, ``hides`` those of lower layers that it deletes or
    replaces. ``packed_bytes`` is its size in the archive as it lies there, null where there is none.
    """

    number: int
    created_by: str
    line: int | None
    bytes: int
    files: int
    hides: int
    packed_bytes: int | None
    diff_id: str | None


class LayerWasteRow(msgspec.Struct, frozen=True):
    """Bytes that a layer hides while the image keeps carrying them; ``how`` is deleted, replaced, metadata
    only or moved; ``paths`` are the 5 largest.
    """

    layer: int
    of_layers: list[int]
    line: int | None
    how: str
    bytes: int
    files: int
    paths: list[str]


class InspectionReport(msgspec.Struct, frozen=True):
    """`distill inspect`: an image.

    ``size`` is the bytes of the files in its layers, uncompressed, of those that show where ``layers`` is
    empty; ``visible_bytes`` those that show;
    ``efficiency`` is their quotient. ``packed_bytes`` is what its layers weigh as archived. ``layers`` is
    empty where only the files are known. ``files`` is null unless it was asked for.
    """

    name: str
    size: int
    visible_bytes: int
    packed_bytes: int | None
    paths: int
    efficiency: float | None
    layers: list[LayerRow]
    waste: list[LayerWasteRow]
    kinds: list[KindRow]
    largest_folders: list[WeightRow]
    largest_files: list[WeightRow]
    surface: SurfaceRow
    secrets: list[SecretRow]
    config: ConfigRow | None
    notes: list[str]
    findings: list[FindingRow]
    files: list[EntryRow] | None = None
    go_modules: list[PackageRow] = []
    """What its Go programs were built from, as they say themselves."""
    schema: int = 1


def inspection_report(
    image: Image,
    *,
    secrets: Sequence[HiddenSecret] | None = None,
    findings: Sequence[Finding] = (),
    files: bool = False,
    go_modules: Sequence[Package] = (),
) -> InspectionReport:
    """The document of an image; ``secrets`` are those of its build where it had one."""
    waste = waste_of_image(image)
    packed = [one.packed_bytes for one in image.layers]
    known = [size for size in packed if size is not None]
    return InspectionReport(
        name=encodable(image.name),
        size=image.size,
        visible_bytes=image.files.total_bytes,
        packed_bytes=sum(known) if known and len(known) == len(packed) else None,
        paths=len(image.files),
        efficiency=_rounded(efficiency_of_image(image)),
        layers=[_layer(number, one, waste) for number, one in enumerate(image.layers, 1)],
        waste=[_waste(one) for one in waste],
        kinds=kind_rows(image.files),
        largest_folders=largest_folders(image.files, MOST),
        largest_files=largest_files(image.files, MOST),
        surface=surface_row(image.surface),
        secrets=secret_rows(secrets_of_image(image) if secrets is None else secrets),
        config=None if image.config is None else config_row(image.config),
        notes=[encodable(note) for note in image.notes],
        findings=finding_rows(findings),
        files=[entry_row(entry) for entry in image.files] if files else None,
        go_modules=[
            PackageRow(encodable(one.name), encodable(one.version), one.manager) for one in go_modules
        ],
    )


def _layer(number: int, one: ImageLayer, waste: Sequence[LayerWaste]) -> LayerRow:
    from tutor.image import FileKind

    return LayerRow(
        number=number,
        created_by=encodable(one.created_by),
        line=one.line,
        bytes=one.layer.bytes,
        files=sum(1 for entry in one.layer.entries if entry.kind is FileKind.FILE),
        hides=sum(part.bytes for part in waste if part.layer == number - 1),
        packed_bytes=one.packed_bytes,
        diff_id=one.diff_id,
    )


def _waste(one: LayerWaste) -> LayerWasteRow:
    return LayerWasteRow(
        layer=one.layer + 1,
        of_layers=[layer + 1 for layer in one.of_layers],
        line=one.line,
        how=one.how,
        bytes=one.bytes,
        files=one.files,
        paths=[encodable(path) for path in one.paths],
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
