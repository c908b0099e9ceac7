"""Diagnostics: what impsim tells a person about their own file.

Three families of failure never mix: a Diagnostic is about the user's input and
carries a place in it; a SquirrelError (impsim.squirrel.errors) is a value thrown
inside a running program; any other Python exception is a defect of impsim.
"""


class Diagnostic(Exception):
    """A problem in the user's input, with its place.

    message: what is wrong, one line.  path: file name as the user gave it.
    line, column: 1-based; 0 when the problem has no place.  text: the source
    line.  hint: one suggestion, or "".  code: short stable identifier.  why: the
    reason in the program's own terms, or "".
    """

    def __init__(self, message, path="", line=0, column=0, text="", hint="", code="error", why=""):
        # type: (str, str, int, int, str, str, str, str) -> None
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.text = text
        self.hint = hint
        self.code = code
        self.why = why

    def readable(self):
        # type: () -> Diagnostic
        """The same in characters: programs, and what they throw, are bytes. Its column counts characters too."""
        column = len(as_text(self.text[: self.column - 1])) + 1 if self.text else self.column
        message, text, hint, why = map(as_text, (self.message, self.text, self.hint, self.why))
        return Diagnostic(message, self.path, self.line, column, text, hint, self.code, why)

    def render(self):
        # type: () -> str
        """Several lines for a terminal: place, message, code, source line, caret, why, hint."""
        place = self.path
        if self.line:
            place = "%s:%d:%d" % (self.path, self.line, self.column)
        message = "%s [%s]" % (self.message, self.code) if explained(self.code) else self.message
        lines = ["%s: %s" % (place, message) if place else message]
        if self.line and self.text:
            lines.append("  " + _shown(self.text))
            lines.append("  " + _shown(self.text[: self.column - 1], blank=True) + "^")
        if self.why:
            lines.append("why: " + self.why)
        if self.hint:
            lines.append("hint: " + self.hint)
        return "\n".join(lines)


def as_text(text):
    # type: (str) -> str
    """Bytes as characters: UTF-8 where it is, else unchanged (latin-1)."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def explained(code):
    # type: (str) -> bool
    """Whether `impsim explain` knows a code: it has a letter and three digits, like R201."""
    return len(code) == 4 and code[0].isupper() and code[1:].isdigit()


WIDEST_LINE = 160  # a longer source line would push the caret out of sight


def _shown(text, blank=False):
    # type: (str, bool) -> str
    shown = "".join(c if c == "\t" or " " <= c < "\x7f" or c > "\xa0" else "?" for c in text.rstrip("\r\n"))
    if blank:
        shown = "".join("\t" if c == "\t" else " " for c in shown)
    return shown[:WIDEST_LINE]


def located(message, source, offset, path="", hint="", code="error"):
    # type: (str, str, int, str, str, str) -> Diagnostic
    """A Diagnostic at a character offset of a source text; a long line is cut around the place."""
    offset = max(0, min(offset, len(source)))
    start = source.rfind("\n", 0, offset) + 1
    end = source.find("\n", offset)
    line = source.count("\n", 0, offset) + 1
    text = source[start : end if end >= 0 else len(source)]
    return Diagnostic(message, path, line, offset - start + 1, text, hint, code)
