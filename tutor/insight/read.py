"""The Dockerfile that was built, read with what the build tells of its bases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.dockerfile import BaseKind, Dockerfile, parse
from tutor.engine import BuildResult
from tutor.image import ImageConfig, begin_stage, config_after


def read_built(result: BuildResult, text: str, build_args: Mapping[str, str]) -> Dockerfile:
    """The text with its variables put in.

    What a base sets is told by the config of a stage on it: the names that the stage sets anew are its own
    by the time that they are used, so the later value does no harm.
    """
    plain = parse(text, build_args)
    configs = {
        stage.base.name: built.config
        for stage, built in zip(plain.stages, result.stages, strict=False)
        if stage.base.kind is BaseKind.IMAGE and built.config is not None
    }
    if not configs:
        return plain

    def env_of(image: str) -> Mapping[str, str] | None:
        config = configs.get(image)
        return dict(pair.partition("=")[::2] for pair in config.env) if config is not None else None

    return parse(text, build_args, base_env=env_of)


def workdirs(dockerfile: Dockerfile, result: BuildResult) -> dict[tuple[int, int], str]:
    """The working folder before each instruction, by stage and position, without its leading slash.

    Where a base's own working folder shows in no config it is taken for the root, as most bases have it.
    """
    ends: dict[int, ImageConfig] = {}
    found: dict[tuple[int, int], str] = {}
    bases = dict(_base_workdirs(dockerfile, result))
    for stage in dockerfile.stages:
        if stage.base.stage is not None:
            base: ImageConfig | None = ends[stage.base.stage]
        else:
            base = ImageConfig(workdir=bases.get(stage.base.name, "/"))
        config = begin_stage(base)
        for position, instruction in enumerate(stage.instructions):
            found[stage.index, position] = config.workdir.strip("/")
            config = config_after(config, instruction)
        ends[stage.index] = config
    return found


def _base_workdirs(dockerfile: Dockerfile, result: BuildResult) -> Iterator[tuple[str, str]]:
    """A stage that sets no working folder shows the one of its base."""
    for stage, built in zip(dockerfile.stages, result.stages, strict=False):
        sets_it = any(instruction.keyword == "WORKDIR" for instruction in stage.instructions)
        if stage.base.kind is BaseKind.IMAGE and built.config is not None and not sets_it:
            yield stage.base.name, built.config.workdir or "/"
