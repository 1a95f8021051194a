"""A Pygments lexer for one Dockerfile instruction.

Pygments' own Docker lexer knows neither flags nor heredocs, and takes ``FROM --platform=…`` for an image.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from pygments.lexer import RegexLexer, default, include, words
from pygments.lexer import bygroups as _bygroups
from pygments.lexer import using as _using
from pygments.lexers.data import JsonLexer
from pygments.lexers.shell import BashLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace

_SHELL = ("RUN", "CMD", "ENTRYPOINT", "SHELL")
_WORDS = ("ADD", "COPY", "VOLUME", "WORKDIR", "USER", "EXPOSE", "STOPSIGNAL", "MAINTAINER")
_PAIRS = ("ENV", "ARG", "LABEL")

bygroups = cast("Callable[..., object]", _bygroups)
using = cast("Callable[..., object]", _using)


class InstructionLexer(RegexLexer):
    """Lexes an instruction without its heredoc bodies, a comment or a parser directive.

    ``Name.Label`` is a stage's name, ``Name.Namespace`` an image, ``Name.Attribute`` a flag and
    ``Comment.Preproc`` a parser directive.
    """

    name = "Dockerfile instruction"
    aliases = []
    filenames = []
    mimetypes = []
    url = "https://docs.docker.com/reference/dockerfile/"
    flags = re.IGNORECASE | re.MULTILINE

    tokens = {
        "root": [
            (r"[ \t]*#[ \t]*(?:syntax|escape|check)[ \t]*=.*", Comment.Preproc),
            (r"[ \t]*#.*", Comment.Single),
            (r"\s+", Whitespace),
            (r"FROM\b", Keyword, "from"),
            (r"(ONBUILD)(\s+)", bygroups(Keyword, Whitespace)),
            (r"HEALTHCHECK\b", Keyword, ("health", "flags")),
            (words(_SHELL, suffix=r"\b"), Keyword, ("shell", "flags")),
            (words(_WORDS, suffix=r"\b"), Keyword, ("words", "flags")),
            (words(_PAIRS, suffix=r"\b"), Keyword, "pairs"),
            (r"[A-Za-z]+", Name, "words"),
            (r".", Text),
        ],
        "space": [
            (r"^[ \t]*#.*\n?", Comment.Single),
            (r"[\\`][ \t]*$", String.Escape),
            (r"\s+", Whitespace),
        ],
        "variable": [
            (r"\$\{[^}\s]*\}?|\$\w+", Name.Variable),
        ],
        "flags": [
            include("space"),
            (r"(--from)(=)", bygroups(Name.Attribute, Operator), "reference"),
            (r"(--[\w-]+)(=)", bygroups(Name.Attribute, Operator), "value"),
            (r"--[\w-]*", Name.Attribute),
            default("#pop"),
        ],
        "value": [
            (r"(from)(=)", bygroups(Name.Attribute, Operator), "reference"),
            (r"([\w-]+)(=)", bygroups(Name.Attribute, Operator)),
            (r",", Punctuation),
            include("variable"),
            (r"\"[^\"\n]*\"?|'[^'\n]*'?", String),
            (r"[^\s,$=]+|[$=]", String),
            default("#pop"),
        ],
        "reference": [
            (r"[A-Za-z0-9][\w.-]*(?=[\s,]|\Z)", Name.Label, "#pop"),
            include("variable"),
            (r"[^\s,$]+", Name.Namespace),
            default("#pop"),
        ],
        "from": [
            include("space"),
            (r"(AS)(\s+)(\S+)", bygroups(Keyword, Whitespace, Name.Label)),
            (r"AS\b", Keyword),
            (r"(--[\w-]+)(=)", bygroups(Name.Attribute, Operator), "value"),
            (r"--[\w-]*", Name.Attribute),
            include("variable"),
            (r"scratch(?=\s|\Z)", Keyword.Constant),
            (r"[^\s$]+|\$", Name.Namespace),
        ],
        "health": [
            include("space"),
            (r"NONE\b", Keyword.Constant),
            (r"CMD\b", Keyword, "shell"),
            include("words"),
        ],
        "shell": [
            include("space"),
            (r"\[(?s:.*)\][ \t]*\Z", using(JsonLexer)),
            (r"\d*<<-?[\"']?[^\s<\"']+[\"']?", String.Heredoc),
            (r"(?s:.+)", using(BashLexer)),
        ],
        "words": [
            include("space"),
            (r"\[(?s:.*)\][ \t]*\Z", using(JsonLexer)),
            (r"\d*<<-?[\"']?[^\s<\"']+[\"']?", String.Heredoc),
            include("variable"),
            (r"\"(?:\\.|[^\"\\\n])*\"?|'[^'\n]*'?", String),
            (r"\d+(?:/(?:tcp|udp))?(?=\s|\Z)", Number),
            (r"[^\s$\"'\\`]+|.", Text),
        ],
        "pairs": [
            include("space"),
            (r"([\w.\-/]+)(=)", bygroups(Name.Attribute, Operator), "assigned"),
            (r"(\w+)(?=\s|\Z)", Name.Attribute),
            include("words"),
        ],
        "assigned": [
            (r"[\\`][ \t]*$", String.Escape, "#pop"),
            include("variable"),
            (r"\"(?:\\(?:.|\n)|[^\"\\])*\"?|'[^']*'?", String),
            (r"[^\s$\"'\\`]+|[$\\`]", String),
            default("#pop"),
        ],
    }
