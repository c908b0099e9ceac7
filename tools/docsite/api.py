"""The API pages: one for each object of the stubs, with all that they say of it, and one for the constants.

What is absent, and which test calls a member, comes from where docs/fidelity.md has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docsite.markup import code, codes, definitions, linked, listed, page, plain, prose, table, tree
from impsim.impos.documented import DOCUMENTED
from impsim.impos.stub_reader import Stub, read_all

FOLDER = "reference/api/"
SIDES = {"device": "device", "agent": "agent", "both": "device and agent", "instance": "instances"}
Link = Callable[[str], str]


class Api:
    """All stubs, by the object that they belong to."""

    def __init__(self, tests: dict[str, list[str]]) -> None:
        self.tests = tests
        stubs = read_all()
        self.objects = [stub for stub in stubs if stub.kind == "object"]
        self.constants = sorted((stub for stub in stubs if is_constant(stub)), key=lambda stub: (stub.name, stub.side))
        self.globals = [stub for stub in stubs if not stub.object and stub.kind in ("property", "method")]
        self.members: dict[str, list[Stub]] = {stub.key: [] for stub in self.objects}
        for stub in stubs:
            if stub.object:
                self.members[owner(stub)].append(stub)
        self.known = {stub.key: "#" + label(stub) for stub in stubs}
        for stub in self.constants:
            self.known.setdefault(stub.name, self.known[stub.key])
        self.plain_words = {stub.name for stub in self.objects if not stub.object}  # `server` is a word, too

    def link(self, side: str) -> Link:
        """Where a name leads on a page about one side."""

        def find(name: str) -> str:
            if name in self.plain_words:
                return ""
            first, second = ("agent: " + name, name) if side == "agent" else (name, "agent: " + name)
            return self.known.get(first) or self.known.get(second, "")

        return find


def is_constant(stub: Stub) -> bool:
    """Whether it stands in the root table, as SERVER_CONNECTED does."""
    return stub.kind == "constant" and not stub.object


def owner(stub: Stub) -> str:
    return "agent: " + stub.object if stub.side == "agent" else stub.object


def label(stub: Stub) -> str:
    """The name of its place for links. Case counts in Squirrel but not in labels."""
    capital = "c-" if stub.kind == "constant" else ""
    return f"api-{capital}{slug(stub.key)}"


def slug(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def pages(tests: dict[str, list[str]]) -> dict[str, str]:
    """The text of each page by its path."""
    api = Api(tests)
    made = {f"{FOLDER}{slug(stub.key)}.md": object_page(api, stub) for stub in api.objects}
    made[FOLDER + "constants.md"] = constants_page(api)
    made[FOLDER + "index.md"] = index_page(api)
    return made


def index_page(api: Api) -> str:
    """All objects."""
    groups = [
        ("Objects of a device's program", [stub for stub in api.objects if stub.side == "device"]),
        ("Objects of an agent's program", [stub for stub in api.objects if stub.side == "agent"]),
        ("Instances that calls return", [stub for stub in api.objects if stub.side == "instance"]),
    ]
    parts = [
        "# API of impOS",
        "Every object that impsim has, with its members: their parameters, the models and releases that have them, how "
        "true the simulation is, what had to be assumed, and where the facts stand. [What is simulated, member by "
        "member](../../fidelity.md) shows the same as tables; `impsim models MODEL --impos RELEASE` says it of one "
        "imp.",
    ]
    for title, found in groups:
        rows = [
            (
                f"[{code(title_of(stub))}]({slug(stub.key)}.md)",
                prose(text(stub), api.link(stub.side)),
                counted(api, stub),
            )
            for stub in sorted(found, key=title_of)
        ]
        parts += [f"## {title}", table(("object", "what it is", "members"), rows)]
    parts += ["The [constants](constants.md) of the root table have a page of their own."]
    names = sorted((slug(stub.key) for stub in api.objects), key=lambda name: (name.startswith("agent-"), name))
    return page(*parts, tree("", [*names, "constants"]))


def counted(api: Api, stub: Stub) -> str:
    absent = len(absences(api, stub))
    there = len(api.members[stub.key])
    return f"{there}, and {absent} that {'is' if absent == 1 else 'are'} absent" if absent else str(there)


def title_of(stub: Stub) -> str:
    """What its page is called."""
    return stub.path


def object_page(api: Api, stub: Stub) -> str:
    link = api.link(stub.side)
    members = sorted(api.members[stub.key], key=lambda each: each.name.lower())
    methods = [each for each in members if each.kind == "method"]
    properties = [each for each in members if each.kind == "property"]
    constants = [each for each in members if each.kind == "constant"]
    of = {"agent": " of agents", "instance": " (instances)"}.get(stub.side, "")
    absent = absences(api, stub)
    return page(
        f"({label(stub)})=\n# {plain(stub.path)}{of}",
        prose(text(stub), link),
        definitions([*where(stub), *grounds(stub, link, [])]),
        summary(methods) if len(methods) > 1 else "",
        "## Methods" if methods else "",
        *(member(each, link, api.tests) for each in methods),
        "## Properties" if properties else "",
        *(member(each, link, api.tests) for each in properties),
        "## Constants" if constants else "",
        constant_table(constants, link) if constants else "",
        "## Not simulated" if absent else "",
        f"A program finds that these do not exist: {codes(absent)}." if absent else "",
    )


def absences(api: Api, stub: Stub) -> list[str]:
    """What is documented, but has no stub."""
    there = {each.name for each in api.members[stub.key]}
    return [name for name in DOCUMENTED.get(stub.key, "").split() if name not in there]


def summary(methods: list[Stub]) -> str:
    rows = [(f"[{code(each.name)}](#{label(each)})", level(each), " ".join(limits(each, False))) for each in methods]
    return table(("method", "fidelity", "who has it, unless all have"), rows)


def member(stub: Stub, link: Link, tests: dict[str, list[str]]) -> str:
    """A method or a property."""
    pairs = [
        ("Returns", typed(one(stub, "returns"), link)),
        ("Throws", prose(one(stub, "errors"), link)),
        *list(where(stub))[-2:],
        *grounds(stub, link, tests.get(stub.key, [])),
    ]
    return page(
        f"({label(stub)})=\n### {code(signature(stub))}",
        prose(text(stub), link),
        parameters(stub, link),
        definitions(pairs),
    ).rstrip("\n")


def signature(stub: Stub) -> str:
    """`imp.wakeup(interval, callback)`; what may be left out stands in brackets."""
    if stub.kind != "method":
        return stub.path
    required = [name for name, default in stub.value if default is None]
    optional = [f"[{', ' if required or at else ''}{name}]" for at, (name, _) in enumerate(optionals(stub))]
    return f"{stub.path}({', '.join(required)}{''.join(optional)})"


def optionals(stub: Stub) -> list[tuple[str, str]]:
    return [(name, default) for name, default in stub.value if default is not None]


def parameters(stub: Stub, link: Link) -> str:
    defaults = dict(optionals(stub)) if stub.kind == "method" else {}
    rows = []
    for given in stub.tags.get("param", []):
        name, kind, *about = given.split(" ", 2)
        default = code(defaults[name]) if name in defaults else ""
        rows.append((code(name), listed(kind.split("|"), "or"), default, prose("".join(about), link)))
    return table(("parameter", "type", "default", ""), rows) if rows else ""


def typed(given: str, link: Link) -> str:
    """`table interface (array of tables)`: the type first."""
    kind, _, about = given.partition(" ")
    return ": ".join(filter(None, (listed(kind.split("|"), "or"), prose(about, link))))


def where(stub: Stub) -> Iterator[tuple[str, str]]:
    """Who finds it."""
    if stub.side != "instance":
        yield "Side", SIDES[stub.side]
    yield "Models", plain(models(stub))
    yield "impOS", plain(releases(stub))


def grounds(stub: Stub, link: Link, tests: list[str]) -> Iterator[tuple[str, str]]:
    """How true it is, and how that is known."""
    assumed = "; ".join(stub.tags.get("assumed", []))
    if stub.kind != "object":
        yield "Fidelity", level(stub)
    yield "Assumed", prose(assumed, link)
    yield "Source", ", ".join(linked(each) for each in stub.tags.get("source", []))
    yield "Tested by", f"{code(tests[0])}{f' and {len(tests) - 1} more' if len(tests) > 1 else ''}" if tests else ""


def level(stub: Stub) -> str:
    return "approximate" if "assumed" in stub.tags else "exact"


def models(stub: Stub) -> str:
    """`all`, `imp005 and imp006`, `all but the impC001`."""
    names = " ".join(stub.tags.get("models", [])).split()
    if not names:
        return "all"
    bare = [name.lstrip("-") for name in names]
    return f"all but {listed(bare)}" if names[0].startswith("-") else listed(bare)


def releases(stub: Stub) -> str:
    since, until = (stub.tags.get(tag, [""])[0] for tag in ("since", "until"))
    if until:
        return f"from {since} on, but not from {until} on" if since else f"until {until}, which has it no more"
    return f"from {since} on" if since else "all"


def one(stub: Stub, tag: str) -> str:
    return "; ".join(stub.tags.get(tag, []))


def text(stub: Stub) -> str:
    return stub.tags["text"][0]


def constants_page(api: Api) -> str:
    """What stands in the root table."""
    return page(
        "# Constants",
        "Those of the root table. Some belong to one model or release; a program that names one which its imp lacks "
        "finds that it does not exist.",
        constant_table(api.constants, api.link("device"), sided=True),
        "## Other globals" if api.globals else "",
        *(member(stub, api.link("device"), api.tests) for stub in api.globals),
    )


def constant_table(stubs: list[Stub], link: Link, sided: bool = False) -> str:
    rows = []
    for stub in stubs:
        about = " ".join([prose(text(stub), link), *limits(stub, sided), *assumption(stub, link)])
        rows.append((f"[{code(stub.name)}]{{#{label(stub)}}}", str(stub.value), about))
    return table(("constant", "value", "meaning"), rows)


def limits(stub: Stub, sided: bool) -> Iterator[str]:
    """Who has not got it."""
    if sided and stub.side != "device":
        yield f"Side: {SIDES[stub.side]}."
    if models(stub) != "all":
        yield f"Models: {plain(models(stub))}."
    if releases(stub) != "all":
        yield f"impOS: {plain(releases(stub))}."


def assumption(stub: Stub, link: Link) -> Iterator[str]:
    assumed = "; ".join(stub.tags.get("assumed", []))
    if assumed:
        yield f"*Assumed:* {prose(assumed, link)}."
