"""Fetching a Git repository without running anything of it: no checkout, no hooks, no submodules."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tutor.course.packs.errors import PackError
from tutor.course.packs.limits import CLONE_SECONDS, MOST_ARCHIVE_BYTES

ALLOWED = ("https", "ssh", "file")
"""What Git may speak here. ``ext::`` and its like run commands; http and git can be changed on their way."""

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?!-)(?!\S*@-)\S+")
_SCP_LIKE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[^\s:-][^\s:]*")
_SETTINGS = (
    "protocol.allow=never",
    *(f"protocol.{name}.allow=always" for name in ALLOWED),
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "submodule.recurse=false",
    "fetch.fsckObjects=true",
    "transfer.bundleURI=false",
    "uploadpack.packObjectsHook=",
)


def is_git_url(text: str) -> bool:
    """Whether a word names a repository rather than a file or folder."""
    return bool(_URL.match(text) or _SCP_LIKE.fullmatch(text) or "::" in text)


def fetched(url: str, into: Path, *, seconds: float = CLONE_SECONDS) -> Path:
    """The repository's newest state as a tar archive in ``into``. Raises PackError.

    Git writes the archive from its objects; nothing of the repository is checked out, so no filter, hook or
    link of it can act.
    """
    match = _URL.fullmatch(url)
    if not (match and match["scheme"].lower() in ALLOWED) and not _SCP_LIKE.fullmatch(url):
        raise PackError(
            f"{url} is not fetched.", advice=f"Addresses of a repository begin with {', '.join(ALLOWED)}://."
        )
    git = shutil.which("git")
    if git is None:
        raise PackError("There is no git here to fetch with.", advice="Install it, or name an archive.")
    repository, archive = into / "repository.git", into / "pack.tar"
    clone = ("clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags", "--template=",
             "--no-recurse-submodules", "--no-local", "--", url, str(repository))  # fmt: skip
    _git(git, clone, into, seconds)
    _git(
        git,
        ("--git-dir", str(repository), "archive", "--format=tar", "-o", str(archive), "HEAD"),
        into,
        seconds,
    )
    return archive


def _git(git: str, arguments: tuple[str, ...], folder: Path, seconds: float) -> None:
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name.startswith("GIT_SSL_") or not name.startswith("GIT_")
        },
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": ":".join(ALLOWED),
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
        "LC_ALL": "C",
    }
    try:
        subprocess.run(
            [git, *settings, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise PackError(
            f"Git did not end within {seconds:.0f} seconds.", advice="Name an archive of it."
        ) from None
    except subprocess.CalledProcessError as error:
        said = (error.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise PackError(f"Git could not fetch it: {said}", advice="Look at the address.") from None
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > 2 * MOST_ARCHIVE_BYTES:
        raise PackError("The repository is too large.", advice="A pack is smaller.")
