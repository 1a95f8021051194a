"""How images say that they are to be run, in the documents."""

from __future__ import annotations

import json
from dataclasses import fields

import msgspec

from tutor.image import ImageConfig
from tutor.image.showing import encodable

_TOLD = tuple(field.name for field in fields(ImageConfig) if field.name != "cmd_of_this_stage")


class ConfigRow(msgspec.Struct, frozen=True):
    """The config; ``entrypoint`` and ``cmd`` are null when unset, ``env`` is NAME=value in order."""

    user: str
    workdir: str
    entrypoint: list[str] | None
    cmd: list[str] | None
    env: list[str]
    ports: list[str]
    volumes: list[str]
    labels: dict[str, str]
    healthcheck: list[str] | None
    stopsignal: str
    shell: list[str]
    onbuild: list[str]
    platform: str


class ConfigChangeRow(msgspec.Struct, frozen=True):
    """A field of the config, or a variable or label, that differs; null for one that is not set."""

    field: str
    before: str | None
    after: str | None


def config_row(config: ImageConfig) -> ConfigRow:
    """The row of a config."""
    return ConfigRow(
        user=encodable(config.user),
        workdir=encodable(config.workdir),
        entrypoint=None if config.entrypoint is None else _texts(config.entrypoint),
        cmd=None if config.cmd is None else _texts(config.cmd),
        env=_texts(config.env),
        ports=_texts(config.ports),
        volumes=_texts(config.volumes),
        labels={encodable(name): encodable(value) for name, value in config.labels.items()},
        healthcheck=None if config.healthcheck is None else _texts(config.healthcheck.test),
        stopsignal=encodable(config.stopsignal),
        shell=_texts(config.shell),
        onbuild=_texts(config.onbuild),
        platform=encodable(config.platform),
    )


def config_changes(before: ImageConfig | None, after: ImageConfig | None) -> list[ConfigChangeRow]:
    """What differs between two configs, variables and labels one by one; nothing where one is not known."""
    if before is None or after is None:
        return []
    old, new = _flat(before), _flat(after)
    names = [*old, *(name for name in new if name not in old)]
    return [
        ConfigChangeRow(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _flat(config: ImageConfig) -> dict[str, str]:
    """Every field that is set, as text."""
    flat: dict[str, str] = {}
    for name in _TOLD:
        value = getattr(config, name)
        if name == "env":
            pairs = (pair.partition("=") for pair in config.env)
            flat |= {f"env {encodable(key)}": encodable(text) for key, _, text in pairs}
        elif name == "labels":
            flat |= {f"label {encodable(key)}": encodable(text) for key, text in config.labels.items()}
        elif name == "healthcheck":
            if config.healthcheck is not None:
                flat[name] = _list(config.healthcheck.test)
        elif isinstance(value, tuple):
            if value:
                flat[name] = _list(value)
        elif value:
            flat[name] = encodable(value)
    return flat


def _list(words: tuple[str, ...]) -> str:
    return json.dumps(_texts(words), ensure_ascii=False)


def _texts(texts: tuple[str, ...]) -> list[str]:
    return [encodable(text) for text in texts]
