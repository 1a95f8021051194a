"""What a start opens that names nothing: the lesson left open, or on the very first start a welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.ui.places import left_open, places_path, was_toured
from tutor.ui.screens.home import HomeScreen

if TYPE_CHECKING:
    from tutor.ui.app import DistillApp
    from tutor.ui.screens.welcome import Choice


def begin(app: DistillApp) -> None:
    """Open what was open when the app ended; greet who is here for the first time.

    Who has done something at home already stays there.
    """
    slug = left_open(places_path())
    if slug is not None:
        if not app.acted:
            app.open_lesson(slug, unasked=True)
        elif isinstance(app.screen, HomeScreen):
            app.screen.say_opening(None)
    elif is_first_start():
        welcome(app)


def is_first_start() -> bool:
    """Whether nobody was at home here yet, wherever home is."""
    return not places_path().exists()


def is_tour_due() -> bool:
    """Whether a lesson that opens shows itself: until that was seen or skipped."""
    return not was_toured(places_path())


def welcome(app: DistillApp) -> None:
    """Ask how to begin; it is asked once, and again only when somebody wishes."""
    from tutor.ui.places import keep_nothing_open
    from tutor.ui.screens.welcome import WelcomeScreen

    def chosen(choice: Choice | None) -> None:
        keep_nothing_open(places_path())
        if choice == "course" and app.course is not None:
            app.open_lesson(app.course.lessons[0].slug)
        elif choice == "project":
            app.action_open_folder()
        elif choice == "demo":
            app.action_demo()

    app.push_screen(WelcomeScreen(), chosen)
