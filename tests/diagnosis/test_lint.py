"""Rules: what each finds, where, and what it must not take for a trap. Every page's programs are in test_catalogue."""

from __future__ import annotations

import pytest

from impsim.device.profile import find
from impsim.device.release import newest_for, parse_release
from impsim.diagnosis import lint

CLASS = "class A { x = 0; %s }\nA();\n"


def found(source: str, side: str = "device", model: str = "", impos: str = "", libraries: str = "") -> list[str]:
    """`CODE LINE:COLUMN` of each warning."""
    parts = [(libraries, "lib.nut")] if libraries else []
    program = lint.read(source, "p.nut", side, parts)
    if model:
        program.profile = find(model)
        program.release = parse_release(impos) if impos else newest_for(program.profile)
    warnings = lint.warnings(program, "p.nut")
    return [f"{problem.code} {problem.line}:{problem.column}" for problem in warnings]


FOUND = [
    # conditions
    ("local a = 1;\nwhile (a = 0) a++;", "W501 2:10"),
    ("local a = {b = 1};\nif (a.b = 2) a.b++;", "W501 2:9"),
    ("local a = 1, b = 2;\nif (a = 1 && b == 2) b = 3;", "W501 2:7"),
    ("local a = 1;\na < 2;", "W502 2:3"),
    ("local a = null;\nserver.log(!a instanceof blob);", "W503 2:12"),
    ("local a = 1;\nserver.log(!a == 2);", "W503 2:12"),
    ("local a = 1;\nserver.log(2 == a | 1);", "W504 2:14"),
    ("function f() {}\nif (!f) f();", "W505 2:6"),
    ("if (hardware.millis() > 5 && server.isconnected) imp.sleep(1);", "W505 1:30"),
    ('local t = typeof 5;\nswitch (typeof t) { case "boolean": t = 1; }', "W506 2:26"),
    ('if ("number" == type(5)) imp.sleep(1);', "W506 1:5"),
    # numbers
    ("server.log(1/2);", "W511 1:13"),
    ("local x = 7.0;\nserver.log(5/9*x);", "W511 2:13"),
    ("server.log(math.rand() / RAND_MAX);", "W511 1:24"),
    ("local pin = hardware.pin1;\nlocal raw = pin.read();\nserver.log(raw / 65535 * 3.3);", "W511 3:16"),
    ("local raw = 512;\nserver.log(raw / 1024 * 3.3);", "W511 2:16"),
    ("server.log(2.5 * ([1].len() / 2));", "W511 1:29"),
    ("const FAR = 3000000000;\nserver.log(FAR);", "W512 1:13"),
    ("server.log(65536 * 65536);", "W512 1:18"),
    ("server.log(-2147483649);", "W512 1:12"),
    ("server.log(0123);", "W513 1:12"),
    # functions that are called later
    ("local f = function(n) { return n ? f(n - 1) : 0; }.bindenv(this);\nf(3);", "W521 1:36"),
    ("local list = [];\nforeach (x in [1, 2]) list.append(function() { return x; });", "W522 2:55"),
    ("local t = {};\nforeach (k, x in [1, 2]) t[k] <- @() x;", "W522 2:38"),
    ("for (local i = 0; i < 3; i++) imp.wakeup(1, function() { server.log(i); }.bindenv(this));", "W522 1:69"),
    (CLASS % "function go() { imp.onidle(m); } function m() { x++; }", "W523 1:45"),
    (CLASS % "function go() { imp.onidle(this.m); } function m() { this.x++; }", "W523 1:45"),
    ('class A { x = 0; function m() { x++; } }\nit <- A();\nagent.on("a", it.m);', "W523 3:15"),
    (CLASS % "function go() { local f = function() { imp.onidle(@() x); }.bindenv(this); f(); }", "W523 1:68"),
    ("class A { x = 0; p = null; function go() { p.configure(DIGITAL_IN, m); } function m() { x++; } }", "W523 1:68"),
    ("class A { x = 0; p = null; function go() { p.configure(1, 8, PARITY_NONE, 1, 0, @() x); } }", "W523 1:81"),
    ('function f(a) {}\nagent.on("a", f(1));', "W524 2:15"),
    ("imp.wakeup(1);", "W525 1:11"),
    ('split("a,b");', "W525 1:6"),
    ("local pin = hardware.pin1;\npin.write();", "W525 2:10"),
    ('imp.wakeup("1", function() {});', "W526 1:12"),
    ("agent.send(5, 5);", "W526 1:12"),
    ("class A { constructor(a) {} }\nA();", "W527 2:2"),
    (CLASS % "function m(a, b = 1) {} function n() { this.m(); m(1, 2, 3); }", "W527 1:63", "W527 1:68"),
    ("imp.wakeup(1, function(x) {});", "W528 1:15"),
    ('agent.on("a", function() {}.bindenv(this));', "W528 1:15"),
    ("function f(a, b) {}\nimp.onidle(f);", "W528 2:12"),
    # names
    ("local counter = 1;\nserver.log(countre);", "W531 2:12"),
    ("serve.log(1);", "W531 1:1"),
    ("const SPI_REGISTER = 1;\nserver.log(SPI_REGSTER);", "W531 2:12"),
    ("const SPI_REGISTER = 1;\nserver.log(SP_REGISTER);", "W531 2:12"),
    ("server.log(sin(1.0));", "W531 1:12"),
    ("compilestring(5);", "W531 1:1"),
    ("hardware.pn1.configure(DIGITAL_OUT);", "W532 1:10"),
    ("server.log(math.random());", "W532 1:17"),
    ("server.log(math.sin());", "W525 1:20"),
    ('local spi = hardware.spi257;\nspi.wrte("a");', "W532 2:5"),
    ("led <- hardware.pin1;\nfunction f() { led.wrte(1); }\nf();", "W532 2:20"),
    ("count = 1;", "W533 1:1"),
    ("count++;", "W533 1:1"),
    ("server.log(E.A);\nenum E { A }", "W534 1:12"),
    # classes
    ("class A { x = {}; function m() { x.a <- 1; } }", "W541 1:11"),
    ("class A { x = []; function m() { this.x[0] = 1; } }\nfor (local i = 0; i < 2; i++) A();", "W541 1:11"),
    ("class A { static n = 0; function m() { this.n++; } }", "W542 1:46"),
    (CLASS % "function m() { y <- 1; }", "W543 1:35"),
    ("class B { y = 0; }\nclass A extends B { function m() { this.z = this.y; } }", "W544 2:41"),
    ("class B { constructor() { imp.sleep(1); } }\nclass A extends B { constructor() {} }", "W545 2:21"),
    # flow
    ("function f() { return 1; server.log(2); }", "W551 1:26"),
    ("while (true) { break; imp.sleep(1); }", "W551 1:23"),
    ("function f() {\n  return // nothing?\n  [1, 2];\n}", "W552 2:3"),
    ("switch (1) { case 1: imp.sleep(1); case 2: imp.sleep(2); }", "W553 1:19"),
    ('const A = "x";\nswitch ("y") { case A: break; case "x": break; }', "W554 2:36"),
    ("enum E { A, B, A }", "W555 1:16"),
    ("class A { function m() {} function m() {} }", "W555 1:36"),
    ('local t = {"a": 1, "b": 2, "a": 3};', "W555 1:28"),
    ("local i = 3;\nwhile (i-- > 0);\n{ imp.sleep(1); }", "W556 2:16"),
    ("local l = [1];\nforeach (i, x in l) if (x) l.remove(i);", "W557 2:29"),
    ("http.onrequest(function(a, b) {});\nhttp.onrequest(function(a, b) {});", "W558 2:1"),
    ("ready <- 0;\nwhile (ready < 3);", "W559 2:1"),
    ("ready <- 0;\ndo { imp.sleep(1); } while (!ready);", "W559 2:1"),
    ("function f() { local a; a = 1; }", "W561 1:22"),
    ("function f() { local a = 1; { local a = 2; } return a; }", "W562 1:37"),
    ("function f(a) { if (a) { local a = 2; }\n return a; }", "W562 1:32"),
    # sides
    ("device.send(1, 2);", "W573 1:1"),
    ("server.load();", "W574 1:8"),
    ("server.log(imp.rssi());", "W575 1:16"),
    # comments
    ("// impsim: alow W501\nlocal a;", "W500 1:1"),
]


