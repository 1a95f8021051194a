"""What the editor tells the rest of the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tutor.ui.widgets.even import EvenVertical

if TYPE_CHECKING:
    from tutor.dockerfile import Problem
    from tutor.ui.editor.editor import DockerfileEditor


class TellingEditor(EvenVertical):
    """The messages of ``DockerfileEditor``, under whose name they are handled."""

    @dataclass
    class Changed(Message, namespace="dockerfile_editor"):
        """The text is another one; posted when typing pauses, and once a second while it does not."""

        editor: DockerfileEditor
        text: str

        @property
        def control(self) -> DockerfileEditor:
            return self.editor

    @dataclass
    class CursorMoved(Message, namespace="dockerfile_editor"):
        """The cursor came to another line; ``line`` is 1-based."""

        editor: DockerfileEditor
        line: int

        @property
        def control(self) -> DockerfileEditor:
            return self.editor

    @dataclass
    class ProblemsFound(Message, namespace="dockerfile_editor"):
        """The text was checked; ``problems`` are ordered by line and may be none."""

        editor: TellingEditor
        problems: tuple[Problem, ...]

        @property
        def control(self) -> TellingEditor:
            return self.editor

    @dataclass
    class FilesAsked(Message, namespace="dockerfile_editor"):
        """Show what the instruction at this line (1-based) stored."""

        editor: DockerfileEditor
        line: int

        @property
        def control(self) -> DockerfileEditor:
            return self.editor
