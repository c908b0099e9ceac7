"""The reasons of run-time errors: what is said, and what must not be said."""

from __future__ import annotations

import pytest
from explaining import told

FIND = "function find(n) { if (n > 5) return {a = 1}; }\n"
CLOCK = "class Clock { ticks = 0; function tick() { ticks++; } }\n"
NOTHING = " here: no local variable, no constant, no slot of `this` and none of the root table"

SLOTS = [
    # of null
    ("local t = null; t.x;", "R202", "`t` is null", "test it before: if (t != null)"),
    (
        "local t; t.x = 1;",
        "R202",
        "`t` is null: it is declared without a value in line 1, and nothing assigns it",
        "test it before: if (t != null)",
    ),
    (
        FIND + "local door = find(1);\ndoor.a;",
        "R202",
        "`door` is null: that is what `find(1)` gave in line 2",
        "test it before: if (door != null)",
    ),
    (
        "door <- null;\ndoor.a;",
        "R202",
        "`door` is null: line 1 makes it so, and no other line of this file assigns it",
        "test it before: if (door != null)",
    ),
    (
        "function size(t) { return t.n; }\nsize(null);",
        "R202",
        "`t` is null: it is a parameter, and the call in line 2 gives null for it",
        "test it before: if (t != null)",
    ),
    ("local t = null; t.append(1);", "R202", "`t` is null", "test it before: if (t != null)"),
    ("local t = {a = null}; t.a.b;", "R202", "`t.a` is null", "test it before: if (t.a != null)"),
    ("local t = null; t.len();", "R202", "`t` is null", "test it before: if (t != null)"),
    # of a table
    ("local t = {}; t.slice(0);", "R201", "`t` is an empty table", ""),
    ("local t = {open = 1}; t.opne;", "R201", "`t` is a table with the slot open", "did you mean 'open'?"),
    ("local t = {a = 1, b = 2}; t.xyz;", "R201", "`t` is a table with the slots a, b", ""),
    ('local t = {a = 1}; t["xyz"];', "R201", "`t` is a table with the slot a", ""),
    ("local t = {}; delete t.x;", "R201", "`t` is an empty table", ""),
    ("local t = {}; t.size();", "R201", "`t` is an empty table", "what other languages call size is len() here"),
    ("local t = {}.setdelegate({counter = 1}); t.countr;", "R201", "`t` is an empty table", "did you mean 'counter'?"),
    # of others
    (
        "local a = [1]; a.length();",
        "R201",
        "`a` is an array of 1 element",
        "what other languages call length is len() here",
    ),
    (
        'local s = "ab"; s.toLowerCase();',
        "R201",
        '`s` is the string "ab"',
        "what other languages call toLowerCase is tolower() here",
    ),
    ("class A { open = 1; } local a = A(); a.opn;", "R201", "`a` is an instance of A", "did you mean 'open'?"),
    # elements
    ("local a = [1, 2]; a[2];", "R206", "`a` has 2 elements: 0 to 1", "the last one is a[a.len() - 1]"),
    (
        "local a = [1, 2], i = 2; a[i];",
        "R206",
        "`a` has 2 elements: 0 to 1, and `i` is 2",
        "the last one is a[a.len() - 1]",
    ),
    ("local a = []; a[0] = 1;", "R206", "`a` has no elements", "an array grows by a.append(value)"),
    ("local a = [1]; a[-1];", "R206", "`a` has one element: 0", "the last one is a[a.len() - 1]"),
    ('local s = "abc"; s[7];', "R206", "`s` has 3 characters: 0 to 2", ""),
    # in assignments
    (
        "local t = {a = 1}; t.b = 1;",
        "R203",
        "`t` is a table with the slot a",
        "`=` changes what is there; make the slot with `t.b <- ...`",
    ),
    (
        "class A { open = 1; } local a = A(); a.shut = 1;",
        "R203",
        "`a` is an instance of A",
        "an instance has the members that its class has: declare it in the class",
    ),
    (
        "count = 1;",
        "R203",
        "nothing is called `count`" + NOTHING,
        "declare it: `local count = ...` for this function, `count <- ...` for the whole program",
    ),
    ("counter <- 1; countr = 2;", "R203", "nothing is called `countr`" + NOTHING, "did you mean 'counter'?"),
]

NAMES = [
    ("local counter = 1; print(countr);", "R201", "nothing is called `countr`" + NOTHING, "did you mean 'counter'?"),
    ("const LIMIT = 1; print(LIMTI);", "R201", "nothing is called `LIMTI`" + NOTHING, "did you mean 'LIMIT'?"),
    ("print(None);", "R201", "nothing is called `None`" + NOTHING, "here it is written `null`"),
    ("prnit(1);", "R201", "nothing is called `prnit`" + NOTHING, "did you mean 'print'?"),
    ("print(::nowhere);", "R201", "the root table has no slot `nowhere`", ""),
    (
        "local function f(n) { return n ? f(n - 1) : 0; } f(1);",
        "R205",
        "`f` is a local variable only behind its declaration, so inside the function it is not known",
        "declare it first: `local f;`, then `f = function(...) {...}`",
    ),
    (
        CLOCK + "local tick = Clock().tick; tick();",
        "R204",
        "`ticks` is a member of the class Clock, but `this` is the root table here",
        "hand it on with its object, as in `tick.bindenv(this)`",
    ),
    (
        "class A { n = 1; function f() { return (function() { return n; }).call({}); } }\nA().f();",
        "R204",
        "`n` is a member of the class A, but `this` is an empty table here",
        "put `.bindenv(this)` behind the end of the inner function",
    ),
    (
        "if (true) {\n  local inner = 1;\n}\nprint(inner);",
        "R201",
        "the local variable `inner` of line 2 is known only in the block where it is declared",
        "declare it before that block, in one that holds both places",
    ),
    (
        "print(later);\nlocal later = 1;",
        "R201",
        "the local variable `later` is declared only in line 2, behind this",
        "declare it before it is used",
    ),
    ("start();\nfunction start() {}", "R201", "line 2 makes `start`, and has not run yet", ""),
]

