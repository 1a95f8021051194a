"""COPY and ADD: files from the context, a stage or an image, exactly as BuildKit copies them."""

from __future__ import annotations

from tutor.engine.embedded.copying.cachekey import checksum
from tutor.engine.embedded.copying.carrying_out import copy
from tutor.engine.embedded.copying.errors import CopyError
from tutor.engine.embedded.copying.instruction import Copy
from tutor.engine.embedded.copying.origin import Origin, read_context

__all__ = ["Copy", "CopyError", "Origin", "checksum", "copy", "read_context"]
