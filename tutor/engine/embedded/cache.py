"""Which build steps were done before: the embedded engine's build cache, kept between processes."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

MOST_BYTES = 1024 * 1024
"""A file that grew beyond this is begun anew."""


def key_of(*parts: str) -> str:
    """The cache key of a step from everything that its outcome depends on."""
    return sha256(
        "\0".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogateescape")
    ).hexdigest()


class StepCache:
    """Keys of steps that ended well; results are computed anew, which costs nothing.

    ``file`` holds one key a line and is only ever added to, so that two processes do not disturb each other;
    None keeps the keys in memory alone, as does a file that cannot be written.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._keys: set[str] | None = None
        self._new: list[str] = []

    def __contains__(self, key: object) -> bool:
        return key in self._loaded()

    def add(self, key: str) -> None:
        """Note a step that ended well; ``save`` puts it on disk."""
        if key not in self._loaded():
            self._loaded().add(key)
            self._new.append(key)

    def save(self) -> None:
        """Write what was added; a full disk costs the cache and nothing else."""
        if self._file is None or not self._new:
            return
        lines = "".join(f"{key}\n" for key in self._new)
        self._new = []
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            large = self._file.exists() and self._file.stat().st_size > MOST_BYTES
            with self._file.open("w" if large else "a", encoding="ascii") as file:
                file.write(lines)

    def clear(self) -> None:
        """Forget everything."""
        self._keys, self._new = set(), []
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _loaded(self) -> set[str]:
        if self._keys is None:
            self._keys = set()
            if self._file is not None:
                with suppress(OSError):
                    self._keys.update(self._file.read_text("ascii", "replace").split())
        return self._keys
