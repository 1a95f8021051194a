"""Reading a single file of an image."""

from __future__ import annotations

import base64
import json
import posixpath
import tarfile

from tutor.engine.errors import EngineError
from tutor.engine.moby.containers import created
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.names import LABEL_OF_READERS

MOST_SYMLINKS = 40
GO_MODE_DIRECTORY = 1 << 31


def read_file(daemon: Daemon, image: str, path: str, limit: int) -> bytes:
    """The first ``limit`` bytes; symlinks are followed inside the image.

    Raises FileNotFoundError, IsADirectoryError, EngineError.
    """
    with created(daemon, image, LABEL_OF_READERS) as container:
        here = posixpath.normpath(posixpath.join("/", path))
        for _ in range(MOST_SYMLINKS):
            content = _content_or_target(daemon, container, here, limit)
            if isinstance(content, bytes):
                return content
            here = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), content))
    raise EngineError(f"{path} of {image}: its symlinks lead in a circle")


def _content_or_target(daemon: Daemon, container: str, path: str, limit: int) -> bytes | str:
    """A file's content, or where a symlink leads."""
    try:
        with daemon.download(f"/containers/{container}/archive", {"path": path}) as archive:
            # The archive of a folder would hold all that is in it, so its kind is asked first.
            if _is_folder(archive.headers.get("X-Docker-Container-Path-Stat", "")):
                raise IsADirectoryError(path)
            with tarfile.open(fileobj=archive.body, mode="r|") as tar:
                member = tar.next()
                if member is None:
                    raise FileNotFoundError(path)
                if member.issym():
                    return member.linkname
                file = tar.extractfile(member)
                return b"" if file is None else file.read(limit)
    except Refused as error:
        if error.status == 404:
            raise FileNotFoundError(path) from None
        raise


def _is_folder(status: str) -> bool:
    mode = json.loads(base64.b64decode(status))["mode"] if status else 0
    return bool(mode & GO_MODE_DIRECTORY)
