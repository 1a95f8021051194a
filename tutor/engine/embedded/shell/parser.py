"""From the text of a script to its commands."""

from __future__ import annotations

from tutor.engine.embedded.shell.syntax import (
    AndOr,
    Command,
    Document,
    For,
    Group,
    If,
    NotUnderstood,
    Pipeline,
    Redirect,
    Script,
    Simple,
    SyntaxTrouble,
    Text,
    Word,
)
from tutor.engine.embedded.shell.words import Reader, is_name, literal

NOT_COMPUTED = frozenset({"while", "until", "case", "function", "select", "time", "[["})
CLOSING = frozenset({"then", "elif", "else", "fi", "do", "done", "}", "esac"})
REDIRECTIONS = ("<<-", "<<", ">>", ">&", "<&", "<>", ">|", "&>", ">", "<")


def parse_script(text: str) -> Script:
    """The commands of a script. Raises SyntaxTrouble and NotUnderstood."""
    parser = _Parser(text)
    script = parser.script(())
    if not parser.reader.done:
        raise parser.unexpected()
    return script


def _nested(text: str, at: int) -> tuple[Script, int]:
    parser = _Parser(text)
    parser.reader.at = at
    script = parser.script(())
    if parser.reader.peek() != ")":
        raise parser.unexpected()
    return script, parser.reader.at + 1


