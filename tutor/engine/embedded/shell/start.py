"""Starting a program: computed, recorded, or not known."""

from __future__ import annotations

from tutor.engine.embedded.shell.applets import APPLETS
from tutor.engine.embedded.shell.commands import Call, computed
from tutor.engine.embedded.shell.dialect import Dialect, dialect_of, is_busybox
from tutor.engine.embedded.shell.state import Exit, State
from tutor.engine.embedded.shell.syntax import NotUnderstood
from tutor.engine.embedded.system.process import UnknownCommand
from tutor.engine.embedded.system.programs import NotExecutable, NotFound, program_of
from tutor.engine.embedded.tools import Miss, Situation, find, put
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry

SHELLS = ("sh", "bash", "dash", "ash")


def start(
    state: State, words: list[str], assigned: dict[str, str], before: str | None, *, replaces: bool = False
) -> None:
    """Run the program that the first word names, and keep its status."""
    prefix = "exec: " if replaces else ""
    if replaces and state.dialect is Dialect.BUSYBOX:
        prefix += f"line {state.line - 1}: "
    path = assigned.get("PATH", state.variables.get("PATH"))
    try:
        program = _program(state, words[0], path)
        if not _has_loader(state, program):
            raise NotFound
    except NotFound:
        state.complain(prefix + not_found(state.dialect, words[0], by_exec=replaces))
        state.status = 127
        return
    except NotExecutable as refused:
        state.complain(prefix + not_executable(state.dialect, words[0], refused))
        state.status = 126
        return
    launch(state, program, words, state.env | assigned, before)


def _program(state: State, name: str, path: str | None) -> FileEntry:
    """The file that a name starts. Some busybox shells take their own commands first: NotRecorded then."""
    try:
        program = program_of(name, state.places, path)
    except (NotFound, NotExecutable):
        if state.dialect is Dialect.BUSYBOX and name in APPLETS:
            raise NotRecorded(name, reason="whether this shell has it in itself is not recorded") from None
        raise
    if state.dialect is Dialect.BUSYBOX and name in APPLETS and not is_busybox(program, state.process.files):
        raise NotRecorded(name, reason="whether this shell takes its own one is not recorded")
    return program


def not_found(dialect: Dialect, name: str, *, by_exec: bool) -> str:
    """What a shell says of a name that starts nothing."""
    if dialect is not Dialect.BASH or (by_exec and "/" not in name):
        return f"{name}: not found"
    return f"{name}: No such file or directory" if "/" in name else f"{name}: command not found"


def not_executable(dialect: Dialect, name: str, refused: NotExecutable) -> str:
    """What a shell says of a file that may not be started."""
    is_folder = refused.is_folder and dialect is Dialect.BASH
    return f"{name}: {'Is a directory' if is_folder else 'Permission denied'}"


def launch(
    state: State, program: FileEntry, words: list[str], env: dict[str, str], before: str | None
) -> None:
    """Run a program that may be started."""
    name = words[0].rpartition("/")[2]
    if name in SHELLS:
        _inner_shell(state, program, words, env, before)
        return
    call = Call(state, program, name, words[1:], env, words[0])
    command = computed(call)
    if command is not None:
        state.status = command(call)
        return
    situation = Situation(
        argv=tuple(words),
        program=program,
        env=env,
        folder=state.folder,
        user=state.process.user,
        places=state.places,
        contents=state.process.contents,
    )
    found = find(situation, state.process.catalogue)
    if isinstance(found, Miss):
        raise UnknownCommand(
            tuple(words),
            reason=found.reason,
            env=env,
            folder=state.folder,
            key=found.key,
            before=_without_operator(before),
            near=found.near,
            out=found.out,
            anywhere=found.anywhere,
        )
    shared = state.shared
    recorded = state.process.catalogue.command(found.index)
    begin = shared.seconds
    for chunk in recorded.output:
        shared.seconds = begin + chunk.at
        (state.out if chunk.stream == "stdout" else state.err).write(chunk.data)
    shared.seconds = begin + recorded.seconds
    shared.recordings.append(found.index.provenance)
    put(recorded, found, situation)
    state.status = recorded.exit_code


def _has_loader(state: State, program: FileEntry) -> bool:
    """Whether the loader that an ELF program asks for is there; else the program counts as not found."""
    elf = state.process.contents.elf(program.digest)
    return elf is None or not elf.interpreter or state.process.files.resolve(elf.interpreter[1:]) is not None


def _without_operator(before: str | None) -> str | None:
    """The script up to a command, without what joins it to that command."""
    if before is None:
        return None
    text = before.strip()
    while text.endswith(("!", "&&", "||", ";", "\n")):
        text = text.rstrip("!&|;\n \t")
    return text


def _inner_shell(
    state: State, program: FileEntry, words: list[str], env: dict[str, str], before: str | None
) -> None:
    """A shell with ``-c``; the outermost one of a RUN is the one whose text unknown commands are cut from."""
    from tutor.engine.embedded.shell.parsed import run_text

    options: set[str] = set()
    rest = words[1:]
    while rest and rest[0].startswith("-") and "c" not in options:
        letters = rest.pop(0)[1:]
        if letters.endswith("o") and rest[:1] == ["pipefail"]:
            options.add(rest.pop(0))
            letters = letters[:-1]
        options.update(letters)
    if "c" not in options or options - {*"ceux", "pipefail"} or len(rest) != 1:
        raise NotUnderstood(f"`{' '.join(words)}`")
    inner = state.subshell()
    inner.depth = 0 if before == "" and state.line == 0 else inner.depth
    inner.line = 1
    inner.dialect = dialect_of(program, state.process.files, state.process.catalogue)
    inner.zero = words[0]
    inner.variables = env | {"PWD": state.folder}
    inner.exported = set(inner.variables)
    inner.options = options & {*"eux", "pipefail"}
    try:
        run_text(inner, rest[0])
    except Exit as ended:
        inner.status = ended.status
    state.status = inner.status
