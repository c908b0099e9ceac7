"""Squirrel for Pygments, and so for Sphinx, MkDocs, LaTeX and whatever else colours programs with it.

Installing impsim is enough: the lexer is an entry point of the group `pygments.lexers`, found as `squirrel`, `nut` and
by the ending of *.nut. Names that every imp has are built-ins; what else a model has is a name like any other.
"""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Whitespace

KEYWORDS = (
    "base break case catch continue default delete do else enum extends for foreach if in instanceof resume return "
    "switch throw try typeof while yield __LINE__ __FILE__ rawcall"
).split()
DECLARATIONS = "class const constructor function local static var".split()
CONSTANTS = "false null this true".split()
BUILTINS = "agent crypto device hardware http imp mqtt nv server".split()  # objects of devices and agents
METAMETHODS = (
    "_add _sub _mul _div _modulo _unm _typeof _get _set _newslot _delslot _call _cmp _nexti _cloned _tostring "
    "_inherited _newmember"
).split()
NAME = r"[A-Za-z_]\w*"


class SquirrelLexer(RegexLexer):  # type: ignore[misc]  # Pygments has no types
    """Squirrel 3.0.5, as impOS runs it."""

    name = "Squirrel"
    url = "http://www.squirrel-lang.org"
    aliases: ClassVar = ["squirrel", "nut"]
    filenames: ClassVar = ["*.nut"]
    mimetypes: ClassVar = ["text/x-squirrel"]

    tokens: ClassVar = {
        "root": [
            (r"\s+", Whitespace),
            (r"^#\s*require\b.*$", Comment.Preproc),
            (r"^@(?:include|set|if|elseif|else|endif|end|macro|while|repeat|error|warning)\b.*$", Comment.Preproc),
            (r"(?://|#).*$", Comment.Single),
            (r"/\*[\s\S]*?(?:\*/|\Z)", Comment.Multiline),
            (r'@"(?:[^"]|"")*(?:"|\Z)', String),
            (r'"(?:[^"\\\n]|\\[\s\S])*(?:"|$)', String),
            (r"'(?:[^'\\\n]|\\[\s\S])*(?:'|$)", String.Char),
            (r"@\{[^}\n]*\}", Comment.Preproc),
            (r"0[xX][0-9a-fA-F]*", Number.Hex),
            (r"0[0-7]+", Number.Oct),
            (r"[0-9]+(?:\.[0-9]*(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)", Number.Float),
            (r"[0-9]+", Number.Integer),
            (r"\.\.\.", Punctuation),
            (r"<-|<=>|>>>|::|&&|\|\||\+\+|--|[-+*/%<>=!]=|<<|>>|[-+*/%&|^~<>=!?@:]", Operator),
            (r"[][(){},;\\]", Punctuation),
            (r"(\.)(\s*)(%s)" % NAME, bygroups(Punctuation, Whitespace, Name.Attribute)),
            (r"\.", Punctuation),
            (r"(class)(\s+)(%s)" % NAME, bygroups(Keyword.Declaration, Whitespace, Name.Class)),
            (
                r"(function)(\s+)(%s(?:::%s)*)" % (NAME, NAME),
                bygroups(Keyword.Declaration, Whitespace, Name.Function),
            ),
            (words(KEYWORDS, prefix=r"\b", suffix=r"\b"), Keyword),
            (words(DECLARATIONS, prefix=r"\b", suffix=r"\b"), Keyword.Declaration),
            (words(CONSTANTS, prefix=r"\b", suffix=r"\b"), Keyword.Constant),
            (words(METAMETHODS, prefix=r"\b", suffix=r"\b"), Name.Function.Magic),
            (words(BUILTINS, prefix=r"\b", suffix=r"\b"), Name.Builtin),
            (r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b", Name.Constant),
            (NAME, Name),
            (r"[^\s]", Punctuation),
        ]
    }
