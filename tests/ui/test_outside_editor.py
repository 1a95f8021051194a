from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tutor.ui.outside_editor import OutsideEditorError, edit, editor_command


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, str]:
    for name in ("code", "vim", "vi"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    return {"PATH": str(tmp_path)}


def test_visual_comes_before_editor_and_may_have_arguments(programs: dict[str, str]):
    assert editor_command({**programs, "VISUAL": "code --wait 'a b'", "EDITOR": "vim"}) == (
        "code",
        "--wait",
        "a b",
    )
    assert editor_command({**programs, "VISUAL": "", "EDITOR": "vim"}) == ("vim",)


def test_without_either_a_usual_one_is_taken(programs: dict[str, str]):
    assert editor_command(programs) == ("vi",)


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"EDITOR": "nowhere -x"}, r"The editor of \$EDITOR was not found: nowhere."),
        ({"VISUAL": "vim 'x"}, r"\$VISUAL cannot be read"),
    ],
)
def test_what_is_wrong_with_the_variable_is_told(
    programs: dict[str, str], variables: dict[str, str], why: str
):
    with pytest.raises(OutsideEditorError, match=why):
        editor_command({**programs, **variables})


def test_where_there_is_none_the_variable_is_named(tmp_path: Path):
    with pytest.raises(OutsideEditorError, match="variable EDITOR"):
        editor_command({"PATH": str(tmp_path)})


def test_an_editor_writes_the_file(tmp_path: Path):
    file = tmp_path / "Dockerfile"
    edit((sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('FROM b')"), file)
    assert file.read_text() == "FROM b"


def test_an_editor_that_does_not_end_well_is_told(tmp_path: Path):
    with pytest.raises(OutsideEditorError, match="ended with exit code 3"):
        edit((sys.executable, "-c", "raise SystemExit(3)"), tmp_path / "Dockerfile")
    with pytest.raises(OutsideEditorError, match="cannot be run"):
        edit((str(tmp_path),), tmp_path / "Dockerfile")
