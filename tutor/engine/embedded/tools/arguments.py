"""Bringing arguments into one order where the order makes no difference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Arguments:
    """Flags, each with its value or None, sorted by name; and the operands in their order.

    Of flags with one name the order stays: the last may win.
    """

    flags: tuple[tuple[str, str | None], ...]
    operands: tuple[str, ...]

    def value(self, name: str) -> str | None:
        """The value of the last flag of that name."""
        return next((value for flag, value in reversed(self.flags) if flag == name), None)

    def has(self, name: str) -> bool:
        return any(flag == name for flag, _ in self.flags)

    def without(self, name: str) -> Arguments:
        return Arguments(tuple(pair for pair in self.flags if pair[0] != name), self.operands)

    @property
    def words(self) -> tuple[str, ...]:
        """One spelling for all: ``-flag=value`` or ``-flag``, then the operands."""
        flags = (name if value is None else f"{name}={value}" for name, value in self.flags)
        return (*flags, *self.operands)


def read(arguments: tuple[str, ...], with_value: frozenset[str], *, mixed: bool) -> Arguments:
    """Tell flags from operands.

    ``with_value`` are flags that take the next word; ``mixed`` where flags may stand behind operands.
    """
    flags: list[tuple[str, str | None]] = []
    operands: list[str] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            operands += rest
            break
        if not word.startswith("-") or word == "-":
            operands.append(word)
            if not mixed:
                operands += rest
                break
            continue
        name, equals, value = word.partition("=")
        if equals:
            flags.append((name, value))
        elif name in with_value and rest:
            flags.append((name, rest.pop(0)))
        else:
            flags.append((name, None))
    return Arguments(tuple(sorted(flags, key=lambda pair: pair[0])), tuple(operands))
