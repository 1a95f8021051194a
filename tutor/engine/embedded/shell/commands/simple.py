"""Commands that are shell builtins, too, as the exec form starts them."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.call import Call


def echo(call: Call) -> int:
    """Words with blanks between them; options and escapes are refused."""
    if call.arguments and call.arguments[0].startswith("-"):
        raise call.refuse("the options of echo are not computed")
    call.out(f"{' '.join(call.arguments)}\n".encode("utf-8", "surrogateescape"))
    return 0


def pwd(call: Call) -> int:
    """The working folder."""
    if call.arguments:
        raise call.refuse("the options of pwd are not computed")
    call.out(f"{call.state.folder}\n".encode())
    return 0


def true(call: Call) -> int:
    """Success."""
    return 0


def false(call: Call) -> int:
    """Failure."""
    return 1
