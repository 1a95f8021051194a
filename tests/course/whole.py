"""A lesson that keeps to everything that is asked of one in a pack."""

from __future__ import annotations

from pathlib import Path

from made import SOLUTION, LessonFolder

EXPLANATION = "Only the last stage is the image: what the others hold stays where it was built, in the cache."
TEXT = """\
A stage is a FROM. See [the manual](https://docs.docker.com/build/).

```
build ──▶ final
```

## After

Only the last one ships.

Read on: [Multi-stage builds](https://docs.docker.com/build/building/multi-stage/).
"""
ANSWER = SOLUTION.replace("build", "make").replace("/calc", "/add").replace("go make", "go build")


def whole_lesson(root: Path) -> LessonFolder:
    lesson = LessonFolder(root)
    lesson.edit("[[goals]]", '[proof]\nred_at_start = ["two-stages"]\n\n[[goals]]')
    lesson.edit('choices = ["All stages", "The last stage"]', 'choices = ["All", "The last", "None"]')
    lesson.edit("Only the last stage is the image.", EXPLANATION)
    lesson.write("lesson.md", TEXT)
    lesson.write("answers/other-names.Dockerfile", ANSWER)
    return lesson
