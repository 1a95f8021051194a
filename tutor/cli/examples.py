"""What commands are called with, one line each, for their --help and the manual page."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "app": (("distill 3", "the tutor, at lesson 3; `distill app 3` says the same"),),
    "open": (
        ("distill open", "the folder you are in"),
        ("distill open ~/my/project -f Dockerfile.prod", "another folder, another file"),
        ("distill open ~/my/project --new", "a Dockerfile to begin with, where there is none"),
    ),
    "web": (
        ("distill web --open", "in the browser of this machine"),
        ("distill web --port 8000 --lesson 3", "for a forwarded port: ssh -L 8000:localhost:8000 HOST"),
    ),
    "lessons": (
        ("distill lessons --json", "the course and your progress, for a script"),
        ("distill lessons add team.tar.gz", "more lessons"),
    ),
    "start": (("distill start 3", "where the files of lesson 3 are"),),
    "build": (
        ("distill build 3", "your Dockerfile of lesson 3"),
        ("distill build 3 -f solution --replay real", "the solution, at the pace it was recorded"),
        ("distill build . --target test --engine docker", "one stage of your own, on Docker"),
    ),
    "check": (("distill check 3 && echo passed", "judge your Dockerfile of lesson 3"),),
    "run": (
        ("echo '7 * 6' | distill run 3", "with an input of your own"),
        ("distill run 3 -f solution --stage build -- /calc", "another stage, another command"),
        ("distill run . -- --help", "the folder that you are in"),
    ),
    "explain": (
        ("distill explain 3:solution", "a lesson as it ends"),
        ("distill explain . --max-size 20MB --nonroot", "in CI: exit code 1 when it is not so"),
        ("distill explain . --export report.md", "as Markdown too"),
    ),
    "inspect": (
        ("distill inspect nginx:trixie --layers", "an image of the engine, and what its layers hide"),
        ("distill inspect 3:solution#build --tree=3", "one stage of a lesson, folder by folder"),
        ("docker save app | distill inspect -", "a stream"),
    ),
    "hint": (("distill hint 3", "a nudge, then a pointer, then the way"),),
    "quiz": (
        ("distill quiz 3", "the question"),
        ("distill quiz 3 --answer 2", "your answer"),
    ),
    "solution": (("distill solution 3 --diff", "what to change in your Dockerfile"),),
    "reset": (
        ("distill reset 3", "back to the start"),
        ("distill reset 3 --undo", "and what you wrote is there again"),
    ),
    "golf": (("distill golf go-calculator", "your records for one app"),),
    "certificate": (("distill certificate --name Ada --to ada.md", "written to a file"),),
    "config": (("distill config --init", "write config.toml with everything in it, commented out"),),
    "doctor": (("distill doctor --engine podman", "why Podman is not found, and what to do"),),
    "schema": (
        ("distill schema build > build.schema.json", "for a program that reads `distill build --json`"),
    ),
    "clean": (("distill clean --dry-run", "what would go"),),
    "lessons add": (("distill lessons add ./our-lessons --name team", "a folder, under a name of its own"),),
    "lesson check": (("distill lesson check --all --engine embedded", "the whole course"),),
    "lesson new": (("distill lesson new two-doors", "lessons/NN-two-doors, in the folder you are in"),),
    "record image": (("distill record image golang:1.27-trixie", "teach the embedded engine a base image"),),
    "record lesson": (("distill record lesson two-doors", "what a lesson of yours needs"),),
}
"""By the words that come after ``distill``: each line and what it gives."""
