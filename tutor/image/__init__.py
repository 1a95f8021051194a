"""What an image holds: files, layers, config, and what can be read from them."""

from __future__ import annotations

from tutor.image.config import HealthCheck, ImageConfig
from tutor.image.entry import FileEntry, FileKind
from tutor.image.layer import Layer
from tutor.image.tree import FileTree

__all__ = ["FileEntry", "FileKind", "FileTree", "HealthCheck", "ImageConfig", "Layer"]
