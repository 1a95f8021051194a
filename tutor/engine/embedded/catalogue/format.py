"""The recorded values as they lie on disk: msgpack under zstd, and one manifest in JSON.

``SCHEMA`` grows whenever an older file would be misread.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tutor.image import Elf, FileEntry

SCHEMA = 1


class Provenance(msgspec.Struct, frozen=True):
    """From what, when and by what a recording was made.

    ``recorded`` is an ISO date. ``engine`` is the title of the engine ("Docker 28.5.2"), ``made_by`` Distill
    with its version. ``source`` says what the image or the tool is, in words a person understands.
    """

    recorded: str
    engine: str
    made_by: str
    source: str = ""


class HistoryLine(msgspec.Struct, frozen=True):
    """One line of an image's history, oldest first; ``empty`` tells that it stored no layer."""

    created_by: str
    empty: bool = False


class RecordedImage(msgspec.Struct, frozen=True):
    """A base image: its names, its layers lowest first by diffID, and its config as the image has it.

    ``config`` is the JSON object of the image config's ``config`` key. ``total_bytes`` is the sum of the
    regular files that the merged tree shows, ``paths`` how many entries it has.
    """

    names: tuple[str, ...]
    layers: tuple[str, ...]
    config: dict[str, object]
    architecture: str
    history: tuple[HistoryLine, ...]
    total_bytes: int
    paths: int
    provenance: Provenance


class RecordedElf(msgspec.Struct, frozen=True, array_like=True):
    """What an ELF file needs to start; see ``tutor.image.Elf``."""

    interpreter: str | None
    needed: tuple[str, ...]
    machine: str
    rpath: str = ""
    runpath: str = ""

    @classmethod
    def of(cls, elf: Elf) -> RecordedElf:
        """What is kept of facts that were read from a whole file."""
        return cls(elf.interpreter, elf.needed, elf.machine, elf.rpath, elf.runpath)

    @property
    def elf(self) -> Elf:
        return Elf(self.interpreter, self.needed, self.machine, rpath=self.rpath, runpath=self.runpath)


class RecordedLayer(msgspec.Struct, frozen=True):
    """A layer: what it stores and hides, and what is known of contents, by digest.

    ``heads`` has the files whose content is needed: the documents (see ``tutor.image.DOCUMENT_PATHS``) and
    the small text files of /etc. ``elves`` has every ELF file.
    """

    diff_id: str
    entries: tuple[FileEntry, ...]
    whiteouts: tuple[str, ...]
    opaque: tuple[str, ...]
    heads: dict[str, bytes]
    elves: dict[str, RecordedElf]


class Chunk(msgspec.Struct, frozen=True, array_like=True):
    """Output of a process: when it came (seconds after the start), where to, and the bytes."""

    at: float
    stream: Literal["stdout", "stderr"]
    data: bytes


class CommandKey(msgspec.Struct, frozen=True):
    """By what a recorded command is found: everything that its outcome depends on.

    ``argv`` is canonical (see ``tutor.engine.embedded.tools``): the tool's name first, harmless arguments
    taken out or put in order, the output path as ``{out}``. ``folder`` is the working folder; with
    ``any_folder`` the command does the same in every other one. ``env`` are the variables that matter to the
    tool. ``programs`` are the tool's own files with their digests. ``inputs`` are digests by path: relative
    paths lie in the working folder, absolute ones anywhere; ``""`` stands for a path that must not be there;
    a path that ends in ``/`` stands for all that lies below it.
    """

    tool: str
    argv: tuple[str, ...]
    folder: str
    any_folder: bool
    env: dict[str, str]
    programs: dict[str, str]
    inputs: dict[str, str]
    user: str = ""


class CommandIndex(msgspec.Struct, frozen=True):
    """A recorded command in the manifest; ``file`` holds what it did.

    ``on`` is another command's file, on whose content this one is packed; ``""`` for one that stands alone.
    """

    key: CommandKey
    file: str
    provenance: Provenance
    on: str = ""


