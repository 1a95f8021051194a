"""The Dockerfile editor.

``DockerfileEditor`` is the widget. Give it ``margin = margin_of(text, result)`` after a build, and while one
runs ``margin_of(text, steps=steps, before=editor.margin)``: ``steps`` is ``NO_STEPS`` at first, then
``steps.after(event)``, and ``steps.stopped()`` when the build was broken off.
"""

from tutor.ui.editor.editor import DockerfileEditor
from tutor.ui.editor.figures import Figures, Mark
from tutor.ui.editor.margin import EMPTY_MARGIN, MarginModel, margin_of
from tutor.ui.editor.steps import NO_STEPS, LiveSteps, StepState

__all__ = [
    "EMPTY_MARGIN",
    "NO_STEPS",
    "DockerfileEditor",
    "Figures",
    "LiveSteps",
    "MarginModel",
    "Mark",
    "StepState",
    "margin_of",
]
