"""impsim lib: the libraries that a project keeps for `#require`."""

from __future__ import annotations

from impsim.cli import USER_INPUT
from impsim.cli.options import Command, Option, parse, unknown, usage_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.libraries.lock import Locked

COMMAND = Command(
    "lib",
    "add|list|remove|check [OPTION...] [PATH|NAME...]",
    {
        "--version": Option("add: the version of a file that states none", "VERSION", ""),
        "--format": Option("list: a table, or one JSON document", choices=("text", "json"), default="text"),
    },
    (
        "impsim lib add ../Promise/Promise.lib.nut",
        "impsim lib add ../Rocky",
        "impsim lib add old.class.nut --version 1.0.2",
        "impsim lib list",
        "impsim lib remove Promise.lib.nut:4.0.0",
        "impsim lib check",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    if not arguments:
        usage_error(COMMAND, "what to do is missing")
    verb, *names = arguments
    if verb not in VERBS:
        unknown(COMMAND, "action", verb, list(VERBS))
    from impsim.libraries.store import root_near

    return VERBS[verb](root_near(), names, options)


def add(root: str, paths: list[str], options: dict[str, Any]) -> int:
    """Copies libraries into the project and notes their versions and contents."""
    from impsim.libraries import store

    if not paths:
        usage_error(COMMAND, "PATH is missing", "the file of a library, or a clone of its repository")
    for path in paths:
        for locked in store.add(root, path, options["version"]):
            print(f'{locked.path}: #require "{locked.name}:{locked.version}"')
    return 0


def list_(root: str, names: list[str], options: dict[str, Any]) -> int:
    from impsim.libraries import store

    if names:
        usage_error(COMMAND, f"list takes no name, but there is '{names[0]}'")
    found = store.listed(root)
    if options["format"] == "json":
        from json import dumps

        print(dumps({"libraries": [as_json(one) for one in found]}, ensure_ascii=False, indent=1))
    elif found:
        from impsim.cli.models import table

        print("\n".join(table(["library", "version", "file"], [[one.name, one.version, one.path] for one in found])))
    else:
        print("no library has been added: `impsim lib add PATH` does")
    return 0


def as_json(one: Locked) -> dict[str, str]:
    return {"name": one.name, "version": one.version, "path": one.path, "sha256": one.sha256}


def remove(root: str, names: list[str], options: dict[str, Any]) -> int:
    from impsim.libraries import store

    if not names:
        usage_error(COMMAND, "NAME is missing", "like Promise.lib.nut, or Promise.lib.nut:4.0.0")
    for name in names:
        name, _, version = name.partition(":")
        for one in store.remove(root, name, version):
            print(f"{one.path}: removed")
    return 0


def check(root: str, names: list[str], options: dict[str, Any]) -> int:
    """Exit code 2 when a file is not as it was added."""
    from impsim.cli.failures import report
    from impsim.libraries import store

    if names:
        usage_error(COMMAND, f"check takes no name, but there is '{names[0]}'")
    problems = list(store.problems(root))
    for problem in problems:
        report(problem)
    count = len(store.listed(root))
    libraries = "1 library" if count == 1 else f"{count} libraries"
    print(f"{libraries}: {len(problems) or 'nothing'} wrong")
    return USER_INPUT if problems else 0


VERBS = {"add": add, "list": list_, "remove": remove, "check": check}
