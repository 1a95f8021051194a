"""The container that a run makes of an image: command, environment, user and working folder."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from tutor.dockerfile.variables import DEFAULT_PATH
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem, LinkLoop
from tutor.engine.embedded.running.users import UnknownUser, user_of
from tutor.engine.embedded.running.view import View, furnish
from tutor.engine.errors import NotRecorded
from tutor.engine.request import RunRequest
from tutor.image import FileKind, FileTree, ImageConfig

NO_COMMAND = "no command specified"


@dataclass(frozen=True, slots=True)
class Image:
    """What a build made: its files (all with digests) and how they are to be run."""

    tree: FileTree
    config: ImageConfig


class Refused(Exception):  # noqa: N818 - reads as what it is
    """The engine does not start the container; the message is its own."""

    @property
    def message(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Container:
    """A container that is made and not yet started."""

    view: View
    argv: tuple[str, ...]
    env: Mapping[str, str]


def create(image: Image, request: RunRequest, contents: Contents) -> Container:
    """Make the container, as the engine does before it asks the kernel for anything.

    Raises Refused, and NotRecorded where a file that decides is not known.
    """
    argv = command_of(image.config, request)
    if not argv:
        raise Refused(NO_COMMAND)
    files = Filesystem(image.tree)
    folder = _working_folder(files, image.config.workdir or "/")
    furnish(files, contents.add(b""))
    try:
        user = user_of(
            image.config.user, *(_text(files, contents, path) for path in ("etc/passwd", "etc/group"))
        )
    except UnknownUser as problem:
        raise Refused(str(problem)) from None
    return Container(View(files, user, folder), argv, environment_of(image.config, request))


def command_of(config: ImageConfig, request: RunRequest) -> tuple[str, ...]:
    """ENTRYPOINT and CMD with what the request puts in their places; () for none."""
    entrypoint, cmd = request.entrypoint, request.arguments
    if not entrypoint:
        cmd = cmd or config.cmd or ()
        entrypoint = (config.entrypoint or ()) if entrypoint is None else ()
    elif entrypoint == ("",):  # how one says "none" to the engine: CMD does not come back
        entrypoint = ()
    return (*entrypoint, *cmd)


def environment_of(config: ImageConfig, request: RunRequest) -> dict[str, str]:
    """The variables of image and request; there always is a PATH."""
    pairs = {"PATH": DEFAULT_PATH} | dict(pair.partition("=")[::2] for pair in config.env)
    return pairs | dict(request.env)


def _working_folder(files: Filesystem, path: str) -> str:
    """The working folder's real path; made by root where it is not there."""
    try:
        real = files.real(posixpath.normpath(path))
    except LinkLoop:
        raise NotRecorded(
            path, reason="a working folder whose links lead in a circle is not computed"
        ) from None
    parts = real.split("/") if real else []
    for count in range(1, len(parts) + 1):
        entry = files.get("/".join(parts[:count]))
        if entry is None:
            break
        if entry.kind is not FileKind.DIRECTORY:
            if count < len(parts):  # The engine's words name a folder of its own host.
                raise NotRecorded(
                    path, reason=f"/{entry.path} is a file, so the working folder cannot be made"
                )
            raise Refused(f"Cannot mkdir: {path} is not a directory")
    files.make_directories(real)
    return f"/{real}"


def _text(files: Filesystem, contents: Contents, path: str) -> str:
    entry = files.resolve(path)
    if entry is None:
        return ""
    whole = contents.whole(entry.digest, entry.size)
    if whole is None:
        raise NotRecorded(
            f"/{path}", reason="its content is not known, and it decides who the program runs as"
        )
    return whole.decode("utf-8", "surrogateescape")
