"""nginx: its settings decide what it prints, the files that it hands out what it answers."""

from __future__ import annotations

import posixpath
import re

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.interpreted import reach
from tutor.engine.embedded.running.interpreted.program import Given, Interpreted
from tutor.engine.embedded.running.view import WRITE, View, may

SETTINGS = "/etc/nginx"
WRITES = ("/var/cache/nginx", "/var/lib/nginx", "/var/log/nginx", "/run", "/tmp")
ROOT = re.compile(r"^\s*root\s+([^;]+);", re.MULTILINE)
WRITTEN = re.compile(r"^\s*(?:pid|error_log|access_log|\w+_temp_path)\s+(/[^\s;]+)", re.MULTILINE)
ANYTHING = re.compile(r"^\s*(?:try_files|rewrite|alias|proxy_pass|return|error_page)\b", re.MULTILINE)
INDEX = ("index.html", "index.htm")


def nginx(given: Given) -> Interpreted:
    """Its settings, who it runs as, and the folders that it writes into."""
    view = given.view
    parts = {f"{SETTINGS}/": reach.below(view, SETTINGS), "user": str(view.user)}
    texts = "\n".join(_texts(view, given.contents))
    written = WRITTEN.findall(texts)
    for path in sorted({*WRITES, *written, *map(posixpath.dirname, written)}):
        parts[path] = _how(view, path)
    return Interpreted(given.words[1:], parts)


def _how(view: View, path: str) -> str:
    entry = reach.entry_at(view, path)
    if entry is None:
        return ""
    return "writable" if may(view.user, entry, WRITE) else "not writable"


def served(view: View, contents: Contents, path: str) -> str:
    """The digest of what is handed out for a request's path: of one file where the settings are plain."""
    texts = "\n".join(_texts(view, contents))
    roots = sorted({root.strip() for root in ROOT.findall(texts)})
    if len(roots) == 1 and not ANYTHING.search(texts):
        wanted = posixpath.normpath(roots[0] + "/" + path.partition("?")[0].lstrip("/"))
        for name in ("", *INDEX):
            entry = reach.entry_at(view, posixpath.join(wanted, name) if name else wanted)
            if reach.is_file(entry):
                assert entry is not None
                return reach.digest_of(view, entry)
        return ""
    return " ".join(reach.below(view, root) for root in roots)


def _texts(view: View, contents: Contents) -> list[str]:
    """The settings that are known; commented lines are no settings."""
    found = []
    for entry in view.files.below(SETTINGS.strip("/")):
        if entry.path.endswith(".conf"):
            text = reach.text_of(view, contents, f"/{entry.path}") or ""
            found.append("\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#")))
    return found
