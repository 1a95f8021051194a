"""Making recordings from a real engine: base images, what commands do, what programs print."""

from __future__ import annotations

from tutor.engine.embedded.recording.images import Options
from tutor.engine.embedded.recording.recorder import Recorder
from tutor.engine.embedded.recording.runs import Matters
from tutor.engine.embedded.recording.substitution import Substitution, Unfit, substitution_of

__all__ = ["Matters", "Options", "Recorder", "Substitution", "Unfit", "substitution_of"]
