"""Sources that the reference compiler (3.0.5) accepts and rejects; test_reference.py asks it itself.

Sources are texts; the tests give them to the parser as UTF-8 bytes.
"""

# fmt: off
ACCEPTED = [
    "-a++.b", "-a = 1", "- -a = 1", "typeof x = \"bool\"", "this = 1", "this++", "base.x.y = 1", "(base).x = 1",
    "a == 1 || b = 2", "if (a) {}; else {}", "if (a) x else y", "if (a) x; else y; z",
    "if (a) if (b) x; else y; else z", "if (a) if (b) {} else {} ; else z", "if (a) ; else ;", "do x while (b)",
    "do x++ while (b)", "do if (a) x; while (b)", "local t = { function f() return 1, b = 2 }",
    "local t = { function f() if (a) x; [\"k\"] = 2 }", "local t = {[\"constructor\"] = 5}", "a.constructor",
    "function constructor() {}", "class A { function constructor() {} }", "local constructor = 1", "1.2.3", "1..2",
    "x = 1e5e6", "x = 0x", "x = 0X1F", "x = 09", "x = 00", "x = 099.5", "x = 99999999999999999999999999999",
    "@\"a\"\"b\"", "// abc", "# abc", "x = /* a */ 5", "function f(a,) {}", "function f(a,...) {}", "@(a,) a",
    "@() a = 1", "x = @() a, b", "f(@() a, b)", "[1 2 3,]", "f(1 2)", "{}", "{;}", "x = {a=1 b=2}", "switch (a) { }",
    "switch (a) { default: }", "switch (a) { case 1: case 2: x; default: y }", "for (;;) {}",
    "for (local i = 0, j; i < 5; i++, j++) x", "for (local function f() {};;) {}", "for (a;;) b; c",
    "foreach (a, b in c) d", "enum E {}", "enum E { a, b = \"x\" c = -1.5, }", "const A = 5; const B = 6",
    "try x catch (e) y", "try { x } catch (e) y; z", "throw 1, 2", "return", "return 1", "return 1, 2", "yield 1",
    "a ? b : c = d", "a ? b = 1 : c", "a = b ? c : d", "::a", "function a::b::c() {}", "class a.b.c {}",
    "class a[1] {}", "class ::a {}", "class A extends B.c </ a = 1 /> {}",
    "class A { </ x = 1 /> static a = 1; static function f() {} }", "x = a <- 5", "x <- y <- 5", "x += y -= 5",
    "a()()", "a.b().c[1]()", "a in b in c", "!a in b", "typeof a.b + c", "clone(a).b", "resume a", "delete a.b.c",
    "++a.b", "--a[1]", "a+++b", "a---b", "a - -5", "a -5", "~5 .x", "-5 .x", "-\"a\"", "x = y = z", "a + b = 1",
    "x = function() {} y", "f = function() {} print(1)", "x = {} y", "local function f() {} x", "class A {} x",
    "x = class {}", "x = class extends A {}", "a ; ; b", ";;;", "a, b, c", "(a, b).c", "a . b", "a instanceof b",
    "x = null.y", "__LINE__", "x = __FILE__", "rawcall(a)", "x = 1;;", "if (a) {} else {} x",
    "if (a) {} else if (b) {} else {} x", "while (a) {} x", "for (;;) {} x", "foreach (a in b) {} x",
    "try {} catch (e) {} x", "switch (a) {} x", "enum E {} x", "function f() {} x", "return {} x", "return {}",
    "return function() {} x", "yield {} x", "throw {} x", "local a = {} b", "local a = function() {} b", "f\n(x)",
    "a\n.b", "a\n+b", "a\n-b", "a\n++b", "a\n++\nb", "[a\n++b]", "return\n5", "function f() { return\n5 }",
    "throw\n5", "yield\n5", "if (a)\nx\nelse\ny", "if (a) x\n\nelse y", "if (a) {}\n;else {}",
    "if (a) x /*\n*/ else y", "if (a) {} //\n b", "a //\nb", "a #\nb", "class A {}\n{ x }", "call()\n{ block }",
    "if (a) {} else {}\n; x", "if (a) {} else {} ; x", "if (a) if (b) {} else {}\n; else x", "const A = 5\nx",
    "const A = 5\n;x", "x = class { a = 1;\n[\"b\"] = 2 }", "x = class { function f() {}\n[\"b\"] = 2 }",
    "do x\nwhile (b)", "do\nif (a) {}\nwhile(b)", 'a\x00b c', 'x // a\x00 b c', 'x\x00)', 'x = "é"', "a.\nb",
    "a.\n\nb", "::\na", "function\nf\n(\n)\n{\n}", "return /*\n*/ 5", "return //\n 5", "{ return }", "{ yield }",
    "if (a) return; else b", "if (a) return\nelse b", "while (a) return", "while(a) return x", "x = @()\ny",
    "a =\nb", "a\n= b", "a\n? b : c", "a ?\nb :\nc", "local\na", "local a\n= 5", "local a\n, b",
    "for (a\n;b\n;c\n) d", "a\n\n\n;b", "++\na", "--\na", "-\na", "a\n--b", "a++\nb", "\"\\0\"", "x = '\\xff'",
    "x = 0x00000001", "a<-5", "a < -5", "x = a<b", "a!=b", "a//b\nc", "x = a ? b : ::c", "x = a ?::b: c",
    "switch (a) { case ::b: }", "switch (a) { case a ? b : c: x }", "switch (a) { case 1: } x", "x = [1,]",
    "x = {a=1,}", "a.b <- 5", "a[1] += 2", "x = -0x10", "const A = -1.5", "const A = \"s\"", "const A = true",
    "x = a instanceof b", "x = a in b", "switch (a) { case 1: default: }", "x = function(a, b = 1) { return a } (1)",
    "x = y\n(z)", "class A { constructor(a) {} }", "class A { function f() {}; function g() {} }",
    "class A { a = 1 b = 2 }", "class A { static a = 1; }", "enum E { a = true }", "yield", "local a = 1, b",
    "for (local i = 0; i < 3; i++) {}", "::a <- 1", "f(\"a\" \"b\")", "function f(a,b,) {}", "x = @(...) vargv",
    "local f = @() {}", "x = @() {a = 1}", "x.constructor = 1", "throw \"a\" + \"b\"", "if (a) const A = 1; else b",
    "if (a) const A = 1\nelse b", "while (a) const A = 1; b", "const A = 1;; b", "do const A = 1; while (b)",
    "try const A = 1; catch (e) {}", "if (a) enum E {} else b", "if (a) class A {}\nb",
    "if (a) function f() {} else b", "if (a) x = {} else b", "if (a) ;\nb", "if (a) while (b) ; else c",
    "if (a) while (b) {} else c", "if (a) while (b) c else d", "if (a) do {} while (c) else d",
]

