"""regexp finds what the reference's does, oddities included; regexp2 what Perl's would."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from oracle.client import Oracle

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.regexp2 import Machine
from impsim.squirrel.stdlib.regexp2_pattern import Program
from impsim.squirrel.stdlib.regexp_matcher import Matcher
from impsim.squirrel.stdlib.regexp_pattern import Pattern

SHOW = Path(__file__).parent.parent / "squirrel" / "show.nut"
CASES = 600
ATOMS = "\\d \\w \\s \\W \\D \\a [ab] [^a] [a-c] [^bc] [\\dx] \\b \\B [b-] [^-a] $ ^ . ? { * ] | -".split()
QUANTIFIERS = "* + ? {2} {1,} {1,2} {0,1} {0} {,2} {0,3}".split()


def random_pattern(choose: random.Random, atoms: list[str], quantifiers: list[str], depth: int = 0) -> str:
    text = ""
    for _ in range(choose.randint(1, 4)):
        kind = choose.random()
        if kind < 0.2 and depth < 3:
            text += choose.choice(("(", "(?:")) + random_pattern(choose, atoms, quantifiers, depth + 1) + ")"
        else:
            text += choose.choice("abc") if kind < 0.7 else choose.choice(atoms)
        if choose.random() < 0.35:
            text += choose.choice(quantifiers)
    if choose.random() < 0.2:
        text += "|" + random_pattern(choose, atoms, quantifiers, depth + 1)
    return text


def random_text(choose: random.Random) -> str:
    return "".join(choose.choice("abcab 1") for _ in range(choose.randint(0, 8)))


class CarefulMatcher(Matcher):
    """Notes when it looks further behind the text than its NUL: the reference reads other memory there."""

    strayed = False

    def at(self, position: int) -> str:
        self.strayed = self.strayed or position > len(self.text)
        return super().at(position)


def shown(found: tuple[int, int] | None) -> str:
    return "null" if found is None else '{"begin"=%d, "end"=%d}' % found


def ours(pattern: str, text: str) -> str | None:
    """What the program below prints; None where the reference reads memory that is not the text's."""
    try:
        matcher = CarefulMatcher(Pattern(pattern))
        whole, found = matcher.match(text), matcher.search(text, 0)
        groups = "null"
        if found is not None:
            ends = [(b, b + length) if length > 0 else (0, 0) for b, length in zip(matcher.begins, matcher.lengths)]
            groups = "[" + ", ".join(map(shown, ends)) + "]"
    except SquirrelError as error:
        return "ERR " + str(error.value)
    return None if matcher.strayed else "[%s, %s, %s]" % (str(whole).lower(), shown(found), groups)


def test_random_patterns_in_the_reference(oracle_python: str) -> None:
    choose = random.Random(305)
    cases = [(random_pattern(choose, ATOMS, QUANTIFIERS), random_text(choose)) for _ in range(CASES)]
    source = "".join(
        'show(function() { local r = regexp("%s"), t = "%s"; return [r.match(t), r.search(t), r.capture(t)] })\n'
        % (pattern.replace("\\", "\\\\"), text)
        for pattern, text in cases
    )
    oracle = Oracle(oracle_python, SHOW)
    theirs = oracle.run(source).output.splitlines()
    oracle.close()
    answers = [(case, ours(*case), answer) for case, answer in zip(cases, theirs)]
    known = [(case, here, there) for case, here, there in answers if here is not None]
    assert len(known) > 0.9 * CASES
    assert [entry for entry in known if entry[1] != entry[2]] == []


ATOMS2 = "\\d \\w \\s \\W [ab] [^a] [a-c] [^bc] \\b []a] [a-] \\x61 \\141 $ ^ .".split()
QUANTIFIERS2 = "* + ? {2} {1,} {1,2} {0,1} *? +? ?? {1,3}?".split()
EMPTY = re.compile(r"\$|\^|\\b|\*|\?|\{0|\(\)|\|\)|\(\||\(\?:\||\|$|^\||\|\|")


def test_regexp2_agrees_with_python() -> None:
    """But where a repeated part can be empty: there Perl and RE2 differ."""
    choose = random.Random(2)
    compared = 0
    for _ in range(6000):
        pattern, text = random_pattern(choose, ATOMS2, QUANTIFIERS2), random_text(choose)
        if re.search(r"\)[*+{]", pattern) and EMPTY.search(pattern):
            continue
        try:
            python = re.compile(pattern.replace("$", r"\Z"), re.ASCII)
        except re.error:
            continue
        compared += 1
        machine = Machine(Program(pattern), text)
        found, match = machine.run(0, whole=False), python.search(text)
        wanted = None if match is None else tuple(at for group in match.regs for at in group)
        assert (pattern, text, found) == (pattern, text, wanted)
        assert (machine.run(0, whole=True) is None) == (python.fullmatch(text) is None), (pattern, text)
    assert compared > 3000


def test_regexp2_is_linear() -> None:
    assert Machine(Program("(a*)*(a*)*b"), "a" * 5000).run(0, whole=True) is None


def test_regexp2_stops() -> None:
    with pytest.raises(SquirrelError, match="too long"):
        Machine(Program("(a?){300}b"), "a" * 100000).run(0, whole=False)