CALLS = [
    ("local f = null; f();", "R207", "`f` is null", ""),
    ("local t = {f = null}; t.f();", "R207", "`t.f` is null", ""),
    (
        "cb <- null;\nfunction go() { cb(); }\ngo();\ncb = print;",
        "R207",
        "`cb` is null now; line 4 would give it another value",
        "",
    ),
    ("local width = 4; width(2);", "R208", "`width` is the integer 4, not a function", ""),
    (
        "function area(w, h) { return w * h; } area(3);",
        "R209",
        "`area` takes 2 arguments: w, h; here it gets 1",
        "",
    ),
    ("function f() {} f(1);", "R209", "`f` takes no arguments; here it gets 1", ""),
    ("function f(a, b = 1) {} f();", "R209", "`f` takes 1 to 2 arguments: a, b; here it gets 0", ""),
    ("function f(a, ...) {} f();", "R209", "`f` takes at least 1 argument: a; here it gets 0", ""),
    ("class A { constructor(x) {} } A();", "R209", "`A` takes 1 argument: x; here it gets 0", ""),
    (
        '"abc".slice("x");',
        "R210",
        'argument 1 of "abc".slice() is the string "x"; it has to be an integer or a float',
        "",
    ),
    (
        "function f() {} [2, 1].sort(f());",
        "R210",
        "argument 1 of [2, 1].sort(), `f()`, is null; it has to be a function",
        "`f()` calls the function now; hand on the function itself: f",
    ),
]

OTHERS = [
    ("null.x;", "R202", "null has no slots", ""),
    ("local n = 5; n.x <- 1;", "R215", "`n` is the integer 5", ""),
    ("local t = {}, k = null; t[k] <- 1;", "R215", "`k` is null", ""),
    ('local s = "soon"; s.tointeger();', "R229", '`s` is the string "soon"', ""),
    ("local a = []; a.pop();", "R231", "`a` is an empty array", ""),
    ('local s = "door"; s.slice(2, 9);', "R230", '`s` is the string "door"', ""),
    (
        "local a = [1, 2], f = [];\nfor (local i = 0; i < a.len(); i++) f.append(@() a[i]);\nf[0]();",
        "R206",
        "`a` has 2 elements: 0 to 1, and `i` is 2",
        "all functions made in the loop share its variable: copy it into a `local` inside the loop",
    ),
]

OPERATORS = [
    ("local sum; sum += 1;", "R211", "`sum` is null", "give it a value before"),
    ('local w = "4"; w * 2;', "R211", '`w` is the string "4"', "make a number of it: w.tofloat(), or tointeger()"),
    ('local e = "an error"; "ERR " - e;', "R211", '`e` is the string "an error"', ""),
    ("local t = {}; -t;", "R211", "`t` is an empty table", ""),
    ("local a = [1]; a & 1;", "R211", "`a` is an array of 1 element", ""),
    ('local limit = "20"; 25 > limit;', "R212", '`limit` is the string "20"', ""),
    ("local n = 0; 1 / n;", "R213", "`n` is 0", "test it before"),
    (
        "local half = 1 / 2;\n10 / half;",
        "R213",
        "`half` is 0: `1 / 2` in line 1 divides integers, which leaves no fraction",
        "make one of them a float, as in 1.0 / 2",
    ),
    ('local s = "ab"; s.x = 1;', "R214", '`s` is the string "ab"', ""),
    (
        "class A {} A.x = 1;",
        "R214",
        "`A` is the class A",
        "a class is changed with <- only, and its instances with =, each for itself",
    ),
    (
        "local n = 5; foreach (x in n) {}",
        "R216",
        "`n` is the integer 5",
        "to count, write for (local i = 0; i < n; i++)",
    ),
    ("function f(n) { return f(n + 1); } f(0);", "R217", "f() calls itself without an end", ""),
]


@pytest.mark.parametrize(("program", "code", "why", "hint"), SLOTS + NAMES + CALLS + OPERATORS + OTHERS)
def test_what_is_said(program: str, code: str, why: str, hint: str) -> None:
    assert told(program) == (code, why, hint)


NEAR_MISSES = [
    # (program, code): nothing is certain, so nothing is said
    ("function f() { return {}; } f().x;", "R201"),  # which table it was, nobody knows any more
    ("[1].length();", "R201"),
    ("throw \"the index 'x' does not exist\";", "R220"),
    ('function f() { throw "division by zero"; } f();', "R220"),
    ('try { throw "my own"; } catch (e) { throw e; }', "R220"),
    ("throw {a = 1};", "R220"),
]


@pytest.mark.parametrize(("program", "code"), NEAR_MISSES)
def test_what_is_not_explained(program: str, code: str) -> None:
    found, why, _ = told(program)
    assert (found, why) == (code, "")
