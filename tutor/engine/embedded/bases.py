"""The images that a Dockerfile takes from outside, found among the recorded ones."""

from __future__ import annotations

from difflib import get_close_matches

from tutor.dockerfile import Dockerfile, ExternalImage
from tutor.engine.causes import recognise
from tutor.engine.embedded.catalogue.catalogue import Base, Catalogue
from tutor.engine.embedded.catalogue.names import full_name
from tutor.engine.embedded.stand import PLATFORM
from tutor.engine.errors import MissingBase, NotRecorded
from tutor.engine.gone import REASON, instead_of
from tutor.engine.result import BuildFailure

NEAR_ENOUGH = 0.6
ASK_A_REGISTRY = (
    "Write the name of a stage above, as it stands after AS. If an image is meant, start Docker or Podman "
    "and build with --engine docker or --engine podman: a real engine asks a registry for it."
)


def found(image: ExternalImage, dockerfile: Dockerfile, catalogue: Catalogue) -> Base | BuildFailure:
    """The recorded image, or the failure that a misspelt stage gives.

    Raises MissingBase for one that is known to be gone, and NotRecorded for every other image: a registry
    may have it, and only a real engine can ask one.
    """
    base = catalogue.image(image.name)
    if base is not None:
        if image.platform not in (None, PLATFORM):
            raise NotRecorded(
                f"{image.name} for {image.platform}",
                reason=f"images are recorded for {PLATFORM} only",
                near=(f"{image.name} for {PLATFORM}",),
                line=image.line,
            )
        return base
    instead = instead_of(image.name)
    if instead is not None:
        raise MissingBase(image.name, line=image.line, reason=REASON, advice=instead)
    own = dockerfile.stage_at(image.line)
    stages = [stage.name for stage in dockerfile.stages if stage.name is not None and stage is not own]
    if _bare(image.name) and get_close_matches(image.name.lower(), stages, n=1, cutoff=NEAR_ENOUGH):
        return _misspelt(image, dockerfile, stages)
    images = catalogue.images_near(image.name)
    raise NotRecorded(
        image.name,
        reason=_reason(image, stages),
        near=images,
        line=image.line,
        images=images,
        advice=ASK_A_REGISTRY if _meant_as_stage(image) and not images else "",
    )


def _bare(name: str) -> bool:
    return not any(mark in name for mark in "/:@")


def _meant_as_stage(image: ExternalImage) -> bool:
    return _bare(image.name) and image.reason != "base"


def _reason(image: ExternalImage, stages: list[str]) -> str:
    if _meant_as_stage(image):
        called = f" (the stages are {', '.join(stages)})" if stages else ""
        return (
            f"no stage is called so{called}, nor is a recorded image; a registry would be asked for an image "
            "of that name"
        )
    if "alpine" in image.name:
        return (
            "no image of Alpine is recorded; it has another C library (musl) and needs recordings of its own"
        )
    return "it is none of the base images that are recorded"


def _misspelt(image: ExternalImage, dockerfile: Dockerfile, stages: list[str]) -> BuildFailure:
    name = full_name(image.name)
    message = (
        f"{image.name}: failed to resolve source metadata for {name}: pull access denied, repository does "
        "not exist or may require authorization: server message: insufficient_scope: authorization failed"
    )
    at = dockerfile.stage_at(image.line)
    return BuildFailure(
        message=message,
        line=image.line,
        stage=at.index if at is not None else None,
        cause=recognise(message, known_stages=stages),
    )
