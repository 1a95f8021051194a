"""Running the text of a script in a shell that is ready."""

from __future__ import annotations

from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.interpreter import Interpreter
from tutor.engine.embedded.shell.parser import parse_script
from tutor.engine.embedded.shell.state import Exit, State
from tutor.engine.embedded.shell.syntax import NotUnderstood, SyntaxTrouble


def run_text(state: State, text: str) -> None:
    """Run a script and leave its status in ``state``. Raises Exit, NotUnderstood, NotRecorded."""
    try:
        script = parse_script(text)
    except SyntaxTrouble as trouble:
        if trouble.line > 1 or state.dialect is Dialect.BASH:
            raise NotUnderstood("a mistake in the script's syntax") from trouble
        state.line = trouble.line
        state.complain(_words(trouble, state.dialect))
        raise Exit(2) from trouble
    interpreter = Interpreter(text)
    state.run_script = interpreter.script
    interpreter.script(state, script)


def _words(trouble: SyntaxTrouble, dialect: Dialect) -> str:
    dash = dialect is Dialect.DASH
    if trouble.kind == "quote":
        return (
            "Syntax error: Unterminated quoted string" if dash else "syntax error: unterminated quoted string"
        )
    if trouble.kind == "brace":
        return "Syntax error: Missing '}'" if dash else "syntax error: missing '}'"
    if not trouble.token:
        return "Syntax error: end of file unexpected" if dash else "syntax error: unexpected end of file"
    if dash:
        return f'Syntax error: "{trouble.token}" unexpected'
    return f'syntax error: unexpected "{trouble.token}"'
