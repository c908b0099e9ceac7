"""Carrying out directives.

A context is what names mean at a place of a file: parameters of macros and the counter of a loop, then what the file
defines (`__FILE__` ...), variables given from outside, functions, variables of @set and macros, the environment. The
parameters of a macro are seen by what it includes, too, as Builder has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, NoReturn, Optional

from impsim.errors import Diagnostic
from impsim.impt.builder import directives, syntax, values
from impsim.impt.builder.built import LONGEST_OUTPUT, Built, Output
from impsim.impt.builder.directives import Expression, Node, Source
from impsim.impt.builder.evaluation import evaluate
from impsim.impt.builder.functions import FUNCTIONS
from impsim.impt.builder.references import Missing, References
from impsim.impt.builder.syntax import Problem

DEEPEST = 100  # includes, macros and blocks in each other: Builder has 256, of which nobody was seen to use ten
HOW_TO_DEFINE = "impsim test --define %s=VALUE, or [variables] in impsim.toml"
MOST_STEPS = 100_000  # directives carried out, rounds of loops: about a second; what never ends ends here


class Definition:
    """A macro, and where it was defined."""

    def __init__(self, source: Source, line: int, parameters: list[str], body: list[Node]) -> None:
        self.source = source
        self.line = line
        self.parameters = parameters
        self.body = body


class Context:
    """What names mean, and the place that output comes from. inside: the contexts around this one, for messages."""

    def __init__(self, machine: Machine, source: Source, local: Mapping[str, Any], around: Optional[Context] = None):
        self.machine = machine
        self.source = source
        self.local = local
        self.around = around
        self.depth: int = around.depth + 1 if around else 0
        self.line = 0

    def value(self, name: str) -> Any:
        for names in self._scopes():
            if name in names:
                return names[name]
        if name in self.machine.macros:
            return partial(self.machine.inline, self.machine.macros[name], self)
        return values.taken(self.machine.environment.get(name))

    def defined(self, name: str) -> bool:
        """Environment variables do not count, as in Builder."""
        return name in self.machine.macros or any(name in names for names in self._scopes())

    def functions(self) -> Iterable[str]:
        return [*(name for name in FUNCTIONS if name != "S"), "include", "defined", *self.machine.macros]

    def _scopes(self) -> Iterator[Mapping[str, Any]]:
        yield self.local
        yield self._place()
        yield self.machine.variables
        yield FUNCTIONS
        yield {"include": partial(self.machine.included_text, self)}
        yield self.machine.globals

    def _place(self) -> dict[str, Any]:
        source = self.source
        names: dict[str, Any] = {"__LINE__": float(self.line), "__FILE__": source.name, "__PATH__": source.folder}
        if source.remote.lower().startswith("http"):
            names["__URL_ROOT__"] = source.prefix
            names["__URL_PATH__"] = source.remote[len(source.prefix) :]
        elif source.remote:
            names["__REPO_PREFIX__"] = source.prefix
            names["__REPO_REF__"] = source.ref or None
        return names

    def wrong(self, message: str, hint: str = "") -> Diagnostic:
        return self.source.wrong(message, self.line, 0, hint)

    def trail(self) -> list[str]:
        """The files around this place, outermost first."""
        outer = self.around.trail() if self.around else []
        return outer if outer and outer[-1] == self.source.path else [*outer, self.source.path]


class Machine:
    """variables: what is defined from outside; environment: what is looked up last; both with values of Python."""

    def __init__(self, references: References, variables: Mapping[str, Any], environment: Mapping[str, Any]) -> None:
        self.references = references
        self.variables = {name: values.taken(value) for name, value in variables.items()}
        self.environment = environment
        self.globals: dict[str, Any] = {}
        self.macros: dict[str, Definition] = {}
        self.warnings: list[Diagnostic] = []
        self._output = Output()
        self._steps = 0
        self._trees: dict[str, syntax.Node] = {}
        self._files: dict[str, Source] = {}

    def build(self, source: Source) -> Built:
        self._file(source, Context(self, source, {}))
        return Built(self._output.text(), self._output.lines, self.warnings, list(self._files))

    def _file(self, source: Source, context: Context) -> None:
        self._files[source.path] = source
        body, warnings = directives.parse(source)
        self.warnings += warnings
        self._run(body, context)

    def _run(self, body: list[Node], context: Context) -> None:
        for node in body:
            context.line = node.line
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise context.wrong(
                    "this goes on for ever: %d steps were made" % MOST_STEPS, "does a loop or macro end?"
                )
            _ACTIONS[type(node)](self, node, context)

    def evaluated(self, expression: Expression, context: Context) -> Any:
        context.line = expression.line
        with _reported(expression, context):
            return evaluate(self._tree(expression), context)

    def _tree(self, expression: Expression) -> syntax.Node:
        tree = self._trees.get(expression.text)
        if tree is None:
            tree = self._trees[expression.text] = syntax.parse(expression.text)
        return tree

    # Output ---------------------------------------------------------------------------------------------------

    def _write(self, text: str, context: Context, line: int) -> None:
        self._output.write(text, (context.source.path, line))
        if self._output.size > LONGEST_OUTPUT:
            raise context.wrong("the program grows over %d MiB" % (LONGEST_OUTPUT >> 20))

    def _text(self, node: directives.Text, context: Context) -> None:
        for line, text in enumerate(node.lines, node.line):
            self._write(text, context, line)

    def _inline(self, node: directives.Inline, context: Context) -> None:
        value = self.evaluated(node.expression, context)
        name = node.expression.text.strip()
        if value is None and name.isidentifier() and name != "null" and not context.defined(name):
            self.warnings.append(context.wrong("'%s' is not defined: it becomes null" % name, HOW_TO_DEFINE % name))
        self._write(_as_bytes(values.text(value)), context, node.line)

    def inline(self, macro: Definition, context: Context, *arguments: Any) -> str:
        """The output of a macro called in an expression, without its last line end."""
        return self._captured(partial(self._expand, macro, arguments, context))

    def included_text(self, context: Context, reference: Any) -> str:
        """include(): the output of a file, without its last line end."""
        return self._captured(partial(self._include_file, values.text(reference), context))

    def _captured(self, write: Callable[[], None]) -> str:
        outer, self._output = self._output, Output()
        try:
            write()
            text = self._output.text()
        finally:
            self._output = outer
        text = text[:-1].removesuffix("\r") if text.endswith("\n") else text
        return text.encode("latin-1").decode("utf-8", "surrogateescape")

    # Directives -----------------------------------------------------------------------------------------------

    def _set(self, node: directives.Set, context: Context) -> None:
        self.globals[node.name] = self.evaluated(node.expression, context)

    def _say(self, node: directives.Say, context: Context) -> None:
        message = _as_bytes(values.text(self.evaluated(node.expression, context)))
        if node.fatal:
            raise context.wrong(message)
        self.warnings.append(context.wrong(message))

    def _if(self, node: directives.If, context: Context) -> None:
        for condition, body in node.branches:
            if condition is None or values.truth(self.evaluated(condition, context)):
                self._run(body, self._within(context, context.source, {}))
                return

    def _loop(self, node: directives.Loop, context: Context) -> None:
        index = 0
        while self._goes_on(node, index, context):
            counters = {"loop": {"index": float(index), "iteration": float(index + 1)}}
            self._run(node.body, self._within(context, context.source, counters))
            index += 1
            self._steps += 1

    def _goes_on(self, node: directives.Loop, index: int, context: Context) -> bool:
        value = self.evaluated(node.expression, context)
        if self._steps > MOST_STEPS:
            raise context.wrong("this loop does not end: it went %d rounds" % index)
        if not node.counted:
            return values.truth(value)
        count = values.number(value)
        if not (0 <= count < float("inf") and count == int(count)):
            message = "@repeat needs a whole number, not '%s'" % _as_bytes(values.text(value))
            _at(node.expression, context, message)
        return index < count

    def _macro(self, node: directives.Macro, context: Context) -> None:
        name, parameters = self._declared(node.expression, context)
        if name in self.macros:
            before = self.macros[name]
            hint = "%s line %d defines it; @include once keeps a file of macros from coming twice"
            raise context.wrong("there is a macro '%s' already" % name, hint % (before.source.path, before.line))
        self.macros[name] = Definition(context.source, node.line, parameters, node.body)

    def _declared(self, expression: Expression, context: Context) -> tuple[str, list[str]]:
        with _reported(expression, context):
            tree = self._tree(expression)
            if isinstance(tree, syntax.Call) and isinstance(tree.callee, syntax.Name):
                names = [item.name for item in tree.arguments if isinstance(item, syntax.Name)]
                if len(names) == len(tree.arguments):
                    return tree.callee.name, names
            raise Problem("@macro needs a name and names of parameters", 0, "as in @macro name(a, b)")

    def _include(self, node: directives.Include, context: Context) -> None:
        # Builder takes a backslash for a slash, so that paths of Windows work
        expression = Expression(node.line, node.expression.column, node.expression.text.replace("\\", "/"))
        if self._include_macro(node.expression, context):
            return
        reference = self.evaluated(expression, context)
        if not isinstance(reference, str) or not reference.strip():
            shown = _as_bytes(values.text(reference))
            _at(expression, context, "@include needs the name of a file, not '%s'" % shown, _name_hint(expression))
        with _reported(expression, context):
            self._include_file(reference.strip(), context, node.once)

    def _include_macro(self, expression: Expression, context: Context) -> bool:
        """Whether it was one: a call of a macro by its name."""
        try:
            tree = self._tree(expression)
        except Problem:
            return False
        if not (isinstance(tree, syntax.Call) and isinstance(tree.callee, syntax.Name)):
            return False
        macro = self.macros.get(tree.callee.name)
        if macro:
            with _reported(expression, context):
                arguments = [evaluate(argument, context) for argument in tree.arguments]
            self._expand(macro, arguments, context)
        return macro is not None

    def _expand(self, macro: Definition, arguments: Iterable[Any], context: Context) -> None:
        given = dict(zip(macro.parameters, arguments))
        self._run(macro.body, self._within(context, macro.source, given))

    def _include_file(self, reference: str, context: Context, once: bool = False) -> None:
        source = self.references.find(reference, context.source)
        if once and self._came(source):
            return
        if reference.lower().startswith("git-local:") and "@" in reference:
            self.warnings.append(context.wrong("'%s' is read as it is now, whatever its ref" % _as_bytes(reference)))
        self._file(source, self._within(context, source, {}))
        self._output.end_line()

    def _came(self, source: Source) -> bool:
        """Builder goes by the content, too: two copies of a library are one."""
        return source.path in self._files or any(source.lines == other.lines for other in self._files.values())

    def _within(self, context: Context, source: Source, local: Mapping[str, Any]) -> Context:
        inner = Context(self, source, {**context.local, **local}, context)
        if inner.depth > DEEPEST:
            raise context.wrong("more than %d includes, macros and blocks in each other" % DEEPEST, _circle(inner))
        return inner


_ACTIONS: dict[type, Callable[[Machine, Any, Context], None]] = {
    directives.Text: Machine._text,
    directives.Inline: Machine._inline,
    directives.Set: Machine._set,
    directives.Say: Machine._say,
    directives.If: Machine._if,
    directives.Loop: Machine._loop,
    directives.Macro: Machine._macro,
    directives.Include: Machine._include,
}


def _at(expression: Expression, context: Context, message: str, hint: str = "", offset: int = 0) -> NoReturn:
    raise context.source.wrong(message, expression.line, expression.column + offset + 1, hint) from None


@contextmanager
def _reported(expression: Expression, context: Context) -> Iterator[None]:
    """What goes wrong in an expression becomes a Diagnostic at its place."""
    try:
        yield
    except Problem as problem:
        _at(expression, context, problem.message, problem.hint, problem.offset)
    except Missing as missing:
        _at(expression, context, _as_bytes(missing.message), _as_bytes(missing.hint))


def _name_hint(expression: Expression) -> str:
    return "a name without quotes is a variable" if expression.text.isidentifier() else ""


def _circle(context: Context) -> str:
    """The files that include each other in turn."""
    trail = context.trail()
    first = next((at for at in range(len(trail) - 2, -1, -1) if trail[at] == trail[-1]), None)
    if first is None:
        return "does a macro call itself?"
    return "the files include each other: " + " > ".join(trail[first:])


def _as_bytes(text: str) -> str:
    """Characters as the bytes of a program, one character each."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:  # half a character, from a file of variables
        return text.encode("utf-8", "replace").decode("latin-1")
