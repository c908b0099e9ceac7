"""JSON with the place of every value, which the standard reader does not keep."""

from __future__ import annotations

import json

from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

DEEPEST = 20
DECODER = json.JSONDecoder()
SPACE = " \t\n\r"
WORD_ENDS = SPACE + ',:[]{}"'


def read_json(document: Document, source: str) -> Node:
    """The tree of a JSON text. Raises Diagnostic."""
    reader = _Reader(document, source)
    node = reader.value(0)
    reader.skip()
    if reader.at < len(source):
        reader.fail("nothing may follow the document")
    return node


class _Reader:
    def __init__(self, document: Document, source: str) -> None:
        self._document = document
        self._source = source
        self.at = 0

    def place(self) -> tuple[int, int]:
        start = self._source.rfind("\n", 0, self.at) + 1
        return self._source.count("\n", 0, self.at) + 1, self.at - start + 1

    def fail(self, message: str) -> NoReturn:
        raise self._document.problem(message, *self.place())

    def skip(self) -> str:
        """Moves past white space; gives the character there, "" at the end."""
        while self.at < len(self._source) and self._source[self.at] in SPACE:
            self.at += 1
        return self._source[self.at : self.at + 1]

    def expect(self, character: str) -> None:
        if self.skip() != character:
            self.fail("'%s' expected" % character)
        self.at += 1

    def value(self, depth: int) -> Node:
        first = self.skip()
        line, column = self.place()
        if depth == DEEPEST:
            self.fail("nested too deeply")
        if first == "{":
            return self.map(Node("map", line, column), depth)
        if first == "[":
            return self.list(Node("list", line, column), depth)
        if first == '"':
            text = self.string()
            self._document.character_check(text, line, column)
            return Node("scalar", line, column, text, quoted=True)
        return Node("scalar", line, column, self.word())

    def map(self, node: Node, depth: int) -> Node:
        self.at += 1
        if self.skip() == "}":
            self.at += 1
            return node
        while True:
            if self.skip() != '"':
                self.fail("a name in double quotes expected")
            line, column = self.place()
            name = self.string()
            self.expect(":")
            self._document.add(node, name, line, column, self.value(depth + 1))
            if self.skip() != ",":
                self.expect("}")
                return node
            self.at += 1

    def list(self, node: Node, depth: int) -> Node:
        self.at += 1
        if self.skip() == "]":
            self.at += 1
            return node
        while True:
            node.list.append(self.value(depth + 1))
            if self.skip() != ",":
                self.expect("]")
                return node
            self.at += 1

    def string(self) -> str:
        try:
            text, self.at = DECODER.raw_decode(self._source, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            self.fail(error.msg.lower())
        return str(text)

    def word(self) -> str:
        start = self.at
        while self.at < len(self._source) and self._source[self.at] not in WORD_ENDS:
            self.at += 1
        word = self._source[start : self.at]
        try:
            json.loads(word)
        except ValueError:
            self.at = start
            self.fail("'%s' is not a value" % word if word else "a value expected")
        return word
