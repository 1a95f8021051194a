"""What advice is, and what it is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tutor.dockerfile import Dockerfile, Problem, Stage
from tutor.engine import BuildResult
from tutor.image import FileEntry, FileKind, FileTree, ImageConfig
from tutor.insight.causes import with_causes
from tutor.insight.explanation import Explanation, LeftCause, StageInsight
from tutor.insight.history import Step

SHELL_FORM = ("-c", "-lc", "-ec")
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Advice:
    """A change that would make the final image smaller or safer.

    ``because`` is a sentence with the figures that speak for it, and with how they were reckoned where
    ``estimated``. ``saves_bytes`` is 0 for what is about safety. ``lesson`` is the slug of the lesson that
    explains it.
    """

    title: str
    because: str
    line: int | None
    saves_bytes: int
    estimated: bool
    lesson: str | None


@dataclass(frozen=True)
class Case:
    """A build to give advice on; ``sizes`` tells the bytes of base images by name."""

    result: BuildResult
    explanation: Explanation
    problems: tuple[Problem, ...]
    sizes: Callable[[str], int | None]

    @property
    def dockerfile(self) -> Dockerfile:
        return self.explanation.provenance.dockerfile

    @property
    def chain(self) -> tuple[Stage, ...]:
        """The final stage and those that it is FROM, itself first; () for a file without stages."""
        stages = self.dockerfile.stages
        return tuple(self.dockerfile.chain(stages[self.result.final])) if stages else ()

    @property
    def final(self) -> StageInsight | None:
        stages = self.explanation.stages
        return stages[self.result.final] if stages else None

    @property
    def size(self) -> int | None:
        return self.final.size if self.final is not None else None

    @property
    def files(self) -> FileTree:
        """What the final image shows; nothing where it was not measured."""
        history = self.explanation.provenance.histories
        return history[self.result.final].tree if history else FileTree.of(())

    @cached_property
    def shown(self) -> tuple[tuple[FileEntry, LeftCause, Step | None], ...]:
        """Every regular file of the final image with its cause and the step that stored it."""
        if self.final is None:
            return ()
        return tuple(with_causes(self.explanation.provenance, self.result.final))

    def owner_of(self, path: str) -> Step | None:
        """The step that holds a path of the final image."""
        return self.explanation.provenance.histories[self.result.final].owner_of(path)

    @cached_property
    def program(self) -> FileEntry | None:
        """The file that a container of the image starts; None where it is not to be found."""
        config = self.result.final_stage.config if self.result.stages else None
        words = _words(config) if config is not None else ()
        return _program(words[0], self.files, config) if words and config is not None else None


def _words(config: ImageConfig) -> tuple[str, ...]:
    """The command line without the shell that shell form puts before it."""
    words = config.command_line
    if len(words) > 2 and words[1] in SHELL_FORM:
        return tuple(word for word in words[2].split() if word != "exec" and "=" not in word)
    return words


def _program(word: str, files: FileTree, config: ImageConfig) -> FileEntry | None:
    folders = (config.variable("PATH") or DEFAULT_PATH).split(":")
    paths = [f"{config.workdir}/{word}"] if "/" in word else [f"{folder}/{word}" for folder in folders]
    if word.startswith("/"):
        paths = [word]
    for path in paths:
        found = files.resolve(path)
        if found is not None and found.kind is FileKind.FILE:
            return found
    return None
