"""What bounds are held against, of a stage or of any image."""

from __future__ import annotations

from tutor.image import Image
from tutor.insight.explanation import Explanation
from tutor.insight.image_waste import efficiency_of_image
from tutor.insight.thresholds import Measured

FINAL = "final"


def measured_stage(explanation: Explanation, stage: int) -> Measured:
    """A stage of a build, with the sizes of all of them by name and number; ``final`` is the final one."""
    told = explanation.stages[stage]
    return Measured(told.size, told.surface, told.efficiency, sizes_of(explanation))


def measured_image(image: Image) -> Measured:
    """An image by itself."""
    return Measured(image.size, image.surface, efficiency_of_image(image))


def sizes_of(explanation: Explanation) -> dict[str, int | None]:
    """Bytes of the stages by label; ``final`` is the final stage unless another has that name."""
    sizes = {stage.label: stage.size for stage in explanation.stages}
    sizes.setdefault(FINAL, explanation.stages[explanation.final].size)
    return sizes
