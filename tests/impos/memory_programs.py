"""Programs whose values are measured, by test_memory here and, run as a script, by PyPy."""

from __future__ import annotations

import json
import sys

from impsim.impos.memory import Memory, OutOfMemory
from impsim.squirrel.compile import compile_source
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.vm import VM, allow_depth

ROOM = 78000  # bytes: an imp001's

# What programs make, and the bytes that it takes (a heap block is 4 bytes more, rounded up to 8).
VALUES = {
    "null": ("::x <- null", 0),
    "an integer": ("::x <- 1", 0),
    "a float": ("::x <- 1.5", 0),
    "a bool": ("::x <- true", 0),
    "an empty string": ('::x <- ""', 40),
    "a string": ('::x <- "0123456789"', 48),
    "the same string twice": ('::x <- ["0123456789", "01234" + "56789"]', 48 + 40 + 24),
    "an empty array": ("::x <- []", 40 + 8),
    "an array": ("::x <- [1, 2, null]", 40 + 32),
    "an empty table": ("::x <- {}", 48 + 88),
    "a table of five": ("::x <- {}; foreach (i in [1, 2, 3, 4, 5]) x[i] <- i", 48 + 168),
    "a key": ('::x <- {}; x["k" + 1] <- 1', 48 + 88 + 40),
    "odd keys": ("::x <- {}; x[1.5] <- 1; x[true] <- 1", 48 + 88),
    "an array as a key": ("::x <- {}; x[[1]] <- 1", 48 + 88 + 40 + 16),
    "a delegate": ("::x <- {}.setdelegate({})", 2 * (48 + 88)),
    "a blob": ("::x <- blob(1000)", 56 + 32 + 1008),
    "a blob's growth": ("::x <- blob(); x.seek(0); for (local i = 0; i < 1000; i++) x.writen(i, 'b')", 56 + 32 + 1008),
    "a weak reference": ("::x <- [[], null]; x[1] = x[0].weakref()", 40 + 24 + 40 + 8 + 24),
    "a function": ("::x <- function() {}", 48),
    "a default": ("::x <- function(a = 1) {}", 56),
    "a captured variable": ("::x <- (function(a) { return function() { return a } })([])", 56 + 48 + 40 + 8),
    "a variable captured twice": (
        "::x <- (function(a) { a = a; return [function() { return a }, function() { return a += 1 }] })(0)",
        2 * 56 + 48 + 40 + 24,
    ),
    "a bound function": ("::x <- (function() {}).bindenv({})", 48 + 48 + 88),
    "a bound native": ("::x <- getroottable().rawget.bindenv({})", 48 + 48 + 88),
    "natives": ("::x <- [print, format, math.sin]", 40 + 32),
    "a class": ("::x <- class {}", 232 + 48 + 88 + 8),
    "members": ("::x <- class { a = 1; function b() {} }", 232 + 48 + 88 + 40 + 40 + 40 + 48),
    "an instance": ("class C { a = 1 }; ::x <- C()", 232 + 48 + 88 + 24 + 40 + 40 + 56),
    "a field": ("class C { a = null }; ::x <- C(); x.a = []", 232 + 48 + 88 + 24 + 40 + 40 + 56 + 48),
    "a field that is no name": ("class C { [1] = null }; ::x <- C(); x[1] = []", 232 + 48 + 88 + 24 + 40 + 56 + 48),
    "an extended blob": ("class C extends blob {}; ::x <- C(100)", None),
    "an inherited field": ("class A { a = 1 }; class B extends A { b = 2 }; ::x <- B()", None),
    "a generator": ("::x <- (function() { local a = []; yield 1; return a })(); resume x", 104 + 24 + 40 + 8),
    "a dead generator": ("::x <- (function() { yield []; return 1 })(); resume x; resume x", 104 + 8),
    "a cycle": ("::x <- []; x.append(x)", 40 + 16),
    "a cycle of all kinds": (
        "class C { f = 0 }; ::x <- C(); x.f = {[x] = [function() { return x }.bindenv(x)]}; x.f.setdelegate({y = x})",
        None,
    ),
    "metamethods": (
        'class C { function _get(k) { throw "asked" } function _call(a, b) { throw "called" }'
        ' function _typeof() { throw "asked" } function _nexti(i) { throw "asked" } }; ::x <- C();'
        ' ::t <- {}.setdelegate({function _get(k) { throw "asked" }, function _call(a) { throw "called" }})',
        None,
    ),
    "much nesting": ("::x <- null; for (local i = 0; i < 5000; i++) x = [x]", 5000 * (40 + 16)),
    "nothing left": ("::x <- []; for (local i = 0; i < 100; i++) x.append({}); x = null; collectgarbage()", 0),
    "what the API has already": ('::x <- [print, math, blob, "print"]', 40 + 40),
}

# Programs that take memory until there is none; n counts what they took.
HOARDS = {
    "blobs in a local": "local a = []; while (true) { a.append(blob(1024)); n++ }",
    "blobs in a slot": "::a <- []; while (true) { a.append(blob(1024)); n++ }",
    "late blobs": "while (n < 5000) n++; n = 0; local a = []; while (true) { a.append(blob(64)); n++ }",
    "integers": "local a = []; while (true) { a.append(n); n++ }",
    "a string": 'local s = ""; while (true) { s += "0123456789"; n++ }',
    "slots": 'local t = {}; while (true) { t["slot" + n] <- n; n++ }',
    "recursion": "local f; f = function(d) { local mine = blob(300); n++; f(d + 1); return mine }; f(0)",
    "closures": "local a = []; while (true) { local v = n; a.append(function() { return v++ }); n++ }",
    "generators": "local a = []; while (true) { a.append((function(k) { yield k })(n)); resume a.top(); n++ }",
    "in spite of catching": 'local a = []; while (true) { try { a.append(blob(1024)); n++; throw "" } catch (e) {} }',
}


class Measured:
    """A program that has run in a VM of its own.  memory: its memory.  n: its slot n."""

    def __init__(self, code: str, room: int = ROOM) -> None:
        allow_depth()
        self.vm = VM(impos=True)
        install_impos(self.vm)
        self.memory = Memory(self.vm, room)
        self.vm.next_block = self.memory.next_block
        self.out_of_memory = False
        try:
            self.vm.run(compile_source(code, "p.nut", steps=True))
        except OutOfMemory:
            self.out_of_memory = True

    @property
    def n(self):
        return self.vm.root.n


def taken(code: str) -> int:
    """Bytes that a program's values take, besides the slot x of its root table."""
    return Measured(code, 1 << 30).memory.in_use() - Measured("::x <- null", 1 << 30).memory.in_use()


def hoarded(code: str) -> int:
    """How much a program took before memory ran out."""
    return Measured("::n <- 0;" + code).n


def main() -> None:
    """Prints all numbers."""
    values = {name: taken(code) for name, (code, _) in VALUES.items()}
    json.dump([values, {name: hoarded(code) for name, code in HOARDS.items()}], sys.stdout)


if __name__ == "__main__":
    main()
