"""The context of a measuring build: the learner's packed context as one file beside the cut Dockerfile."""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from io import BytesIO
from typing import BinaryIO, cast

from tutor.dockerfile import Dockerfile
from tutor.engine.context import SPOOL_BYTES
from tutor.engine.moby.inner_context import CONTEXT_TAR

DOCKERFILE = "distill-cut.Dockerfile"


@contextmanager
def pack(context: BinaryIO, dockerfile: str, *, root_too: bool) -> Iterator[BinaryIO]:
    """Pack; ``root_too`` also lays the context's files in the root, where ADD looks for them.

    The Dockerfile comes first: an engine takes the stream for no archive when a PAX header does.
    """
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as spool:
        stream = cast(BinaryIO, spool)
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            text = dockerfile.encode("utf-8", "surrogateescape")
            _add(tar, DOCKERFILE, BytesIO(text), len(text))
            context.seek(0, 2)
            size = context.tell()
            context.seek(0)
            _add(tar, CONTEXT_TAR, context, size)
            if root_too:
                context.seek(0)
                with tarfile.open(fileobj=context, mode="r:") as inner:
                    for member in inner:
                        tar.addfile(member, inner.extractfile(member) if member.isreg() else None)
        stream.seek(0)
        yield stream


def adds_what_is_ours(dockerfile: Dockerfile) -> bool:
    """Whether an ADD would take what lies beside the learner's files in such a context."""
    tops = [
        word.lstrip("./").partition("/")[0]
        for stage in dockerfile.stages
        for instruction in stage.instructions
        if instruction.keyword == "ADD"
        for word in instruction.expanded[:-1]
    ]
    return any(not top or fnmatch(name, top) for top in tops for name in (DOCKERFILE, CONTEXT_TAR))


def as_json(values: Mapping[str, str]) -> str | None:
    """A mapping as the API's query wants it."""
    return json.dumps(dict(values)) if values else None


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO, size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o644
    tar.addfile(info, content)
