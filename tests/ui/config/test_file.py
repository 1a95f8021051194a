"""What of ``config.toml`` counts, and what a person is told about the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.theme import BUILTIN_THEMES

from tutor.cli import main
from tutor.ui.config.commented import commented
from tutor.ui.config.file import checked, read
from tutor.ui.config.key_names import EDITOR_KEYS, kept_by_others, key_of, never_arrives
from tutor.ui.config.keymap import clashing_defaults
from tutor.ui.config.known import known
from tutor.ui.config.place import config_path
from tutor.ui.config.start import at_start
from tutor.ui.config.unbound import is_unbound
from tutor.ui.settings import THEMES
from tutor.ui.themes import DARK, LIGHT


def checking(text: str):
    """What ``distill config --check`` says of such a file."""
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text(text)
    return CliRunner().invoke(main, ["config", "--check"])


def test_a_theme_that_is_not_there_is_told_with_those_that_are():
    found = checking('# mine\ntheme = "nope"\n')
    assert found.exit_code == 1
    assert 'config.toml:2: theme cannot be "nope": one of "distill-dark", ' in found.stderr
    assert "nord" in found.stderr
    assert checking('theme = "nord"\n').exit_code == 0


def test_the_themes_of_the_settings_are_those_of_the_app():
    assert set(THEMES) == {DARK.name, LIGHT.name, *BUILTIN_THEMES}


def test_a_mere_warning_is_told_and_is_no_failure():
    found = checking('[keys]\n"lesson.build" = "ctrl+b"\n')
    assert "tmux keeps it" in found.stderr
    assert found.exit_code == 0


@pytest.mark.parametrize(
    ("text", "line"), [("# mine\nfoo = = 3\n", 2), ('# mine\n\ntheme = """nope\n', 3), ("[keys", 1)]
)
def test_what_is_not_toml_is_told_with_its_line(text, line):
    assert f"config.toml:{line}: This is not TOML" in checking(text).stderr


def config(tmp_path: Path, text: str):
    path = tmp_path / "config.toml"
    path.write_text(text)
    return read(path)


def test_a_key_of_the_file_is_taken(tmp_path):
    found = config(tmp_path, '[keys]\n"lesson.build" = "Ctrl+\\\\, F5"\nlesson.hint = "alt+h"\n')
    assert found.keymap == {"lesson.build": "ctrl+backslash,f5", "lesson.hint": "alt+h"}
    assert found.problems == ()


def test_actions_that_take_turns_on_a_key_move_together(tmp_path):
    found = config(tmp_path, '[keys]\n"panes.zoom" = "alt+z"\n')
    assert found.keymap == {"panes.zoom": "alt+z", "panes.unzoom": "alt+z"}


def test_two_actions_may_swap_their_keys(tmp_path):
    found = config(tmp_path, '[keys]\n"lesson.build" = "f9"\n"lesson.hint" = "f5"\n')
    assert found.keymap == {"lesson.build": "f9", "lesson.hint": "f5"}
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"lesson.bild" = "f5"', "There is no action lesson.bild"),
        ('"lesson.build" = "f99"', "not the name of a key"),
        ('"lesson.build" = 5', "needs a key"),
        ('"lesson.build" = "ctrl+1"', "do not send it"),
        ('"lesson.build" = "ctrl+enter"', "do not send it"),
        ('"lesson.build" = "ctrl+m"', "send it as Enter"),
        ('"lesson.build" = "b"', "taken from your text"),
        ('"lesson.build" = "f9"', "it is lesson.hint on the same screen"),
        ('"app.help" = "f8"', "on the same screen"),
    ],
)
def test_a_key_that_cannot_be_is_told_with_its_line_and_the_default_counts(line, told, tmp_path):
    found = config(tmp_path, f"# mine\n[keys]\n{line}\n")
    assert found.keymap == {}
    (problem,) = found.problems
    assert told in problem.message
    assert problem.line == 3
    assert problem.advice
    assert not problem.counts


def test_an_empty_key_takes_the_key_away(tmp_path):
    found = config(tmp_path, '[keys]\n"lesson.hint" = ""\n"lesson.run" = []\n')
    assert found.problems == ()
    assert {*found.keymap} == {"lesson.hint", "lesson.run"}
    assert all(is_unbound(key) for key in found.keymap.values())


