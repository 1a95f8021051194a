"""What an image holds: files, layers, config, and what can be read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.on_demand import on_demand

if TYPE_CHECKING:
    from tutor.image.archive import DOCKER_INJECTED, MalformedArchive, read_tar
    from tutor.image.comparing import Change, Comparison, FolderChange, Moved, Part, changes_of, compare
    from tutor.image.config import HealthCheck, ImageConfig
    from tutor.image.configure import begin_stage, config_after, triggers_of
    from tutor.image.elf import Elf, elf_of
    from tutor.image.entry import FileEntry, FileKind
    from tutor.image.image import HistoryLine, Image, ImageLayer
    from tutor.image.kinds import Kind, bytes_by_kind, kind_of
    from tutor.image.layer import Layer
    from tutor.image.layer_difference import difference
    from tutor.image.listing import FIND_FORMAT, MalformedListing, parse_listing
    from tutor.image.merge import hidden_bytes
    from tutor.image.merged_tree import MergedTree, Node, Sign
    from tutor.image.packages import Package
    from tutor.image.surface import DOCUMENT_FOLDERS, DOCUMENT_PATHS, OS_RELEASE, Surface, surface_of
    from tutor.image.tree import FileTree

__all__ = [
    "DOCKER_INJECTED",
    "DOCUMENT_FOLDERS",
    "DOCUMENT_PATHS",
    "FIND_FORMAT",
    "OS_RELEASE",
    "Change",
    "Comparison",
    "Elf",
    "FileEntry",
    "FileKind",
    "FileTree",
    "FolderChange",
    "HealthCheck",
    "HistoryLine",
    "Image",
    "ImageConfig",
    "ImageLayer",
    "Kind",
    "Layer",
    "MalformedArchive",
    "MalformedListing",
    "MergedTree",
    "Moved",
    "Node",
    "Package",
    "Part",
    "Sign",
    "Surface",
    "begin_stage",
    "bytes_by_kind",
    "changes_of",
    "compare",
    "config_after",
    "difference",
    "elf_of",
    "hidden_bytes",
    "kind_of",
    "parse_listing",
    "read_tar",
    "surface_of",
    "triggers_of",
]

__getattr__ = on_demand(
    __name__,
    {
        "tutor.image.archive": "DOCKER_INJECTED MalformedArchive read_tar",
        "tutor.image.comparing": "Change Comparison FolderChange Moved Part changes_of compare",
        "tutor.image.config": "HealthCheck ImageConfig",
        "tutor.image.configure": "begin_stage config_after triggers_of",
        "tutor.image.layer_difference": "difference",
        "tutor.image.elf": "Elf elf_of",
        "tutor.image.entry": "FileEntry FileKind",
        "tutor.image.image": "HistoryLine Image ImageLayer",
        "tutor.image.kinds": "Kind bytes_by_kind kind_of",
        "tutor.image.layer": "Layer",
        "tutor.image.listing": "FIND_FORMAT MalformedListing parse_listing",
        "tutor.image.merge": "hidden_bytes",
        "tutor.image.merged_tree": "MergedTree Node Sign",
        "tutor.image.packages": "Package",
        "tutor.image.surface": "DOCUMENT_FOLDERS DOCUMENT_PATHS OS_RELEASE Surface surface_of",
        "tutor.image.tree": "FileTree",
    },
)