class RecordedCommand(msgspec.Struct, frozen=True):
    """What a command did.

    In ``stores`` a path may begin with ``{out}`` or ``{folder}``. ``removes`` are paths that it deleted.
    ``seconds`` is wall time as the builder reported it. ``heads`` has the first 64 kB of programs that it
    built, and small text files.
    """

    exit_code: int
    seconds: float
    output: tuple[Chunk, ...]
    stores: tuple[FileEntry, ...]
    removes: tuple[str, ...]
    heads: dict[str, bytes]
    elves: dict[str, RecordedElf]


class RecordedAnswer(msgspec.Struct, frozen=True):
    """What a server said to a GET over a published port; ``status`` is 0 where nobody answered.

    ``of`` is the digest of the file that was asked for, where the server only hands out files.
    """

    port: int
    path: str
    status: int
    body: bytes = b""
    of: str = ""


class RecordedHealth(msgspec.Struct, frozen=True):
    """How a health check's command ended inside of a running container, told as for a ``RecordedRun``.

    ``seconds`` is how long the container ran before it ended well, or how long was waited in vain.
    """

    program: str
    argv: tuple[str, ...]
    exit_code: int
    log: str
    seconds: float
    libraries: dict[str, str] = {}
    made_of: dict[str, str] = {}


class RecordedRun(msgspec.Struct, frozen=True):
    """What a program printed when it ran in a container.

    ``program`` is the digest of the file that was started, also of a script. ``argv`` are its arguments
    without its own name. ``env`` are variables that mattered (None: that it was not set), with all that
    steer programs of their kind (see ``tutor.engine.embedded.running.steers``) and were set. ``needs`` are by
    path what it looked at (see ``tutor.engine.embedded.running.seen``; ``""``: nothing was there). ``stdin``
    and ``network`` are None when it did not matter what it was given. ``libraries`` are digests by name of
    what the kernel and the loader put together before the program ran (see
    ``tutor.engine.embedded.running.Started``).

    A program that an interpreter runs is told by ``made_of`` (see
    ``tutor.engine.embedded.running.interpreted``), and ``argv`` and the output name it by ``{script}`` and
    its folder by ``{folder}``; ``place`` is that folder where it has to be the same. ``ignores`` are
    variables that steer other programs and not this one. ``finds`` are by path the states that a lesson says
    it looks at (see ``tutor.engine.embedded.running.standing``).

    One that ``serves`` does not end by itself: ``output`` is what it wrote before anybody asked,
    ``exit_code`` means nothing, and ``answers`` and ``health`` are what was asked.

    The rest is empty where it did not matter: ``name`` is its own name (argv[0]), ``user`` the numbers
    ``uid:gid+groups``, ``folder`` the working folder, ``read_only`` whether nothing could be written.
    """

    program: str
    argv: tuple[str, ...]
    stdin: bytes | None
    env: dict[str, str | None]
    needs: dict[str, str]
    network: bool | None
    exit_code: int
    seconds: float
    output: tuple[Chunk, ...]
    provenance: Provenance
    libraries: dict[str, str] = {}
    name: str = ""
    user: str = ""
    folder: str = ""
    read_only: bool | None = None
    made_of: dict[str, str] = {}
    place: str = ""
    ignores: tuple[str, ...] = ()
    finds: dict[str, str] = {}
    serves: bool = False
    answers: tuple[RecordedAnswer, ...] = ()
    health: tuple[RecordedHealth, ...] = ()


class RecordedRuns(msgspec.Struct, frozen=True):
    """All recorded runs of one program."""

    runs: tuple[RecordedRun, ...]


class RunIndex(msgspec.Struct, frozen=True):
    """The runs of a program in the manifest; ``program`` is the digest of its file, ``file`` holds them."""

    program: str
    file: str


class Manifest(msgspec.Struct, frozen=True):
    """All that is recorded in one folder; what is large lies in files beside it, read when it is needed."""

    schema: int = SCHEMA
    images: tuple[RecordedImage, ...] = ()
    commands: tuple[CommandIndex, ...] = ()
    runs: tuple[RunIndex, ...] = ()
