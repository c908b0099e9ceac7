"""The parser against the reference compiler itself: the same verdict and the same error text."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from programs import SCOPE_ERRORS, conformance, read
from syntax_table import ACCEPTED, REJECTED

from impsim.errors import Diagnostic
from impsim.squirrel import lexer
from impsim.squirrel.parser import parse

CRASH = "the reference crashed"
MORE = (
    "; \n { } ( ) [ ] , = <- ++ -- - ~ ! typeof else if( return yield function class base this constructor static :: . "
    ": ? @ ... \"s\" 'c' 1 1.5 null in local for( case default: </ /> delete clone while( do try catch(e) "
    "throw extends x"
).split(" ")


def reference(python: str, sources: dict[str, str], folder: Path) -> dict[str, str | None]:
    """The reference's compile error for each source, None where it accepts it."""
    results: dict[str, str | None] = {}
    for name, source in sources.items():
        (folder / name).write_bytes(source.encode())
    child = str(Path(__file__).with_name("compile_child.py"))
    while len(results) < len(sources):
        todo = "\n".join(str(folder / name) for name in sources if name not in results)
        run = subprocess.run([python, child], input=todo, capture_output=True, text=True)
        for path, *result in map(json.loads, run.stdout.splitlines()):
            results[Path(path).name] = result[0] if result else CRASH
        assert run.stdout, run.stderr
    return results


def ours(source: str) -> str | None:
    try:
        parse(source.encode().decode("latin-1"))
    except Diagnostic as problem:
        return problem.message
    return None


def disagreements(python: str, sources: Iterable[str], folder: Path) -> list[tuple[str, str | None, str | None]]:
    """Sources whose verdict differs: (source, theirs, ours). Errors about scopes are a later pass's."""
    named = {f"{number}.nut": source for number, source in enumerate(sources)}
    found = []
    for name, theirs in reference(python, named, folder).items():
        mine = ours(named[name])
        scopes = theirs is not None and (theirs.startswith(SCOPE_ERRORS) or theirs in (CRASH, "expected '.'"))
        if mine != theirs and not scopes:
            found.append((named[name], theirs, mine))
    return found


def test_the_tables_are_true(oracle_python: str, tmp_path: Path) -> None:
    sources = [*ACCEPTED, *(source for group in REJECTED.values() for source in group)]
    theirs = reference(oracle_python, {f"{number}.nut": source for number, source in enumerate(sources)}, tmp_path)
    expected = [None] * len(ACCEPTED) + [text for text, group in REJECTED.items() for _ in group]
    assert dict(zip(sources, theirs.values(), strict=True)) == dict(zip(sources, expected, strict=True))


def mutants(count: int, seed: int) -> list[str]:
    """Conformance programs with a few tokens deleted, doubled, swapped, put in or moved to another line."""
    chosen = random.Random(seed)
    # Constants are a matter of scopes: `A = 1` is an error only where A is one.
    programs = [source for source in map(read, conformance()) if "const " not in source and "enum " not in source]
    result = []
    while len(result) < count:
        tokens = [list(token) for token in lexer.scan(chosen.choice(programs)) if token[1].isascii() and token[1]]
        for _ in range(chosen.choice((1, 1, 1, 2, 3))):
            _mutate(tokens, chosen)
        result.append("".join((gap or " ") + text for gap, text in tokens))
    return result


def _mutate(tokens: list[list[str]], chosen: random.Random) -> None:
    place, other = chosen.randrange(len(tokens)), chosen.randrange(len(tokens))
    kind = chosen.randrange(6)
    if kind == 0:
        del tokens[place]
    elif kind == 1:
        tokens.insert(place, list(tokens[place]))
    elif kind == 2:
        tokens[place], tokens[other] = tokens[other], tokens[place]
    elif kind == 3:
        tokens.insert(place, [" ", chosen.choice(MORE)])
    else:
        tokens[place][0] = " \n"[kind - 4]


@pytest.mark.parametrize("count", [400, pytest.param(4000, marks=pytest.mark.slow)])
def test_mutated_programs_get_the_same_verdict(count: int, oracle_python: str, tmp_path: Path) -> None:
    sources = mutants(count, seed=count)
    assert disagreements(oracle_python, sources, tmp_path) == []
    verdicts = {ours(source) for source in sources}
    assert None in verdicts
    assert len(verdicts) > 10
