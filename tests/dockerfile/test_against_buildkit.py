"""The recorded verdicts still are those of a real engine."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from tutor.dockerfile import parse

pytestmark = pytest.mark.engine

SUGGESTION = re.compile(r" \(did you mean [^)]*\)")
WHERE = re.compile(r"^dockerfile parse error on line \d+: ")


def ask(buildx, folder, text):
    """BuildKit's checks of a Dockerfile, or the message with which it refused to check it."""
    (folder / "Dockerfile").write_text(text)
    environment = os.environ | {"DOCKER_HOST": buildx.host, "BUILDX_CONFIG": str(folder / ".buildx")}
    command = [buildx.program, "build", "--call=check,format=json", "--builder=default", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    if done.stdout.strip():
        return json.loads(done.stdout), None
    return {}, next(line for line in done.stderr.splitlines() if line.startswith("ERROR"))


def plain(message):
    return SUGGESTION.sub("", WHERE.sub("", message)).strip()


def test_a_recorded_verdict_is_that_of_the_engine(sampled_verdict, buildx, tmp_path):
    answer, refusal = ask(buildx, tmp_path, sampled_verdict.text)
    error = answer.get("buildError", {}).get("message", refusal)
    if sampled_verdict.error is None:
        assert error is None
    else:
        assert sampled_verdict.error in plain(error)
    warnings = {(w["ruleName"], plain(w["detail"])) for w in answer.get("warnings") or []}
    assert warnings == sampled_verdict.warnings


@pytest.mark.parametrize("written", ["FORM", "form", "Form", "COPPY", "coppy"])
def test_a_misspelt_instruction_is_told_in_the_words_of_the_engine(written, buildx, tmp_path):
    text = f"FROM scratch\n{written} a b\n"
    answer, refusal = ask(buildx, tmp_path, text)
    told = answer.get("buildError", {}).get("message", refusal)
    (problem,) = (one for one in parse(text).problems if one.message.startswith("unknown instruction"))
    assert problem.message in told
