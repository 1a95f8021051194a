"""Which steps of a failed build were carried out, though BuildKit told them as cached.

A build that fails while a step has just begun tells that step as cached, and the step may yet come to its
end. What it wrote then is younger than the build.
"""

from __future__ import annotations

from tutor.dockerfile import Dockerfile
from tutor.engine.moby.generations import CARRIED_OUT
from tutor.engine.moby.journal import Journal
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.steps import Place
from tutor.image import difference


def carried_out(dockerfile: Dockerfile, journal: Journal, measured: Measured, since: float) -> list[Place]:
    """Steps told as cached that made or changed a file from then on.

    ``since`` is in seconds since 1970 by the engine's clock. A step that made no file is not seen.
    """

    def ran(place: Place) -> bool:
        before = measured.at(place.stage, place.position - 1)
        after = measured.at(place.stage, place.position)
        if before is None or after is None or all(file.changed < since for file in after.files):
            return False
        return any(file.changed >= since for file in difference(before.files, after.files).entries)

    def keyword(place: Place) -> str:
        return dockerfile.stages[place.stage].instructions[place.position].keyword

    told = [place for place, record in journal.records.items() if record.cached]
    return [place for place in told if keyword(place) in CARRIED_OUT and ran(place)]
