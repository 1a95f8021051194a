"""What a screen shows, as text."""

from __future__ import annotations

from tutor.ui.widgets.goals import GoalLine


def goal_signs(screen) -> str:
    """The signs of a lesson's goals, one beside the other."""
    return "".join(line.sign for line in screen.query(GoalLine))


def lines(app) -> str:
    """The whole screen."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def shown(screen) -> list[str]:
    """The rows of a comparison's tree: what became of each path."""
    return [f"{row.node.sign} {row.node.path}" for row in screen.merged._rows]
