"""impsim schema: the format of scenario files as JSON Schema, from which editors complete and check them."""

from __future__ import annotations

from impsim.cli.options import Command, parse, usage_error

COMMAND = Command("schema", "", {}, ("impsim schema > scenario.schema.json",))


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    if parsed[1]:
        usage_error(COMMAND, f"no argument is expected, but there is '{parsed[1][0]}'")
    from json import dumps

    from impsim.scenario.schema import schema

    print(dumps(schema(), indent=2))
    return 0