@pytest.mark.parametrize("case", FOUND, ids=[case[0][:60] for case in FOUND])
def test_is_found(case: tuple[str, ...]) -> None:
    source, *places = case
    side = "agent" if source.startswith("http") else "device"
    assert found(source, side) == places


NOT_FOUND = [
    # meant
    "local a = null;\nif ((a = 1)) a++;",
    "local a = null, f = @() 1;\nif (a = f() || f()) a++;",
    "local q = [1];\nlocal x;\nwhile (x = q.pop()) server.log(x);",
    'local r = regexp("a"), m;\nif (m = r.capture("a")) server.log(m.len());',
    "local a = 1;\nfor (local i = 0; i < 3; i++) a = i;",
    "local a = true, b = false;\nserver.log(!a == b);\nserver.log((!a) == 2);\nserver.log(!(a in {}));",
    "local a = 6;\nserver.log((a & 4) == 4);",
    "local f = null;\nf = function() {};\nif (f) f();",
    "f <- null;\nfunction g() {}\nf = g;\nif (f) f();",
    "if (imp.net) imp.sleep(1);",
    "local t = {len = 5};\nserver.log(t.len < 6);",
    'class T { function _typeof() { return "object"; } }\nserver.log(typeof T() == "object");',
    # numbers
    "server.log(4/2 + 7/2);",
    "local t = 10;\nserver.log(t - 1752/100);",
    "server.log(1.0/2);",
    "server.log(0xFFFFFFFF & 0x80000000);",
    "server.log(-2147483648);\nserver.log(4294967295);",
    "server.log(0 + 00 + 07 + 0x010);",
    "server.log(math.rand() / 100);",
    "local raw = 512;\nraw += 0.5;\nserver.log(raw / 1024 * 3.3);",
    "function f(raw) { return raw / 1024 * 3.3; }\nserver.log([1].len() / 2 * 2);",
    # functions
    "function f(n) { return n ? f(n - 1) : 0; }\nlocal g = @(n) f(n);\ng(1);",
    "local f = null;\nf = function(n) { return n ? f(n - 1) : 0; };\nf(1);",
    "local f;\nlocal function g() { f(); }\nf = g;",
    "local s = 0;\nforeach (x in [1, 2]) s += [3].map(function(y) { return y + x; })[0];",
    "foreach (x in [1, 2]) { local y = x; imp.wakeup(1, function() { server.log(y); }); }",
    "function f() { foreach (x in [1, 2]) { if (x) { imp.wakeup(1, @() x); return; } } }",
    "local f = null;\nforeach (x in [1, 2]) { f = @() x; f(); }",
    CLASS % "function go() { imp.onidle(m.bindenv(this)); } function m() { x++; }",
    CLASS % "function go() { imp.onidle(m); } function m() { server.log(1); }",
    CLASS % "function go() { imp.onidle(function() { server.log(1); }); }",
    CLASS % "function go() { local x = x; imp.onidle(@() x); }",
    CLASS % "function go() { later(m); } function m() { x++; }" + "function later(f) {}",
    "class A { x = 0; p = null; function go() { p.configure(5, m); } function m() { x++; } }",
    "class A { x = 0; function configure(a, b) {} function go(p) { p.configure(DIGITAL_IN, m); }\n"
    "function m() { x++; } }",
    "x <- 1;\n" + CLASS % "function go() { imp.onidle(m); } function m() { x++; }",
    "function f() { return function() {}; }\nimp.wakeup(1, f());",
    "local f = @() function() {};\nimp.wakeup(1, f());",
    "imp.wakeup(1.5, function() {});\nserver.log(null);\nserver.log([]);",
    "try { imp.wakeup(1); } catch (e) { server.log(e); }",
    "function f(a, ...) {}\nf(1);\nf(1, 2, 3);",
    "function f(a) {}\nf = function() {};\nf();",
    "class A { function f(a) {} }\nclass B { function f() {} }\nfunction g(o) { o.f(); }",
    "class A { constructor(a) {} }\nclass B extends A {}\nB(1);\nB();",
    'function f(a) {}\nlocal t = getroottable();\nt["f"] <- @() 1;\nf();',
    'imp.wakeup(1, function(x = 1) {});\nagent.on("a", function(...) {});',
    'function f(a) {}\nagent.on("a", f);\nagent.on("b", f.bindenv(this));',
    # names
    'if ("countre" in getroottable()) server.log(countre);\nlocal counter;',
    "counter <- 1;\ntry { server.log(countre); } catch (e) {}",
    'function f() { return rawget("a") + len(); }',
    "amazon <- AmazonDRS();\namazonDRS <- 1;",
    "pin1 <- 1;\nserver.log(pin2);",
    "const SPI_REGISTER = 1;\nserver.log(PWM_REGISTER);",
    'log("a text");\nblink(5);',
    "class A extends Unknown { function m() { something = 1; this.z = 1; } }",
    "class A { function _get(k) { return 1; } function m() { return this.foo + foo2; } fop = 0; }",
    "imp.mock <- function() {};\nimp.mock();",
    'if ("wakup" in imp) imp.wakup();',
    "imp <- {wakup = @() 1};\nimp.wakup();",
    "local imp = {wakup = @() 1};\nimp.wakup();",
    "function f(imp) { imp.wakup(); }",
    "count <- 0;\nfunction f() { count = 1; ::count++; }",
    "getroottable().count <- 0;\nfunction f() { count = 1; }",
    "local t = {count = 0, function f() { count = 1; }};",
    "unknown.thing(1);\nBLE_DEBUG = 1;",  # a part of a program: what makes the one makes the other
    "const A = 1;\nfunction f() { return A; }\nconst B = 2;",
    "local A = 2;\nserver.log(A);\nconst A = 1;",
    # classes
    "class A { x = []; constructor() { x = []; } function m() { x.append(1); } }",
    "class A { static x = []; function m() { x.append(1); } }",
    "class A { x = []; function m() { return x.len(); } }",
    "class A { x = []; function m() { x.append(1); } }\na <- A();",
    "class A { static n = 0; function m() { return n; } }",
    "n <- 1;\nclass A { static n = 0; function m() { n = 2; } }",
    CLASS % "function m() { ::y <- 1; local t = {}; t.y <- 1; }",
    "class A { function m() { return this.later; } }\nA.later <- 1;",
    "class A { static function m() { this.y <- 1; return this.z; } }",
    "class A { function m() { local t = {z = 1, function f() { return this.z; }}; return t; } }",
    "class B { constructor() { imp.sleep(1); } }\nclass A extends B { constructor() { base.constructor(); } }",
    "class B { constructor() {} }\nclass A extends B { constructor() { imp.sleep(1); } }",
    "class A extends B { constructor() {} }",
    # flow
    "function f(a) { if (a) return 1; return 2; }",
    "switch (1) { case 1: return; break; }",
    "function f() {\n  return;\n}\nf();",
    "switch (1) { case 1: case 2: imp.sleep(1); break; default: break; }",
    "switch (1) { case 1: imp.sleep(1); default: imp.sleep(2); }",
    "switch (1) { case 1: imp.sleep(1); // fall through\n case 2: break; }",
    "switch (1) { case 1: if (imp.net) break; case 2: break; }",
    "switch (1) { case 1: { break; } case 2: throw 1; case 3: while (true) imp.sleep(1); case 4: break; }",
    'switch (1) { case 1: break; case 1.0: break; case "1": break; case true: break; }',
    "local a = {x = 1}, b = {x = 2};\nclass C { static x = 1; y = 1; }",
    "local i = 3;\nwhile (i-- > 0);\nfor (i = 0; i < 3; i++);\nif (i) ; else imp.sleep(1);",
    "local l = [1];\nforeach (i, x in l) { if (x) { l.remove(i); break; } }",
    "local l = [1], m = [1];\nforeach (i, x in l) m.remove(i);\nforeach (x in l) l.remove(0);",
    'agent.on("a", function(x) {});\nagent.on("b", function(x) {});',
    "while (!server.isconnected()) imp.sleep(1);",
    "local i = 3;\nwhile (i) { imp.sleep(1); i--; }\nwhile (i++ < 3) imp.sleep(1);\nwhile (true) imp.sleep(1);",
    "local t = {};\nwhile (t.ready) imp.sleep(1);",
    'if (imp.net) agent.on("a", function(x) {});\nelse agent.on("a", function(x) {});',
    # variables
    "local a = 1;\nfunction f() { local b = server.isconnected(); }",
    "function f(a, b) { try { a(); } catch (e) {} foreach (i, x in b) {} }",
    "function f() { local a = 1; return @() a; }",
    "function f() { local a = 1; { local a = 2; server.log(a); } return a; }",
    "function f() { { local a = 1; server.log(a); } { local a = 2; server.log(a); } }",
]


