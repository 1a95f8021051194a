"""The folder outside the repository that holds everything provisioned."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "DISTILL_TEST_CACHE"


def root() -> Path:
    """The cache folder: ``$DISTILL_TEST_CACHE`` or ``~/.cache/distill-tests``; made when absent."""
    folder = Path(os.environ.get(VARIABLE) or Path.home() / ".cache" / "distill-tests").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def engines_file() -> Path:
    """Where the running engines are described for the tests."""
    return root() / "engines.json"


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Wait until no other run works on the same thing, so that two at once do not trip over each other."""
    import fcntl  # Not on Windows, where the tests that need no engine run too.

    folder = root() / "locks"
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def kept_folder(where: Path, fill: Callable[[Path], None]) -> None:
    """Make ``where`` and let ``fill`` fill it, unless an earlier run did; dying half way leaves nothing.

    A name ends in a dash and the key of its recipe.
    """
    if where.is_dir():
        return
    where.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=where.parent))
    try:
        draft.chmod(0o755)
        fill(draft)
        draft.rename(where)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def forget_older(where: Path) -> None:
    """Remove what earlier recipes of the same thing made."""
    stem = where.name.rpartition("-")[0]
    for sibling in where.parent.glob(f"{stem}-*"):
        if sibling.name.rpartition("-")[0] == stem and sibling != where:
            shutil.rmtree(sibling, ignore_errors=True)
