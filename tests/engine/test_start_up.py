"""What is imported before an engine is asked for anything."""

from __future__ import annotations

import subprocess
import sys


def test_the_engine_package_does_without_the_docker_sdk():
    script = "import sys, tutor.engine; print(sorted({'docker', 'requests', 'urllib3'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