@pytest.mark.parametrize("source", NOT_FOUND, ids=[source[:60] for source in NOT_FOUND])
def test_is_not_taken_for_a_trap(source: str) -> None:
    assert found(source) == []


AVAILABLE = [
    ("hardware.pinA.read();", "imp003", "", []),
    ("hardware.pinA.read();", "imp001", "", ["W571 1:10"]),
    ("hardware.pin1.read();", "imp006b", "", ["W571 1:10"]),
    ("server.sleepfor(5);", "imp005", "", ["W571 1:8"]),
    ("hardware.sampler.stop();", "imp005", "", ["W571 1:10"]),
    ("imp.net.open(5, 5);", "imp005", "36", ["W526 1:14", "W572 1:9"]),
    ('if (imp.info().type == "imp001") hardware.pin1.read();', "imp003", "", []),
    ('if ("pin1" in hardware) hardware.pin1.read();', "imp003", "", []),
    ("try { hardware.pin1.read(); } catch (e) {}", "imp003", "", []),
    ("if (imp.getsoftwareversion() > 5) imp.net.open;", "imp005", "36", []),
]


@pytest.mark.parametrize(("source", "model", "impos", "expected"), AVAILABLE)
def test_availability(source: str, model: str, impos: str, expected: list[str]) -> None:
    places = [place for place in found(source, model=model, impos=impos) if place.startswith("W57")]
    assert places == [place for place in expected if place.startswith("W57")]
    assert not [place for place in found(source) if place.startswith("W57")], "nobody has chosen an imp"


