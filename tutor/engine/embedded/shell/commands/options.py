"""Options and operands of a command, as getopt reads them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.engine.embedded.shell.commands.call import Call


class BadOption(Exception):  # noqa: N818 - reads as what it is
    """The command complains about an option; ``words`` are its own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass
class Options:
    """``given`` has the letters in order; ``values`` what those with a value were given last."""

    given: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    operands: list[str] = field(default_factory=list)

    def has(self, *letters: str) -> bool:
        return any(letter in self.given for letter in letters)


def read(call: Call, flags: str, with_value: str = "", long: dict[str, str] | None = None) -> Options:
    """Read the arguments: ``long`` has the letters behind long options.

    What a command has but is not computed is refused by NotRecorded, what no command has by BadOption; as
    it takes the same words to tell them apart, all unknown ones but the obviously wrong are NotRecorded.
    """
    options = Options()
    rest = list(call.arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            options.operands += rest
            break
        if word.startswith("--"):
            _long(call, word, rest, long or {}, with_value, options)
        elif word.startswith("-") and word != "-":
            _short(call, word[1:], rest, flags, with_value, options)
        else:
            options.operands.append(word)
    return options


def _long(
    call: Call, word: str, rest: list[str], long: dict[str, str], with_value: str, options: Options
) -> None:
    name, equals, value = word[2:].partition("=")
    letter = long.get(name)
    if letter is None:
        raise call.refuse(f"the option --{name} is not computed")
    options.given.append(letter)
    if letter in with_value:
        if not equals and not rest:
            raise BadOption(f"option '--{name}' requires an argument")
        options.values[letter] = value if equals else rest.pop(0)
    elif equals:
        raise call.refuse(f"the option {word} is not computed")


def _short(call: Call, letters: str, rest: list[str], flags: str, with_value: str, options: Options) -> None:
    while letters:
        letter, letters = letters[0], letters[1:]
        if letter in with_value:
            if not letters and not rest:
                raise BadOption(f"option requires an argument -- '{letter}'")
            options.given.append(letter)
            options.values[letter] = letters or rest.pop(0)
            return
        if letter not in flags:
            raise call.refuse(f"the option -{letter} is not computed")
        options.given.append(letter)
