"""What an image holds: files, layers, config, and what can be read from them."""

from __future__ import annotations

from tutor.image.archive import DOCKER_INJECTED, MalformedArchive, read_tar
from tutor.image.compare import Change, Comparison, FolderChange, Moved, Part, changes_of, compare
from tutor.image.config import HealthCheck, ImageConfig
from tutor.image.configure import begin_stage, config_after, triggers_of
from tutor.image.difference import difference
from tutor.image.elf import Elf, elf_of
from tutor.image.entry import FileEntry, FileKind
from tutor.image.image import HistoryLine, Image, ImageLayer
from tutor.image.kinds import Kind, bytes_by_kind, kind_of
from tutor.image.layer import Layer
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
