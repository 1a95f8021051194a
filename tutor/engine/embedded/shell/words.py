"""Reading the words of a script: quotes, backslashes, variables."""

from __future__ import annotations

from collections.abc import Callable

from tutor.engine.embedded.shell.syntax import (
    NotUnderstood,
    Script,
    Substitution,
    SyntaxTrouble,
    Text,
    Variable,
    Word,
)

BLANKS = " \t"
ENDS_A_WORD = " \t\n;&|<>()"
SPECIAL_NAMES = "?$#!@*-0123456789"
OPERATORS = (":-", ":=", ":?", ":+", "##", "%%", "-", "=", "?", "+", "#", "%")


def is_name(text: str) -> bool:
    """Whether this can be a variable's name."""
    return text.isascii() and text.isidentifier()


class Reader:
    """A place in a script, and the reading of what stands there.

    ``nested`` parses the inside of ``$( … )`` and tells where it ends.
    """

    def __init__(self, text: str, nested: Callable[[str, int], tuple[Script, int]]) -> None:
        self.text = text
        self.at = 0
        self._nested = nested

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    @property
    def done(self) -> bool:
        return self.at >= len(self.text)

    def skip_blanks(self) -> None:
        """Blanks, continued lines and comments."""
        while not self.done:
            if self.peek() in BLANKS:
                self.at += 1
            elif self.peek(2) == "\\\n":
                self.at += 2
            elif self.peek() == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def word(self) -> Word:
        """The word that begins here, up to a blank or an operator."""
        return self._parts(ENDS_A_WORD, in_braces=False)

    def _parts(self, ends: str, *, in_braces: bool) -> Word:
        parts: list[Text | Variable | Substitution] = []
        while not self.done and self.peek() not in ends:
            char = self.peek()
            if self.peek(2) == "\\\n":
                self.at += 2
            elif char == "\\":
                parts.append(Text(self.text[self.at + 1 : self.at + 2] or "\\", quoted=True))
                self.at += 2
            elif char == "'":
                parts.append(self._single_quoted())
            elif char == '"':
                parts.extend(self._double_quoted())
            elif char in "$`":
                parts.append(self._dollar(quoted=False))
            else:
                parts.append(Text(char))
                self.at += 1
        return joined(parts)

    def _single_quoted(self) -> Text:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise self._unterminated()
        text = self.text[self.at + 1 : end]
        self.at = end + 1
        return Text(text, quoted=True)

    def _double_quoted(self) -> Word:
        self.at += 1
        parts = self.document('"')
        if self.done:
            raise self._unterminated()
        self.at += 1
        return parts or (Text("", quoted=True),)

    def document(self, end: str = "") -> Word:
        """The inside of double quotes, or with no ``end`` all of a heredoc."""
        parts: list[Text | Variable | Substitution] = []
        escapable = '$`"\\' if end else "$`\\"
        while not self.done and self.peek() != end:
            char = self.peek()
            if self.peek(2) == "\\\n":
                self.at += 2
            elif char == "\\" and self.peek(2)[1:] and self.peek(2)[1] in escapable:
                parts.append(Text(self.peek(2)[1], quoted=True))
                self.at += 2
            elif char in "$`":
                parts.append(self._dollar(quoted=True))
            else:
                parts.append(Text(char, quoted=True))
                self.at += 1
        return joined(parts)

    def _dollar(self, *, quoted: bool) -> Text | Variable | Substitution:
        if self.peek() == "`":
            return self._backticks(quoted=quoted)
        following = self.text[self.at + 1 : self.at + 2]
        if self.peek(3) == "$((":
            raise NotUnderstood("arithmetic, $((…)),")
        if following == "(":
            script, self.at = self._nested(self.text, self.at + 2)
            return Substitution(script, quoted)
        if following == "{":
            return self._braces(quoted=quoted)
        if following and following in SPECIAL_NAMES:
            self.at += 2
            return Variable(following, quoted=quoted)
        end = self.at + 1
        while end < len(self.text) and is_name(self.text[self.at + 1 : end + 1]):
            end += 1
        name = self.text[self.at + 1 : end]
        self.at = end
        return Variable(name, quoted=quoted) if name else Text("$", quoted=quoted)

    def _backticks(self, *, quoted: bool) -> Substitution:
        end = self.text.find("`", self.at + 1)
        if end < 0:
            raise self._unterminated()
        inside = self.text[self.at + 1 : end]
        if "\\" in inside:
            raise NotUnderstood("a backslash inside of backticks")
        script, _ = self._nested(inside + ")", 0)
        self.at = end + 1
        return Substitution(script, quoted)

    def _braces(self, *, quoted: bool) -> Variable:
        self.at += 2
        if self.peek() == "#" and self.peek(2) != "#}":
            raise NotUnderstood("the length of a variable, ${#…},")
        end = self.at
        while end < len(self.text) and is_name(self.text[self.at : end + 1]):
            end += 1
        if end == self.at and self.peek() and self.peek() in SPECIAL_NAMES:
            end += 1
        name = self.text[self.at : end]
        self.at = end
        if self.done:
            raise SyntaxTrouble("brace", "", self.line)
        operator = ""
        word: Word = ()
        if self.peek() != "}":
            operator = next((one for one in OPERATORS if self.text.startswith(one, self.at)), "")
            if not name or not operator:
                raise NotUnderstood("this use of ${…}")
            self.at += len(operator)
            word = self._brace_word(quoted=quoted)
            if self.done:
                raise SyntaxTrouble("brace", "", self.line)
        self.at += 1
        return Variable(name, operator, word, quoted)

    def _brace_word(self, *, quoted: bool) -> Word:
        word = self._parts("}", in_braces=True)
        if not quoted:
            return word
        if any(isinstance(part, Text) and part.quoted for part in word):
            raise NotUnderstood("quotes in ${…} inside of quotes")
        return word

    def _unterminated(self) -> SyntaxTrouble:
        return SyntaxTrouble("quote", "", self.text.count("\n") + 1)


def joined(parts: list[Text | Variable | Substitution]) -> Word:
    """The parts with neighbouring text put together."""
    out: list[Text | Variable | Substitution] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Text) and isinstance(last, Text) and part.quoted == last.quoted:
            out[-1] = Text(last.text + part.text, part.quoted)
        else:
            out.append(part)
    return tuple(out)


def literal(word: Word) -> str | None:
    """The text of a word without quotes or variables, None for any other."""
    if len(word) == 1 and isinstance(word[0], Text) and not word[0].quoted:
        return word[0].text
    return None
