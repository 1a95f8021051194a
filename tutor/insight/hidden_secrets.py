"""What looks like a secret and is in a layer or in the config, although the final files do not show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tutor.dockerfile import Instruction
from tutor.image import FileEntry, FileKind, Image, Layer

if TYPE_CHECKING:
    from tutor.insight.history import StageHistory, Step
    from tutor.insight.provenance import Provenance

SECRET_NAME = re.compile(
    r"(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|pass|secret|token|pat)s?(?:_|$)",
    re.IGNORECASE,
)
NO_SECRET = re.compile(r"(?:_|^)(?:public|pub|file|path|version|gpg|id)(?:_|$)", re.IGNORECASE)
"""``GPG_KEY`` of official images is a fingerprint, ``KEY_FILE`` a path."""

SECRET_FILE = re.compile(
    r"\.env(?:\.(?!example|sample|template|dist)[\w-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|[._]netrc|\.pypirc"
    r"|\.pgpass|\.my\.cnf|\.git-credentials|\.htpasswd|\.dockercfg|credentials(?:\.(?:json|ya?ml|toml|ini))?"
    r"|service[-_]account[\w-]*\.json|(?:secrets?|[\w.-]*[_-]token)(?:\.(?:txt|json|ya?ml|toml|ini|env))?"
    r"|(?!(?:[\w.-]*[._-])?(?:ca|cert|certificate|chain|fullchain|public|pub|root)s?[._\d-])[\w.-]+"
    r"\.(?:pem|key|p12|pfx|jks|keystore)",
    re.IGNORECASE,
)
SECRET_PATH = re.compile(r"(?:^|/)(?:\.docker/config\.json|\.kube/config)$")
PUBLIC_FOLDER = re.compile(
    r"^(?:etc/ssl/certs|usr/share/(?:ca-certificates|keyrings|doc|man|bash-completion)|etc/pki"
    r"|etc/ca-certificates|usr/local/share/ca-certificates|etc/apt|usr/lib/python|usr/local/lib/python"
    r"|usr/local/go|usr/(?:local/)?include/|usr/share/|usr/lib/|go/pkg|proc/|sys/)|(?:^|/)node_modules/"
    r"|(?:^|/)(?:testdata|fixtures)/"
    r"|(?:^|/)(?:site|dist)-packages/"
)
"""Where certificates, keyrings and code lie that the whole world has."""

What = Literal["file", "ARG", "ENV"]


@dataclass(frozen=True, slots=True)
class HiddenSecret:
    """A file or a variable that by its name holds a secret.

    ``name`` is a path without leading slash, or the variable's name; never its value. ``line`` brought it,
    ``hidden_by`` is the line that deleted or replaced it, None for what still shows. ``ships`` tells whether
    the final image carries it. ``says`` is one sentence for a person.
    """

    what: What
    name: str
    stage: int | None
    line: int | None
    hidden_by: int | None
    ships: bool
    says: str


def looks_secret(name: str) -> bool:
    """Whether a variable of this name holds a secret, as far as a name tells."""
    return bool(SECRET_NAME.search(name)) and not NO_SECRET.search(name)


def is_secret_file(path: str) -> bool:
    """Whether a file at this path holds a secret, as far as a path tells."""
    name = path.rpartition("/")[2]
    named = SECRET_FILE.fullmatch(name) or (name.startswith("config") and SECRET_PATH.search(path))
    return bool(named) and PUBLIC_FOLDER.search(path) is None


def secrets_of_build(provenance: Provenance) -> tuple[HiddenSecret, ...]:
    """What looks like a secret in any stage, that which ships first; what base images bring is left out."""
    found: list[HiddenSecret] = []
    for history in provenance.histories:
        ships = history.stage in provenance.reach.chain
        found += _files(history, provenance, chained=ships)
        for step in history.steps:
            if step.stage == history.stage:
                found += _variables(step.instruction, history.stage, ships=ships)
    return tuple(sorted(found, key=lambda one: (not one.ships, one.line or 0, one.name)))


def _files(history: StageHistory, provenance: Provenance, *, chained: bool) -> Iterator[HiddenSecret]:
    shipped = provenance.shipped(history.stage)
    for hidden in history.layers.hidden:
        owner, by = history.steps[hidden.owner], history.steps[hidden.step]
        mine = by.stage == history.stage and owner.instruction.keyword != "FROM"
        if mine and hidden.how in ("deleted", "replaced", "moved") and _is_secret(hidden.entry):
            where = "is in the final image all the same" if chained else "is in the build cache all the same"
            verb = "deleted" if hidden.how == "deleted" else hidden.how
            line = _brought(history, hidden.entry.path, hidden.owner).line
            says = f"/{hidden.entry.path} of line {line} is {verb} in line {by.line}, and {where}"
            yield HiddenSecret("file", hidden.entry.path, history.stage, line, by.line, chained, says)
    for step in history.steps:
        if step.stage != history.stage or step.instruction.keyword == "FROM" or step.layer is None:
            continue
        for entry in step.layer.entries:
            path = entry.path
            if _is_secret(entry) and history.owner_of(path) is step:
                ships = chained or path in shipped
                where = "lies open in the final image" if ships else "stays behind with its stage"
                line = _brought(history, path, history.steps.index(step)).line
                says = f"/{path} of line {line} {where}"
                yield HiddenSecret("file", path, history.stage, line, None, ships, says)


def _brought(history: StageHistory, path: str, owner: int) -> Step:
    """The step of the stage itself that first stored a path: a chown or chmod since brought nothing."""
    first = history.steps[owner]
    for step in reversed(history.steps[:owner]):
        if step.stage != history.stage or step.instruction.keyword == "FROM" or step.layer is None:
            break
        if any(entry.path == path for entry in step.layer.entries):
            first = step
        elif _hides(step.layer, path):
            break
    return first


def _is_secret(entry: FileEntry) -> bool:
    return entry.kind is FileKind.FILE and entry.size > 0 and is_secret_file(entry.path)


def _variables(instruction: Instruction, stage: int, *, ships: bool) -> Iterator[HiddenSecret]:
    """An ARG is in the history of the RUNs after it, an ENV in the config."""
    if instruction.keyword not in ("ARG", "ENV"):
        return
    what: What = "ARG" if instruction.keyword == "ARG" else "ENV"
    where = "the image's history" if what == "ARG" else "the image's config"
    for word in instruction.expanded:
        name, equals, value = word.partition("=")
        if looks_secret(name) and equals and value:
            line = instruction.lines.first
            tells = f"shows in {where}" if ships else f"shows in {where} of its stage, which does not ship"
            yield HiddenSecret(what, name, stage, line, None, ships, f"{what} {name} of line {line} {tells}")


def secrets_of_image(image: Image) -> tuple[HiddenSecret, ...]:
    """What looks like a secret in an image: files that its layers hold or show, and its variables."""
    found = [*_env(image.config.env if image.config is not None else ())]
    shown = {entry.path for entry in image.files.by_path.values() if _is_secret(entry)}
    for number, one in enumerate(image.layers):
        for entry in one.layer.entries:
            if not _is_secret(entry) or entry.path in shown:
                continue
            by = next(
                (other for other in image.layers[number + 1 :] if _hides(other.layer, entry.path)), None
            )
            line = by.line if by is not None else None
            says = f"/{entry.path} is hidden by a later layer, and is in the image all the same"
            found.append(HiddenSecret("file", entry.path, None, one.line, line, True, says))
    for path in sorted(shown):
        found.append(HiddenSecret("file", path, None, None, None, True, f"/{path} lies open in the image"))
    return tuple(found)


def _hides(layer: Layer, path: str) -> bool:
    """Whether a layer deletes or replaces a path of the layers below it."""
    folders = {path[:at] for at, letter in enumerate(path) if letter == "/"}
    if not folders.isdisjoint(layer.opaque) or not (folders | {path}).isdisjoint(layer.whiteouts):
        return True
    return any(entry.path == path for entry in layer.entries)


def _env(pairs: Iterable[str]) -> Iterator[HiddenSecret]:
    for pair in pairs:
        name, _, value = pair.partition("=")
        if looks_secret(name) and value:
            yield HiddenSecret("ENV", name, None, None, None, True, f"ENV {name} shows in the image's config")
