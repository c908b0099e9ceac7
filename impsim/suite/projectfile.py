"""The project file impsim.toml: what a project's tests have in common.

    [defaults]
    model = "imp005"
    impos = "36"
    seed = 7

    [libraries]
    paths = ["lib"]                    # where #require looks for NAME-VERSION.nut and the like

    [includes]
    "github:electricimp/Promise" = "vendor/Promise"

    [variables]
    SSID = "office"                    # what @{SSID} becomes in a program

    [tests]
    paths = ["scenarios", "tests"]     # what `impsim test` runs when it is given no path
    world = "board.yaml"               # a world file: what surrounds the imp of Electric Imp tests, and its parts
    environment = ["API_KEY"]          # variables of the environment that programs may read as @{API_KEY}

    [check]
    ignore = ["W561"]                  # warnings that `impsim check` does not give, by code or name
    select = ["W501", "W502"]          # those that it gives, if not all
    strict = true                      # a warning is a failure

    [fmt]
    indent = 4                         # columns of a level, for `impsim fmt`
    tabs = false                       # whether levels are tabs

It stands in the current folder or the nearest one above; its paths begin where it stands.
"""

from __future__ import annotations

import os
from functools import partial

from impsim.device.profile import find
from impsim.device.release import check_ran, parse_release
from impsim.errors import Diagnostic
from impsim.libraries.store import store_near
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node, read
from impsim.scenario.world import load as load_world
from impsim.testcase.defaults import Defaults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NAME = "impsim.toml"
LONGEST_PATH = 4096
LONGEST_VALUE = 65536
WIDEST_INDENT = 8
FARTHEST_SEED = (1 << 63) - 1


def _known(check: Callable[[str], object]) -> f.Reader:
    """Text that names something; check raises Diagnostic, whose words are used at this place."""

    def read_name(document: Document, node: Node) -> Any:
        if node.kind != "scalar":
            document.wrong(node, "one value expected")
            return None
        try:
            check(node.text)
        except Diagnostic as problem:
            document.wrong(node, problem.message, problem.hint)
        return node.text

    return f.Reader(read_name, {"type": ["string", "number"]})


@f.reading(type=["string", "integer"])
def _release(document: Document, node: Node) -> Any:
    """A number with a point is no text: 36.10 would mean 36.1."""
    if "." in node.text and not node.quoted:
        document.wrong(node, "a release with a point must be in quotes", 'like "36.13"')
        return None
    return _known(parse_release)(document, node)


@f.reading(type="string")
def _folder(document: Document, node: Node) -> str:
    """A path in the file begins where the file stands."""
    given = f.text(LONGEST_PATH)(document, node)
    path = os.path.normpath(os.path.join(os.path.dirname(document.path), given or ""))
    if given is not None and not os.path.exists(path):
        document.wrong(node, "there is no '%s'" % path)
    return path


@f.reading(type="array", items={"type": "string"})
def _folders(document: Document, node: Node) -> list[str]:
    if node.kind != "list":
        document.wrong(node, "a list of paths expected")
    return [_folder(document, below) for below in node.list]


@f.reading(type="string")
def _world(document: Document, node: Node) -> Any:
    """What makes the world of a file, from the profile of an imp."""
    return partial(load_world, _folder(document, node))


@f.reading(type="array", items={"type": "string"})
def _names(document: Document, node: Node) -> list[str]:
    if node.kind != "list":
        document.wrong(node, "a list of names expected")
    return [f.text()(document, below) for below in node.list]


@f.reading(type="object", additionalProperties={"type": "string"})
def _includes(document: Document, node: Node) -> dict[str, str]:
    for name in node.map:
        if not name.startswith("github:"):
            document.problem("'%s' does not begin with github:" % name, *node.keys[name])
    return dict(f.named(_folder, "folders")(document, node))


DEFAULTS: f.Section = {
    "model": ("model", _known(find)),
    "impos": ("impos", _release),
    "seed": ("seed", f.integer(0, FARTHEST_SEED)),
}
FMT: f.Section = {"indent": ("indent", f.integer(1, WIDEST_INDENT)), "tabs": ("tabs", f.flag)}
TESTS: f.Section = {"paths": ("paths", _folders), "environment": ("environment", _names), "world": ("world", _world)}
CHECK: f.Section = {"ignore": ("ignore", _names), "select": ("select", _names), "strict": ("strict", f.flag)}
PROJECT: f.Section = {
    "defaults": ("defaults", f.section(DEFAULTS)),
    "libraries": ("libraries", f.section({"paths": ("libraries", _folders)})),
    "includes": ("includes", _includes),
    "variables": ("variables", f.named(f.text(LONGEST_VALUE), "values")),
    "tests": ("tests", f.section(TESTS)),
    "check": ("check", f.section(CHECK)),
    "fmt": ("fmt", f.section(FMT)),
}


class Check:
    """What a project says of `impsim check`.  model, impos: of its defaults."""

    def __init__(self) -> None:
        self.model = ""
        self.impos = ""
        self.select: list[str] = []
        self.ignore: list[str] = []
        self.strict = False


def find_file(folder: str = ".") -> str:
    """The project file in a folder or the nearest one above, as a path from here; "" if there is none."""
    place = os.path.abspath(folder)
    while not os.path.isfile(os.path.join(place, NAME)):
        place, before = os.path.dirname(place), place
        if place == before:
            return ""
    return os.path.relpath(os.path.join(place, NAME))


def load(path: str) -> Defaults:
    """What a project file says, and that the project has libraries of its own; "" is no file. Raises Diagnostic, which
    knows all mistakes of the file."""
    made = _read(path)
    made.libraries += store_near(os.path.dirname(path) or ".")
    return made


def check_section() -> Check:
    """What the project here says of `impsim check`. Raises Diagnostic."""
    found = _found(find_file())
    made = Check()
    values = found.get("defaults", {})
    for name, value in [*values.items(), *found.get("check", {}).items()]:
        if hasattr(made, name) and value is not None:
            setattr(made, name, value)
    return made


def fmt_section() -> dict[str, Any]:
    """What the project here says of `impsim fmt`. Raises Diagnostic."""
    section: dict[str, Any] = _found(find_file()).get("fmt", {})
    return {name: value for name, value in section.items() if value is not None}


def _read(path: str) -> Defaults:
    made = Defaults()
    found = _found(path)
    values = found.get("defaults", {})
    for part in (values, found.get("libraries", {}), found.get("tests", {})):
        for name, value in part.items():
            setattr(made, name, value)
    made.includes = found.get("includes", {})
    made.variables = found.get("variables", {})
    return made


def _found(path: str) -> dict[str, Any]:
    """What stands in a project file, by section; "" is no file."""
    document, node = read(path) if path else (None, None)
    if document is None or node is None:
        return {}
    found = f.members(document, node, PROJECT)
    _check_together(document, node, found.get("defaults", {}))
    document.check()
    return found


def _check_together(document: Document, node: Node, values: dict[str, Any]) -> None:
    """A release that the model never ran; what is wrong in itself has been told."""
    if document.problems or not values.get("model") or not values.get("impos"):
        return
    try:
        check_ran(find(values["model"]), parse_release(values["impos"]))
    except Diagnostic as problem:
        document.wrong(node.map["defaults"].map["impos"], problem.message, problem.hint)
