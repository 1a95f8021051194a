"""What is known of the content of files, by their digest."""

from __future__ import annotations

from hashlib import sha256
from typing import Protocol

from tutor.image import Elf, elf_of

HEAD_BYTES = 65_536
"""How much of a file is kept; a smaller file is kept whole."""


def digest_of(content: bytes) -> str:
    """``sha256:…`` of a whole content."""
    return f"sha256:{sha256(content).hexdigest()}"


class Known(Protocol):
    """Somebody who knows contents, such as the catalogue."""

    def head(self, digest: str) -> bytes | None: ...

    def elf(self, digest: str) -> Elf | None: ...


class Contents:
    """Heads of files by digest; what is not here is asked of ``beyond``.

    A head is the first ``HEAD_BYTES`` of a file, or all of a smaller one. Most files of a base image have
    none: their digest and size are known, their bytes are not.
    """

    def __init__(self, beyond: Known | None = None) -> None:
        self._heads: dict[str, bytes] = {}
        self._beyond = beyond

    def add(self, content: bytes) -> str:
        """Keep the head of a whole content; its digest."""
        digest = digest_of(content)
        self._heads.setdefault(digest, content[:HEAD_BYTES])
        return digest

    def add_head(self, digest: str, head: bytes) -> None:
        """Keep the head of a content whose digest is known already, documents as long as they are."""
        self._heads.setdefault(digest, head)

    def head(self, digest: str | None) -> bytes | None:
        """The head of the content, None when only its digest is known."""
        if digest is None:
            return None
        found = self._heads.get(digest)
        if found is None and self._beyond is not None:
            found = self._beyond.head(digest)
        return found

    def whole(self, digest: str | None, size: int) -> bytes | None:
        """All of the content where it is known."""
        head = self.head(digest)
        return head if head is not None and len(head) == size else None

    def elf(self, digest: str | None) -> Elf | None:
        """What the ELF header says; None for other files, and where neither that nor the head is known."""
        if (
            self._beyond is not None
            and digest is not None
            and (known := self._beyond.elf(digest)) is not None
        ):
            return known
        head = self.head(digest)
        return None if head is None else elf_of(head)