@pytest.mark.parametrize("action", ["app.quit", "app.palette", "lesson.escape", "help.close"])
def test_a_way_out_keeps_its_key(action, tmp_path):
    found = config(tmp_path, f'[keys]\n"{action}" = ""\n')
    assert found.keymap == {}
    assert "way out" in found.problems[0].message


@pytest.mark.parametrize("key", ["ctrl+b", "ctrl+s", "ctrl+q"])
def test_a_key_that_others_keep_counts_and_is_told(key, tmp_path):
    found = config(tmp_path, f'[keys]\n"lesson.hint" = "{key}"\n"app.quit" = "alt+q"\n')
    assert found.keymap["lesson.hint"] == key
    assert any(problem.counts for problem in found.problems)


def test_a_wrong_setting_leaves_the_others_alone(tmp_path):
    found = config(tmp_path, 'theme = "nord"\nreplay = "slow"\nrepaly = "fast"\n')
    assert found.settings == {"theme": "nord"}
    assert [problem.line for problem in found.problems] == [2, 3]


def test_what_is_no_toml_is_told_with_its_line(tmp_path):
    found = config(tmp_path, 'theme = "nord"\n[keys\n')
    assert found.settings == {}
    assert found.problems[0].line == 2


def test_the_file_that_init_writes_sets_nothing_and_all_of_it_can_be_taken(tmp_path):
    assert config(tmp_path, commented()).problems == ()
    lines = commented().splitlines()
    taken = "\n".join(
        line.removeprefix("# ") if " = " in line or line == "[keys]" else line for line in lines
    )
    found = config(tmp_path, taken)
    assert [problem for problem in found.problems if not problem.counts] == []
    assert {*found.keymap} == {*known().keys}


def test_the_start_reads_the_file_once_and_again_when_it_changed(tmp_path, monkeypatch):
    path, kept = tmp_path / "config.toml", tmp_path / "kept.json"
    assert at_start(path, kept) == ({}, {}, ())
    path.write_text('theme = "nord"\n[keys]\nnonsense = "f5"\n')
    first = at_start(path, kept)
    monkeypatch.setattr("tutor.ui.config.file.read", lambda path: pytest.fail("it is known already"))
    assert at_start(path, kept) == first
    monkeypatch.undo()
    path.write_text('theme = "gruvbox"\n')
    assert at_start(path, kept)[0] == {"theme": "gruvbox"}


def test_no_default_key_is_lost_to_terminals_editors_or_another_action():
    assert clashing_defaults(known()) == frozenset()
    for one in known().keys.values():
        arriving = [key for key in one.default if not never_arrives(key) and not kept_by_others(key)]
        assert arriving, f"{one.id}: {one.default}"
        if one.id.startswith(("lesson.", "app.", "draft.", "project.")):
            typing = [key for key in arriving if key not in EDITOR_KEYS]
            assert typing, f"the text area has {one.default} of {one.id}"


def test_default_keys_are_written_as_they_are_read():
    for one in known().keys.values():
        assert [key_of(key) for key in one.default] == list(one.default)


def test_config_says_what_is_wrong_and_ends_with_1(tmp_path, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path))
    run = CliRunner()
    assert run.invoke(main, ["config", "--check"]).exit_code == 0
    assert run.invoke(main, ["config", "--init"]).exit_code == 0
    assert run.invoke(main, ["config", "--init"]).exit_code == 2
    assert run.invoke(main, ["config", "--check"]).output == "Nothing is wrong.\n"
    config_path().write_text('[keys]\n"lesson.build" = "ctrl+1"\n')
    checked_now = run.invoke(main, ["config", "--check"])
    assert checked_now.exit_code == 1
    assert "config.toml:2: ctrl+1 cannot be lesson.build" in checked_now.output
    document = json.loads(run.invoke(main, ["config", "--json"]).stdout)
    assert document["problems"][0]["line"] == 2
    assert {row["id"] for row in document["keys"]} == {*known().keys}


def test_ids_in_tables_and_in_quotes_are_the_same():
    text = '[keys.lesson]\nbuild = "alt+y"\n'
    assert checked({"keys": {"lesson": {"build": "alt+y"}}}, text).keymap == {"lesson.build": "alt+y"}