REJECTED = {
    "'base' cannot be modified": [
        "base = 1",
    ],
    "can't '++' or '--' an expression": [
        "(x)++", "base.x++", "++a()", "++5", "5++", "\"a\"++", "true++",
    ],
    "can't assign expression": [
        "(-a) = 1", "-(-a) = 1", "(x) = 1", "(a++) = 1", "base.x = 1", "1 = 2", "1 + a = 1", "[a] = 1", "a() = 1",
        "null = 5", "{[\"a\"]=1\n[\"b\"]=2}",
    ],
    "can't delete an expression": [
        "delete base.x", "delete a()", "delete 5",
    ],
    "cannot brake deref/or comma needed after [exp]=exp slot declaration": [
        "a\n[1]", "[a\n[1]]", "x={[\"a\"]=1\n[\"b\"]=2}", "class { a = 1\n[\"b\"] = 2 }",
        "x = class { a = 1\n[\"b\"] = 2 }",
    ],
    "constant too long": [
        "x = 'ab'",
    ],
    "empty constant": [
        "x = ''",
    ],
    "end of statement expected (; or lf)": [
        "if (a) {} b", "if (a) if (b) x; else y; z", "if (a) ; else ; x", "do if (a) {} while (b)",
        "function f() return 1 function g() return 2", "x = 1.tostring()", "a = \"\" b", "const A = 5 const B = 6",
        "const A = 5 x", "x = ::a::b", "a</b/>c", "a++ b", "a ++ ++b", "a--5", "local a b", "local a = 1 b",
        "x = @(a) a y", "x $ y", "a b", "a.b c.d", "a :: b", "a: b", "if (a) {} else x y",
        "if (a) {} else if (b) {} x", "while (a) x y", "do {} while (a) x", "const A = \"}\" x", "a = \"}\" b",
        "if (a) {} /*\n*/ b", "a /*\n*/ b", "@\"a\nb\" x", "a...b", "a!b", "a::b = 5", "x = \"a\" \"b\"",
        "if (a) const A = 1 else b", "if (a) enum E {} b", "if (a) class A {} b", "if (a) x = {} b", "if (a) ; b",
    ],
    "error parsing the string": [
        "'", "\"", "@\"",
    ],
    "expected '('": [
        "class A { constructor = 5 }", "local t = {constructor = 5}", "function f {} ", "if a {}", "x = @",
        "x = function", "try {} catch", "switch", "foreach", "for", "do {} while", "function f", "x = { function f",
        "if", "while",
    ],
    "expected ')'": [
        "function f(...,) {}", "(a b)", "(a\n++b)", "try {} catch (e", "foreach (a in b", "for (a;b;c", "if (a",
        "while (a", "x = ( 1",
    ],
    "expected ')' or ','": [
        "function f(a b) {}", "function f(a.b) {}",
    ],
    "expected ':'": [
        "a ? b", "switch(a) { case 1 }", "x = { \"a\"",
    ],
    "expected ';'": [
        "for (a", "for (a;b", "for (local i in a) {}",
    ],
    "expected '='": [
        "const A", "class A { x", "class A { [a]", "class A { </ a", "x = { a", "function f(a=1,b c){}",
    ],
    "expected 'IDENTIFIER'": [
        "class A { a = 1, b = 2 }", "a.class", "x = 07.5", "x = {,}", "x = {a=1,,b=2}", "::1", "function ::a() {}",
        "class A { static </ x = 1 /> a = 1 }", "class A { static static a = 1 }", "class A { </ x = 1 />}",
        "function() {} = 1", "local", "local a, ", "local function() {}", "local class A {}", "x = {a=1",
        "function f(", "class A { function f() { }", "a.", "x = @(", "x = function(", "enum", "enum E {",
        "enum E { a", "const", "try {} catch (", "foreach (", "foreach (a,", "class A {", "class A { function",
        "class A { static", "class A { </", "function", "function a::", "x = {", "x = { function",
        "foreach (i, in a) {}", "x = a.function", "x = {function = 1}", "x = {class = 1}",
    ],
    "expected ']'": [
        "a[1,2]", "class A { [a",
    ],
    "expected 'catch'": [
        "try x; catch (e) y", "try {}",
    ],
    "expected 'in'": [
        "foreach (a,b,c in d) e", "foreach (a", "foreach (a,b",
    ],
    "expected 'while'": [
        "do x; while (b)", "do x += 1; while (b)", "do {}", "do x; while(a)", "if (a) do b; while (c) else d",
    ],
    "expected '{'": [
        "class A </ a = 1 /> extends B {}", "x = class A {}", "enum E", "switch (a)", "class A", "class A extends B",
        "x = class",
    ],
    "expected '}'": [
        "switch (a) { default: x; case 1: y }", "switch (a) {",
    ],
    "exponent expected": [
        "x = 1e", "x = 1e+",
    ],
    "expression expected": [
        "else ; x", "[,]", "f(,)", "{a=1}.b", "throw", "a < /b", "x &= 5", "a[]", "{} = 1", "x = a } y", "}", ")",
        "]", "function f() ", "if () {}", "if (a) ", "while () {}", "while (a)", "$", "x = `", "x = \\", "()",
        "case 1:", "default:", "x = case", "catch (e) {}", "in", "extends", "static x", "static function f() {}",
        "instanceof", "a instanceof", "a = b; } c", "else {}\n;", 'é = 1', 'x = é', "function f() return }",
        "if (a) return else b", "@() return 5", "a\n--", "a\n++", "a->b", "a=>b", "a|||b", "a&&&b", "a<<<b",
        "a>>>>b", "f(...)", "a!==b", "a===b", "a**b", "a%%b", "case", "x = [1,2", "f(1", "if (", "while (a) { x",
        "a[", "a +", "a ?", "a ? b :", "local a =", "try", "try {} catch (e)", "switch (", "foreach (a in",
        "foreach (a in b)", "for (", "for (a;", "for (a;b;", "for (a;b;c)", "do", "do {} while (", "delete", "++",
        "-", "!", "class", "class A extends", "class A { x =", "class A { [", "function f()", "x = { \"a\" :",
        "x = { [", "return (", "while (", "else", "x = 1 +", "x = [1,,2]", "if (a) {} else", "x = a ? b :",
        "x = a ? : c",
    ],
    "expression expected, found ')'": [
        "f(1,2,)",
    ],
    "function with default parameters cannot have variable number of parameters": [
        "function f(a=1,...) {}", "x = @(a, b = 2, ...) a",
    ],
    "hexadecimal number expected": [
        "x = \"\\x\"", "\"\\x41\\x4142\\x\"", "x = '\\x'",
    ],
    "invalid class name": [
        "class { \"a\" : 1 }", "class f() {}", "class {}", "class 5 {}",
    ],
    "invalid octal number": [
        "x = 018",
    ],
    "invalid token '..'": [
        "a..b",
    ],
    "missing \"*/\" in comment": [
        "/* abc", '/* \x00 */',
    ],
    "newline in a constant": [
        "\"a\nb\"",
    ],
    "scalar expected : integer,float": [
        "enum E { a = -\"x\" }", "const A = -x",
    ],
    "scalar expected : integer,float or string": [
        "const A = {}", "enum E { a =", "const A =",
    ],
    "too many digits for an Hex number": [
        "x=0x123456789",
    ],
    "unexpected character(control)": [
        'x = 1 \x01', 'x\x0by', 'x\x0cy',
    ],
    "unfinished string": [
        "\"abc", "@\"abc", '"a\x00',
    ],
    "unrecognised escaper char": [
        "x = \"\\", "\"a\\q",
    ],
}
# fmt: on