def test_a_side_that_nobody_knows() -> None:
    """What one of both sides has is in order; what neither has is not."""
    assert found('server.save({});\nhardware.millis();\ndevice.send("a", 2);', side="") == []
    assert found("server.sav(1);", side="") == ["W532 1:8"]
    assert found("server.log();", side="") == ["W525 1:11"]


def test_libraries_explain_names() -> None:
    program = "counter = 1;\nserver.log(Lib.x);"
    assert found(program, libraries="counter <- 0;\nclass Lib { static x = 1; }") == []
    assert found("server.log(MAX);", libraries="const MAX = 5;") == []


def test_a_comment_allows() -> None:
    trap = "if (a = 1) a++;"
    assert found("local a = 0;\n" + trap) == ["W501 2:7"]
    assert found("local a = 0;\n" + trap + " // impsim: allow W501") == []
    assert found("local a = 0;\n// impsim: allow assignment-in-condition\n" + trap) == []
    assert found("# impsim: allow W501, W502 -- as in the book\nlocal a = 0;\n" + trap) == []
    assert found("local a = 0; // impsim: allow W501\n" + trap) == ["W501 2:7"]
    assert found("local a = 0;\n// impsim: allow W502\n" + trap) == ["W501 3:7"]
    assert found('local a = "// impsim: allow W501"; ' + trap) == ["W501 1:42"]


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert set(lint.codes_and_names()) == {*lint.RULES, lint.UNKNOWN_CODE}