class _Parser:
    def __init__(self, text: str) -> None:
        self.reader = Reader(text, _nested)
        self._heredocs: list[Document] = []

    def script(self, ends: tuple[str, ...]) -> Script:
        items: list[AndOr] = []
        while True:
            self._newlines()
            if self.reader.done or self.reader.peek() == ")" or self._keyword() in ends:
                return tuple(items)
            items.append(self._and_or())
            self.reader.skip_blanks()
            if self.reader.peek() == "&" and self.reader.peek(2) != "&&":
                raise NotUnderstood("a command in the background, &,")
            if self.reader.peek() == ";" and self.reader.peek(2) != ";;":
                self.reader.at += 1
            elif self.reader.peek() != "\n":
                if self.reader.done or self.reader.peek() == ")" or self._keyword() in ends:
                    return tuple(items)
                raise self.unexpected()

    def unexpected(self) -> SyntaxTrouble:
        self.reader.skip_blanks()
        two = self.reader.peek(2)
        if self.reader.done:
            return SyntaxTrouble("unexpected", "", self.reader.line)
        token = two if two in ("&&", "||", ";;") else self.reader.peek()
        if token not in ("&&", "||", ";;", ";", "&", "|", ")", "("):
            token = self._keyword() or token
        return SyntaxTrouble("unexpected", token, self.reader.line)

    def _newlines(self) -> None:
        self.reader.skip_blanks()
        while self.reader.peek() == "\n":
            self._newline()
            self.reader.skip_blanks()

    def _newline(self) -> None:
        self.reader.at += 1
        waiting, self._heredocs = self._heredocs, []
        for document in waiting:
            document.content = self._read(document)

    def _read(self, document: Document) -> Word:
        lines: list[str] = []
        while not self.reader.done:
            stop = self.reader.text.find("\n", self.reader.at)
            stop = len(self.reader.text) if stop < 0 else stop
            line = self.reader.text[self.reader.at : stop]
            self.reader.at = min(stop + 1, len(self.reader.text))
            line = line.lstrip("\t") if document.strip_tabs else line
            if line == document.end:
                break
            lines.append(line + "\n")
        content = "".join(lines)
        return (Text(content, quoted=True),) if document.quoted else Reader(content, _nested).document()

    def _keyword(self) -> str:
        """The plain word that stands here, without reading on."""
        end = self.reader.at
        text = self.reader.text
        while end < len(text) and text[end] not in " \t\n;&|<>()\"'$`\\":
            end += 1
        return text[self.reader.at : end]

    def _take(self, keyword: str) -> None:
        self._newlines()
        if self._keyword() != keyword:
            raise self.unexpected()
        self.reader.at += len(keyword)

    def _and_or(self) -> AndOr:
        first = self._pipeline()
        rest: list[tuple[str, Pipeline]] = []
        while True:
            self.reader.skip_blanks()
            operator = self.reader.peek(2)
            if operator not in ("&&", "||"):
                return AndOr(first, tuple(rest))
            self.reader.at += 2
            self._newlines()
            rest.append((operator, self._pipeline()))

    def _pipeline(self) -> Pipeline:
        self.reader.skip_blanks()
        negated = False
        while self._keyword() == "!":
            self.reader.at += 1
            self.reader.skip_blanks()
            negated = not negated
        commands = [self._command()]
        while True:
            self.reader.skip_blanks()
            if self.reader.peek() != "|" or self.reader.peek(2) == "||":
                return Pipeline(tuple(commands), negated)
            if self.reader.peek(2) == "|&":
                raise NotUnderstood("|&")
            self.reader.at += 1
            self._newlines()
            commands.append(self._command())

    def _command(self) -> Command:
        keyword = self._keyword()
        line = self.reader.line
        if keyword in NOT_COMPUTED:
            raise NotUnderstood(f"`{keyword}`")
        if keyword in CLOSING:
            raise self.unexpected()
        if keyword == "{":
            self.reader.at += 1
            body = self.script(("}",))
            self._take("}")
            return Group(body, self._redirects(), subshell=False, line=line)
        if self.reader.peek() == "(":
            if self.reader.peek(2) == "((":
                raise NotUnderstood("((…))")
            self.reader.at += 1
            body = self.script(())
            if self.reader.peek() != ")":
                raise self.unexpected()
            self.reader.at += 1
            return Group(body, self._redirects(), subshell=True, line=line)
        if keyword == "if":
            return self._if(line)
        if keyword == "for":
            return self._for(line)
        return self._simple(line)

    def _if(self, line: int) -> If:
        branches = []
        otherwise = None
        keyword = "if"
        while keyword in ("if", "elif"):
            self._take(keyword)
            condition = self.script(("then",))
            self._take("then")
            branches.append((condition, self.script(("elif", "else", "fi"))))
            self._newlines()
            keyword = self._keyword()
        if keyword == "else":
            self._take("else")
            otherwise = self.script(("fi",))
        self._take("fi")
        return If(tuple(branches), otherwise, self._redirects(), line)

    def _for(self, line: int) -> For:
        self._take("for")
        self.reader.skip_blanks()
        name = literal(self.reader.word())
        self._newlines()
        if name is None or not is_name(name) or self._keyword() != "in":
            raise NotUnderstood("this `for`")
        self._take("in")
        words = []
        self.reader.skip_blanks()
        while not self.reader.done and self.reader.peek() not in "\n;":
            words.append(self.reader.word())
            self.reader.skip_blanks()
        self.reader.at += 1
        self._take("do")
        body = self.script(("done",))
        self._take("done")
        return For(name, tuple(words), body, self._redirects(), line)

    def _redirects(self) -> tuple[Redirect, ...]:
        found: list[Redirect] = []
        self.reader.skip_blanks()
        while self._redirect(found):
            self.reader.skip_blanks()
        return tuple(found)

    def _redirect(self, found: list[Redirect]) -> bool:
        """Read a redirection that stands here."""
        reader = self.reader
        digits = 0
        while reader.text[reader.at + digits : reader.at + digits + 1].isdecimal():
            digits += 1
        rest = reader.text[reader.at + digits : reader.at + digits + 3]
        operator = next((one for one in REDIRECTIONS if rest.startswith(one)), None)
        if operator is None or (operator == "&>" and digits):
            return False
        if operator in ("&>", "<>"):
            raise NotUnderstood(f"`{operator}`")
        if rest.startswith(("<<<", "<(", ">(")):
            raise NotUnderstood(f"`{rest[:3]}`")
        fd = int(reader.text[reader.at : reader.at + digits]) if digits else int(operator[0] == ">")
        reader.at += digits + len(operator)
        reader.skip_blanks()
        if reader.done or reader.peek() in "\n;&|<>()":
            raise self.unexpected()
        word = reader.word()
        if operator in ("<<", "<<-"):
            text = "".join(part.text for part in word if isinstance(part, Text))
            quoted = any(isinstance(part, Text) and part.quoted for part in word)
            document = Document(text, quoted, strip_tabs=operator == "<<-")
            self._heredocs.append(document)
            found.append(Redirect(fd, "<<", (), document))
        else:
            found.append(Redirect(fd, ">" if operator == ">|" else operator, word))
        return True

    def _simple(self, line: int) -> Simple:
        start = self.reader.at
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            self.reader.skip_blanks()
            if self._redirect(redirects):
                continue
            if self.reader.done or self.reader.peek() in "\n;&|()":
                break
            word = self.reader.word()
            pair = None if words else assignment(word)
            if pair is not None:
                assignments.append(pair)
            else:
                words.append(word)
        if self.reader.peek() == "(":
            raise NotUnderstood("a function") if len(words) == 1 else self.unexpected()
        if not (assignments or words or redirects):
            raise self.unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects), start, line)


def assignment(word: Word) -> tuple[str, Word] | None:
    """The name and the value of ``NAME=value``; None for any other word."""
    if not word or not isinstance(word[0], Text) or word[0].quoted:
        return None
    name, equals, rest = word[0].text.partition("=")
    if not equals or not is_name(name):
        return None
    return name, ((Text(rest), *word[1:]) if rest else word[1:])
