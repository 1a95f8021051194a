"""The files of a recorded folder: msgpack under zstd, the same bytes for the same values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tutor.engine.embedded.catalogue.format import SCHEMA, Manifest
from tutor.engine.errors import EngineError

if TYPE_CHECKING:
    from zstandard import ZstdCompressionDict

MANIFEST = "manifest.json"
LAYERS = "layers"
COMMANDS = "commands"
RUNS = "runs"
SUFFIX = ".msgpack.zst"

LEVEL = 19
WINDOW_LOG = 26
"""How far back a match may lie; more than the largest recording."""
MOST_BYTES = 256 * 1024 * 1024
"""No recording unpacks to more; a damaged or hostile file must not fill the memory."""

ADVICE = "Install Distill again; a folder of your own is made anew with `distill record`."
PLAIN = re.compile(rf"^(?:{LAYERS}|{COMMANDS}|{RUNS})/[\w-][\w.-]*$", re.ASCII)

T = TypeVar("T")


class Unreadable(EngineError):  # noqa: N818 - reads as what it is
    """A recorded file is not there, damaged, or of another version; the message names it."""


def layer_file(diff_id: str) -> str:
    """Where a layer lies in its folder."""
    return f"{LAYERS}/{diff_id.removeprefix('sha256:')}{SUFFIX}"


def runs_file(program: str) -> str:
    """Where the runs of a program lie in its folder."""
    return f"{RUNS}/{program.removeprefix('sha256:')[:32]}{SUFFIX}"


def content_of(value: msgspec.Struct) -> bytes:
    """What is packed of a value."""
    return msgspec.msgpack.encode(value, order="deterministic")


def pack(value: msgspec.Struct) -> bytes:
    """The bytes of a layer's, a command's or a program's file."""
    return compressed(content_of(value))


def compressed(content: bytes, on: bytes = b"") -> bytes:
    """A content packed; with another content at hand only what that one does not have."""
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL,
        source_size=len(content) + len(on),
        dict_size=len(on),
        window_log=WINDOW_LOG,
        enable_ldm=bool(on),
        write_checksum=True,
    )
    return zstandard.ZstdCompressor(dict_data=_dictionary(on), compression_params=parameters).compress(
        content
    )


def unpack(folder: Path, file: str, kind: type[T], on: str = "") -> T:
    """The value in a file of a recorded folder, which may be packed on another one. Raises Unreadable."""
    content = read_content(folder, file, read_content(folder, on) if on else b"")
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{folder / file} is no recording: {error}.", advice=ADVICE) from error


def read_content(folder: Path, file: str, on: bytes = b"") -> bytes:
    """What is packed in a file of a recorded folder. Raises Unreadable."""
    import zstandard

    path = folder / file
    if not PLAIN.match(file):
        raise Unreadable(f"{folder / MANIFEST} names {file!r}, which is no recorded file.", advice=ADVICE)
    try:
        packed = path.read_bytes()
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= MOST_BYTES:
            raise Unreadable(f"{path} is no recording: its size is not told or too large.", advice=ADVICE)
        return zstandard.ZstdDecompressor(
            dict_data=_dictionary(on), max_window_size=2**WINDOW_LOG
        ).decompress(packed)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.", advice=ADVICE) from error
    except zstandard.ZstdError as error:
        raise Unreadable(f"{path} is damaged or no recording: {error}.", advice=ADVICE) from error


def _dictionary(on: bytes) -> ZstdCompressionDict | None:
    from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict

    return ZstdCompressionDict(on, dict_type=DICT_TYPE_RAWCONTENT) if on else None


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a recorded folder. Raises Unreadable."""
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        schema = msgspec.json.decode(text, type=_Version).schema
        if schema != SCHEMA:
            raise Unreadable(
                f"{path} is of schema {schema}; this Distill reads schema {SCHEMA}.",
                advice="Use the Distill that made it, or record again with `distill record`.",
            )
        return msgspec.json.decode(text, type=Manifest)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.", advice=ADVICE) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} is damaged or no manifest: {error}.", advice=ADVICE) from error


def together(manifests: Sequence[Manifest]) -> Manifest:
    """Several folders' manifests as one, to be listed."""
    return Manifest(
        images=tuple(image for each in manifests for image in each.images),
        commands=tuple(command for each in manifests for command in each.commands),
        runs=tuple(run for each in manifests for run in each.runs),
    )


class _Version(msgspec.Struct):
    schema: int
