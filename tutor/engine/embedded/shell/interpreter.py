"""Doing what a script says."""

from __future__ import annotations

from tutor.engine.embedded.shell.builtins import BUILTINS, SPECIAL
from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.expand import Unset, fields, single
from tutor.engine.embedded.shell.redirect import BadRedirect, redirected
from tutor.engine.embedded.shell.start import start
from tutor.engine.embedded.shell.state import Exit, State
from tutor.engine.embedded.shell.streams import Kept
from tutor.engine.embedded.shell.syntax import (
    AndOr,
    Command,
    For,
    Group,
    If,
    NotUnderstood,
    Pipeline,
    Script,
    Simple,
)


class Interpreter:
    """Runs the commands of one script; ``text`` is the script, from which unknown commands are cut."""

    def __init__(self, text: str) -> None:
        self._text = text

    def script(self, state: State, script: Script, *, tested: bool = False) -> None:
        """Run commands one after the other; ``tested`` where ``set -e`` does not end the shell."""
        for item in script:
            self._and_or(state, item, tested=tested)

    def _and_or(self, state: State, item: AndOr, *, tested: bool) -> None:
        self._pipeline(state, item.first, tested=tested or bool(item.rest))
        for number, (operator, pipeline) in enumerate(item.rest, 1):
            if (operator == "&&") == (state.status == 0):
                self._pipeline(state, pipeline, tested=tested or number < len(item.rest))

    def _pipeline(self, state: State, pipeline: Pipeline, *, tested: bool) -> None:
        tested = tested or pipeline.negated
        if len(pipeline.commands) == 1:
            self._command(state, pipeline.commands[0], tested=tested)
        else:
            self._piped(state, pipeline, tested=tested)
        if pipeline.negated:
            state.status = int(state.status == 0)
        elif state.status and "e" in state.options and not tested:
            raise Exit(state.status)

    def _piped(self, state: State, pipeline: Pipeline, *, tested: bool) -> None:
        statuses = []
        stdin = state.stdin
        for number, command in enumerate(pipeline.commands, 1):
            inner = state.subshell()
            inner.stdin = stdin
            kept = Kept()
            if number < len(pipeline.commands):
                inner.out = kept
            try:
                self._command(inner, command, tested=tested)
            except Exit as ended:
                inner.status = ended.status
            statuses.append(inner.status)
            stdin = kept.data
        failed = [status for status in statuses if status]
        state.status = failed[-1] if failed and "pipefail" in state.options else statuses[-1]

    def _command(self, state: State, command: Command, *, tested: bool) -> None:
        state.line = command.line
        if isinstance(command, Simple):
            self._simple(state, command)
            return
        try:
            with redirected(state, command.redirects):
                state.depth += 1
                try:
                    self._compound(state, command, tested=tested)
                finally:
                    state.depth -= 1
        except BadRedirect as trouble:
            state.complain(trouble.words)
            state.status = trouble.status

    def _compound(self, state: State, command: Group | If | For, *, tested: bool) -> None:
        if isinstance(command, Group):
            self._group(state, command, tested=tested)
        elif isinstance(command, If):
            self._if(state, command, tested=tested)
        else:
            words = fields(command.words, state)
            state.status = 0
            for word in words:
                state.assign(command.name, word)
                self.script(state, command.body, tested=tested)

    def _group(self, state: State, group: Group, *, tested: bool) -> None:
        if not group.subshell:
            self.script(state, group.body, tested=tested)
            return
        inner = state.subshell()
        try:
            self.script(inner, group.body, tested=tested)
        except Exit as ended:
            inner.status = ended.status
        state.status = inner.status

    def _if(self, state: State, command: If, *, tested: bool) -> None:
        for condition, body in command.branches:
            self.script(state, condition, tested=True)
            if state.status == 0:
                self.script(state, body, tested=tested)
                return
        state.status = 0
        if command.otherwise is not None:
            self.script(state, command.otherwise, tested=tested)

    def _simple(self, state: State, command: Simple) -> None:
        before = self._text[: command.start] if state.depth == 0 else None
        try:
            words = fields(command.words, state)
            if not words:
                self._assign(state, command)
                return
            self._start(state, command, words, before)
        except Unset as unset:
            state.complain(f"{unset.name}: {self._unset_words(state, unset)}")
            raise Exit(127 if state.dialect is Dialect.BASH else 2) from unset
        except BadRedirect as trouble:
            state.complain(trouble.words)
            state.status = trouble.status
            if command.words and words and words[0] in SPECIAL and state.dialect is not Dialect.BASH:
                raise Exit(trouble.status) from trouble

    @staticmethod
    def _unset_words(state: State, unset: Unset) -> str:
        if unset.words is not None:
            return unset.words
        return "unbound variable" if state.dialect is Dialect.BASH else "parameter not set"

    def _assign(self, state: State, command: Simple) -> None:
        substituted = state.status
        state.status = 0
        pairs = []
        with redirected(state, command.redirects):
            for name, word in command.assignments:
                value = single(word, state)
                state.assign(name, value)
                pairs.append(f"{name}={value}")
        del substituted
        if "x" in state.options:
            self._trace(state, pairs)

    def _start(self, state: State, command: Simple, words: list[str], before: str | None) -> None:
        assigned = {name: single(word, state) for name, word in command.assignments}
        if "x" in state.options:
            self._trace(state, [f"{name}={value}" for name, value in assigned.items()] + words)
        with redirected(state, command.redirects):
            builtin = BUILTINS.get(words[0])
            if words[0] == "exec" and len(words) > 1:
                start(state, words[1:], assigned, before, replaces=True)
                raise Exit(state.status)
            if words[0] == "command" and len(words) > 1 and not words[1].startswith("-"):
                words = words[1:]
                builtin = BUILTINS.get(words[0])
            if builtin is None:
                start(state, words, assigned, before)
                return
            saved = dict(state.variables)
            state.variables.update(assigned)
            try:
                state.status = builtin(state, words)
            finally:
                if words[0] not in SPECIAL:
                    for name in assigned:
                        state.variables.pop(name, None)
                        if name in saved:
                            state.variables[name] = saved[name]

    @staticmethod
    def _trace(state: State, words: list[str]) -> None:
        if state.dialect is not Dialect.DASH:
            raise NotUnderstood("`set -x` of this shell")
        state.err.write(f"+ {' '.join(words)}\n".encode("utf-8", "surrogateescape"))
