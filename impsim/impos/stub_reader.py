"""Reads squirrel_stubs/*.nut and writes what a run and the help need of them.

The stubs' format is told in squirrel_stubs/README.md. A run needs names, releases and
parameter checks at once; the prose goes into a file of its own.
"""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any

HERE = pathlib.Path(__file__).parent
STUBS = HERE.parent.parent / "squirrel_stubs"

DECLARATION = re.compile(
    r"/\*\*(?P<comment>.*?)\*/\s*"
    r"(?:function (?P<method>[\w:]+)\((?P<parameters>[^)]*)\) \{\}"
    r"|(?P<slot>[\w.]+) <- (?P<content>[^;]*);"
    r"|const (?P<constant>\w+) = (?P<number>[^;]*);)",
    re.DOTALL,
)
LETTERS = {
    "null": "o",
    "bool": "b",
    "integer": "i",
    "float": "f",
    "string": "s",
    "table": "t",
    "array": "a",
    "function": "c",
    "instance": "x",
    "any": ".",
}
HEAD = '''"""Generated from squirrel_stubs by `python -m impsim.impos.stub_reader`. Do not edit."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

'''
INHERITED = ("models", "since", "until", "source", "side")
AGENT_STUBS = "agent_side"  # the folder of what agents find; in others a tag @side may say so


class Stub:
    """One declaration.  tags: texts by tag name; object: "" for constants of the root table."""

    def __init__(self, object_name: str, name: str, kind: str, value: Any, tags: dict[str, list[str]]) -> None:
        self.object = object_name
        self.name = name
        self.kind = kind  # object, method, property or constant
        self.value = value  # a constant's number, a method's list of (parameter, default or None)
        self.tags = tags

    @property
    def path(self) -> str:
        """Its name with the object's in front."""
        return "%s.%s" % (self.object, self.name) if self.object else self.name

    @property
    def side(self) -> str:
        """Whose programs find it: device, agent or both."""
        return self.tags["side"][0]

    @property
    def key(self) -> str:
        """Its name in documents: devices and agents have different things under the same path."""
        return "agent: " + self.path if self.side == "agent" else self.path

    def parameter_types(self) -> list[str]:
        """The types of its parameters, "integer|float", in order. Raises ValueError when one is not documented."""
        documented = dict(text.split()[:2] for text in self.tags.get("param", []))
        names = [name for name, _ in self.value]
        if list(documented) != names:
            raise ValueError("%s: parameters %s, documented %s" % (self.path, names, list(documented)))
        return list(documented.values())

    def check(self) -> tuple[int, str]:
        """Squirrel's own declaration of its parameters: count (`this` counts, negative: at least) and type mask."""
        types = self.parameter_types()
        required = 1 + sum(default is None for _, default in self.value)
        masks = ["|".join(LETTERS[name] for name in union.split("|")) for union in types]
        return (required if required == 1 + len(types) else -required), "." + "".join(masks)


def read_all() -> list[Stub]:
    """Every stub, objects before their members."""
    stubs = [stub for path in sorted(STUBS.rglob("*.nut")) for stub in read_file(path)]
    stubs.sort(key=lambda stub: stub.path.count(".") if stub.kind == "object" else 9)
    return stubs


def read_file(path: pathlib.Path) -> list[Stub]:
    """The stubs in one file, each with the side whose programs find it."""
    stubs = read(path.read_text(encoding="utf-8"))
    for stub in stubs:
        stub.tags.setdefault("side", ["agent" if path.parent.name == AGENT_STUBS else "device"])
    return stubs


def read(text: str) -> list[Stub]:
    """The stubs in one file."""
    found = [_stub(match) for match in DECLARATION.finditer(text)]
    objects = {stub.path: stub for stub in found if stub.kind == "object"}
    for stub in found:
        if stub.object in objects:
            _inherit(stub, objects[stub.object])
    return found


def _inherit(stub: Stub, owner: Stub) -> None:
    for tag in INHERITED:
        if tag in owner.tags:
            stub.tags.setdefault(tag, owner.tags[tag])


def _stub(match: re.Match[str]) -> Stub:
    tags = _tags(match["comment"])
    if match["method"]:
        *objects, name = match["method"].split("::")
        return Stub(".".join(objects), name, "method", _parameters(match["parameters"]), tags)
    if match["constant"]:
        return Stub("", match["constant"], "constant", int(match["number"]), tags)
    object_name, _, name = match["slot"].rpartition(".")
    if match["content"] == "{}":
        return Stub(object_name, name, "object", None, tags)
    if match["content"] == "null":
        return Stub(object_name, name, "property", None, tags)
    return Stub(object_name, name, "constant", int(match["content"]), tags)


def _parameters(text: str) -> list[tuple[str, Any]]:
    parameters = []
    for parameter in filter(None, (part.strip() for part in text.split(","))):
        name, equals, default = parameter.partition(" = ")
        parameters.append((name, default if equals else None))
    return parameters


def _tags(comment: str) -> dict[str, list[str]]:
    lines = [line.strip().removeprefix("*").strip() for line in comment.strip().splitlines()]
    tags: dict[str, list[str]] = {"text": [""]}
    current = "text"
    for line in filter(None, lines):
        if line.startswith("@"):
            current, _, line = line[1:].partition(" ")
            tags.setdefault(current, []).append("")
        joint = " " if tags[current][-1] else ""
        tags[current][-1] += joint + line
    return tags


def _release(text: str) -> tuple[int, int]:
    line, _, minor = text.partition(".")
    return int(line), int(minor or 0)


def entry(stub: Stub) -> tuple[Any, ...]:
    """What a run needs: (object, name, kind, count or number, mask, models, since, until, side)."""
    count, mask = stub.check() if stub.kind == "method" else (stub.value, "")
    models = tuple(" ".join(stub.tags.get("models", [])).split())
    since, until = (_release(stub.tags[tag][0]) if tag in stub.tags else None for tag in ("since", "until"))
    return (stub.object, stub.name, stub.kind, count, mask, models, since, until, stub.side)


def documentation(stub: Stub) -> dict[str, Any]:
    """What help and reports need: the texts of its tags, and its signature."""
    found: dict[str, Any] = {tag: texts if len(texts) > 1 else texts[0] for tag, texts in stub.tags.items()}
    if stub.kind == "method":
        found["signature"] = [name if default is None else [name, default] for name, default in stub.value]
    return found


def generate() -> dict[str, str]:
    """The texts of the generated files by name."""
    stubs = read_all()
    entries = "".join("    %r,\n" % (entry(stub),) for stub in stubs)
    documents = {stub.key: documentation(stub) for stub in stubs}
    prose = json.dumps(documents, indent=1, ensure_ascii=False) + "\n"
    return {"_stubs.py": HEAD + "STUBS: tuple[tuple[Any, ...], ...] = (\n%s)\n" % entries, "stub_docs.json": prose}


def main() -> None:
    """Writes the generated files."""
    for name, text in generate().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
