"""Where the lessons and the applications that they build lie: in the wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

from tutor.course.errors import CourseError


def content_folder() -> Path:
    """The folder that holds ``lessons`` and ``sample_apps``.

    Raises CourseError when neither the installed package nor the checkout has them.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_content", package.parent):
        if (folder / "lessons").is_dir() and (folder / "sample_apps").is_dir():
            return folder
    raise CourseError(
        f"The lessons are missing: neither {package / '_content'} nor {package.parent} holds them.",
        advice="Install distill again, or run it from a complete checkout.",
    )


def lessons_folder() -> Path:
    """The folder with one sub-folder a lesson."""
    return content_folder() / "lessons"


def apps_folder() -> Path:
    """The folder with one sub-folder a sample application."""
    return content_folder() / "sample_apps"
