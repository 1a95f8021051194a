"""A script as ENTRYPOINT that ends with ``exec "$@"``: the program of CMD takes its place."""

from __future__ import annotations

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.container import Container, Refused
from tutor.engine.embedded.running.shell_form import OWN_WORDS, Speaker, become, shell_of
from tutor.engine.embedded.running.starting import Started, look_up
from tutor.engine.embedded.running.view import EXECUTE, Unreachable, View, may
from tutor.image import FileKind

HANDS_OVER = 'exec "$@"'
FOR_NODE = (
    'if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ]'
    ' || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then',
    'set -- node "$@"',
    "fi",
)
"""What Node's own images do: a first argument that is an option or no program is meant for node."""


def through_entry_script(started: Started, container: Container, contents: Contents) -> Started | None:
    """The program that the script becomes; None for all other scripts. Raises Ended, NotRecorded."""
    shell = shell_of(started, container.view)
    if shell is None or started.process.entry is started.program:
        return None
    content = contents.whole(started.program.digest, started.program.size)
    text = "" if content is None else content.decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines()]
    steps = tuple(line for line in lines if line and not line.startswith("#") and line != "set -e")
    words = started.argv[1:]
    if steps == (*FOR_NODE, HANDS_OVER):
        words = ("node", *words) if _is_for_node(words[0] if words else "", container) else words
    elif steps != (HANDS_OVER,):
        return None
    if not words or not words[0] or OWN_WORDS.fullmatch(words[0]):
        return None
    path = started.process.argv[-len(started.argv)]
    speaker = Speaker(shell, path, words[0], replaces=True, line=lines.index(HANDS_OVER) + 1)
    return become(words, container, contents, speaker)


def _is_for_node(word: str, container: Container) -> bool:
    if word.startswith("-") or not word:
        return True
    if OWN_WORDS.fullmatch(word):
        return False
    view = container.view
    if "/" in word:
        known = _exists(view, word)
    else:
        try:
            look_up(view, word, container.env["PATH"])
            known = True
        except Refused:
            known = False
    return not known or (_is_file(view, word) and not _may_execute(view, word))


def _exists(view: View, path: str) -> bool:
    try:
        view.find(path)
    except Unreachable:
        return False
    return True


def _is_file(view: View, path: str) -> bool:
    return _exists(view, path) and view.find(path).kind is FileKind.FILE


def _may_execute(view: View, path: str) -> bool:
    return may(view.user, view.find(path), EXECUTE)
