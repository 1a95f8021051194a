"""The base images, and the engines that hold them."""

from tests.bases import catalogue as bases
from tests.bases.catalogue import Base

from .provided import ProvidedEngine
from .shell import ProvisionError, say

MEGABYTE = 1_000_000


def load(engine: ProvidedEngine) -> None:
    """Load every base image that is for the engine and not there yet, and see that it holds them all then."""
    for module in bases.RECIPES:
        if engine.name not in getattr(module, "ENGINES", (engine.name,)):
            continue
        base = bases.finished(module)
        if _missing(engine, base):
            say(f"loading {base.recipe} into {engine.name}")
            engine.api.load(base.archive)
            if missing := _missing(engine, base):
                raise ProvisionError(f"{engine.name} took {base.archive} and yet lacks {', '.join(missing)}")


def listing(engine: ProvidedEngine) -> str:
    """The engine's images, one a line, with the size that the engine claims for each."""
    images = sorted(engine.api.images().items())
    return "\n".join(f"    {size / MEGABYTE:8.1f} MB  {name}" for name, size in images)


def _missing(engine: ProvidedEngine, base: Base) -> list[str]:
    return [
        name for image in base.images for name in image.names if engine.api.image_id(name) not in image.ids()
    ]
