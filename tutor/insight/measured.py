"""What bounds are held against, of a stage or of any image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.insight.image_waste import efficiency_of_image
from tutor.insight.thresholds import Measured

if TYPE_CHECKING:
    from tutor.engine import BuildResult
    from tutor.insight.opening import Opened

FINAL = "final"


def measured_image(opened: Opened) -> Measured:
    """An image, and the sizes of all stages of its build where it comes from one."""
    image = opened.image
    sizes = {} if opened.build is None else sizes_of(opened.build.result)
    return Measured(
        image.size,
        image.surface,
        efficiency_of_image(image),
        sizes,
        secrets=tuple(secret.says for secret in opened.secrets),
        user_known=image.config is not None,
    )


def sizes_of(result: BuildResult) -> dict[str, int | None]:
    """Bytes of the stages by label; ``final`` is the final stage unless another has that name."""
    sizes = {stage.label: stage.size for stage in result.stages}
    sizes.setdefault(FINAL, result.final_stage.size)
    return sizes
