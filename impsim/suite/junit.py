"""Results as JUnit XML, in the form that CI systems agree on (Jenkins' xUnit plugin, GitLab, what pytest writes).

testsuites > testsuite, one per file > testcase, with failure, error or skipped inside. `time` is the real seconds that
a test took, which is what CI systems make their statistics of; the virtual ones are the property `virtual_s`.
"""

from __future__ import annotations

import os
import re
from xml.sax.saxutils import escape, quoteattr

from impsim.errors import Diagnostic
from impsim.testcase.result import ERROR, FAILED, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from impsim.testcase.result import Result

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
TAGS = {FAILED: "failure", ERROR: "error", SKIPPED: "skipped"}
ENDINGS = (".scenario.yaml", ".scenario.yml", ".scenario.json", ".nut")


def write(path: str, results: Iterable[Result]) -> None:
    """Makes the file. Raises Diagnostic when that is impossible."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text(results))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Diagnostic("cannot be written: " + reason.lower(), path, code="file") from None


def text(results: Iterable[Result]) -> str:
    """The whole document."""
    files: dict[str, list[Result]] = {}
    for result in results:
        files.setdefault(result.file, []).append(result)
    every = [result for suite in files.values() for result in suite]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<testsuites%s>" % attributes(name="impsim", **counted(every))]
    for file, suite in files.items():
        lines.append("  <testsuite%s>" % attributes(name=file, **counted(suite)))
        lines += [line for result in suite for line in testcase(result)]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def counted(results: list[Result]) -> dict[str, object]:
    """What a suite says of its tests."""
    of = [result.status for result in results]
    return {
        "tests": len(of),
        "failures": of.count(FAILED),
        "errors": of.count(ERROR),
        "skipped": of.count(SKIPPED),
        "time": seconds(sum(result.wall_s for result in results)),
    }


def testcase(result: Result) -> list[str]:
    """One test; what is inside begins with the properties."""
    classname, name = names(result)
    place: dict[str, object] = {"line": result.line} if result.line else {}
    known = attributes(classname=classname, name=name, file=result.file, **place, time=seconds(result.wall_s))
    lines = ["    <testcase%s>" % known, "      <properties>"]
    for key, value in {"id": result.id, "virtual_s": seconds(result.virtual_s), **extras(result)}.items():
        lines.append("        <property%s/>" % attributes(name=key, value=value))
    lines.append("      </properties>")
    tag = TAGS.get(result.status)
    if tag:
        lines.append(complaint(tag, result))
    return [*lines, "    </testcase>"]


def extras(result: Result) -> dict[str, object]:
    """What is known besides and is short: an expectation's id, the command that replays, the path of the trace."""
    return {name: value for name, value in result.detail.items() if isinstance(value, (str, int, float))}


def complaint(tag: str, result: Result) -> str:
    """failure, error or skipped: the first line as an attribute, the whole as text."""
    first = result.message.partition("\n")[0]
    kind = {} if tag == "skipped" else {"type": str(result.detail.get("cause", result.status))}
    return "      <%s%s>%s</%s>" % (
        tag,
        attributes(message=first, **kind),
        escape(legal(result.message), {"\r": "&#13;"}),
        tag,
    )


def names(result: Result) -> tuple[str, str]:
    """classname and name: CI systems make a tree of the one's points."""
    name = result.id
    path, inner = result.file, ""
    if name.startswith(path):
        inner = name[len(path) :].removeprefix("::")
    for ending in ENDINGS:
        if path.endswith(ending):
            path = path.removesuffix(ending)
            break
    *groups, last = inner.split("::")
    dotted = ".".join([*(part.replace(".", "_") for part in path.split("/") if part not in ("", ".", "..")), *groups])
    return dotted, last or path.rpartition("/")[2]


def attributes(**values: object) -> str:
    """As they stand in a tag."""
    return "".join(" %s=%s" % (name, quoteattr(legal(str(value)))) for name, value in values.items())


def legal(said: str) -> str:
    """What XML cannot say, as pytest shows it."""
    return NOT_XML.sub(lambda found: "#x%02X" % ord(found[0]), said)


def seconds(value: float) -> str:
    return "%.3f" % value
