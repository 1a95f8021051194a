"""What the course teaches, point by point; every lesson names those that it covers."""

from __future__ import annotations

POINTS = {
    "S1": "a Go program carries its runtime with it",
    "S2": "how far an image can shrink",
    "S3": "several stages in one file",
    "S4": "a base for each stage",
    "S5": "copying products between stages",
    "S6": "every FROM begins a stage",
    "S7": "a build stage may be large",
    "S8": "a final stage holds what runs",
    "S9": "smaller, cleaner, easier to keep",
    "S10": "build, test and serve apart",
    "S11": "a light base to serve from",
    "S12": "stages for lint, packaging, security",
    "S13": "three stages for a Node site",
    "S14": "the app and its runtime, hardly more",
    "S15": "no shell, no package manager",
    "S16": "a smaller attack surface",
    "S17": "faster builds and deploys",
    "S18": "distroless for Java",
    "S19": "images for production",
    "S20": "distroless for Node",
}
"""A few words for each key, as they follow on "covers"."""


def told(covers: tuple[str, ...]) -> str:
    """What a lesson covers in words; a key that is not known stands for itself."""
    return "; ".join(POINTS.get(key, key) for key in covers)
