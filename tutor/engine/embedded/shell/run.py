"""RUN: from the instruction to the end of its process."""

from __future__ import annotations

from tutor.dockerfile import Form, Instruction
from tutor.dockerfile.heredocs import marker_of
from tutor.engine.embedded.catalogue.format import Chunk, CommandKey
from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.start import launch
from tutor.engine.embedded.shell.state import Exit, Shared, State
from tutor.engine.embedded.shell.syntax import NotUnderstood
from tutor.engine.embedded.system.identity import identity_of
from tutor.engine.embedded.system.places import MOUNTED_FOLDERS, Places, Refused
from tutor.engine.embedded.system.process import CannotStart, Process, Ran
from tutor.engine.embedded.system.programs import NotExecutable, NotFound, program_of
from tutor.engine.embedded.tools import Situation
from tutor.engine.embedded.tools import key_of as key_in
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind


def run(process: Process, instruction: Instruction) -> Ran:
    """Run an instruction to its end. Raises CannotStart, NotRecorded, UnknownCommand."""
    for flag in instruction.flags:
        if flag.name not in ("network", "mount"):  # Whoever calls has laid the mounts over the files.
            raise NotRecorded(f"RUN --{flag.name}", reason="it cannot be computed")
    argv = argv_of(process, instruction)
    try:
        return _run(process, argv)
    except NotUnderstood as part:
        raise NotRecorded(str(part), reason="this part of a shell's language is not computed") from part


def argv_of(process: Process, instruction: Instruction) -> tuple[str, ...]:
    """What the engine starts for a RUN."""
    if instruction.form is Form.EXEC:
        return instruction.words
    line = instruction.words[0] if instruction.words else ""
    if instruction.heredocs:
        line = _with_heredocs(instruction, line)
    return (*process.shell, line)


def _with_heredocs(instruction: Instruction, line: str) -> str:
    """A heredoc that stands alone is the script; all others are left to the shell."""
    heredocs = instruction.heredocs
    if len(heredocs) == 1 and line.startswith("<<") and marker_of(line.strip()) is not None:
        content = heredocs[0].content
        if content.startswith("#!"):
            raise NotRecorded("a heredoc with its own #! line", reason="it cannot be computed")
        return content
    return "\n".join([line, *(f"{heredoc.content}{heredoc.name}" for heredoc in heredocs), ""])


def key_of(process: Process, argv: tuple[str, ...]) -> CommandKey | None:
    """By what a recording of a command is found; None for what no recording can hold. Raises NotRecorded."""
    identity, home = identity_of(process.user, process.files, process.contents)
    env = {"HOME": home} | process.env
    places = Places(process.files, identity, process.folder.strip("/"))
    try:
        program = program_of(argv[0], places, env.get("PATH"))
    except (NotFound, NotExecutable):
        return None
    return key_in(Situation(argv, program, env, process.folder, process.user, places, process.contents))


def _run(process: Process, argv: tuple[str, ...]) -> Ran:
    identity, home = identity_of(process.user, process.files, process.contents)
    env = {"HOME": home} | process.env
    _mount(process)
    places = Places(process.files, identity, process.folder.strip("/"))
    program = _program(process, argv, places, env)
    state = State(
        shared=Shared(process),
        dialect=Dialect.DASH,
        zero=argv[0],
        identity=identity,
        variables=dict(env),
        exported=set(env),
        folder=process.folder,
    )
    try:
        launch(state, program, list(argv), env, "")
    except Exit as ended:
        state.status = ended.status
    return Ran(state.status, state.shared.seconds, tuple(state.shared.recordings))


def _mount(process: Process) -> None:
    """The folders that the engine mounts over stay in the image where it had none."""
    for name in MOUNTED_FOLDERS:
        if process.files.resolve(name) is None:
            process.files.put(FileEntry(name, FileKind.DIRECTORY, 0o755))


def _program(process: Process, argv: tuple[str, ...], places: Places, env: dict[str, str]) -> FileEntry:
    """The file that the engine starts. Raises CannotStart."""
    name = argv[0]
    try:
        return program_of(name, places, env.get("PATH"))
    except NotExecutable:
        why = "permission denied" if "/" in name else "executable file not found in $PATH"
    except NotFound:
        why = "executable file not found in $PATH"
        if "/" in name:
            try:
                places.lookup(name)
                why = "no such file or directory"
            except Refused as refused:
                why = f"stat {name}: {refused.words[0].lower()}{refused.words[1:]}"
    message = f'runc run failed: unable to start container process: exec: "{name}": {why}'
    process.on_output(Chunk(0.0, "stderr", f"{message}\n".encode()))
    raise CannotStart(message)
