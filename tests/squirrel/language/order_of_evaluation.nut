// The reference reads a local that is an operand only when it operates, after the other side has run.
show(function() { local a = 1; return a + (a = 5) }) // expect: 10
show(function() { local a = 1; return a + a++ }) // expect: 3
show(function() { local a = 1; return [a + a++, a] }) // expect: [3, 2]
show(function() { local a = 3; local arr = [0, 0, 0, 0, 0, 0]; arr[a] = a++; return arr }) // expect: [0, 0, 0, 0, 3, 0]
show(function() { local t = {x = 1}; t.x += (t.x = 10); return t.x }) // expect: 20
show(function() { local a = 2; local side = function() { a = 100; return 1 }; return a + side() }) // expect: 101
show(function() { local a = 2; local side = function() { a = 100; return 1 }; return a - side() * 2 }) // expect: 98
show(function() { local a = 2; local side = function() { a = 100; return 1 }; a += side(); return a }) // expect: 101
show(function() { local a = 2; local side = function() { a = 100; return 1 }; return [a, side(), a] }) // expect: [2, 1, 100]
show(function() { local a = 2; local side = function() { a = 100; return 1 }; return a < side() }) // expect: false
show(function() { local a = "x"; local side = function() { a = "y"; return "z" }; return a + side() + a }) // expect: "yzy"
show(function() { local log = ""; local t = function(s) { log += s; return 1 }; local r = [t("a"), t("b") + t("c") * t("d"), t("e")]; return log }) // expect: "abcde"
show(function() { local log = ""; local t = function(s) { log += s; return {k = 1} }; t("a")[(t("b"), "k")] = (t("c"), 2); return log }) // expect: "abc"
show(function() { local log = ""; local o = {function _tostring() { log += "o"; return "O" }}; local x = {}; x.setdelegate(o); local f = function() { log += "f"; return "F" }; return ["" + x + f() + x, log] }) // expect: ["OFO", "ofo"]
show(function() { local a = [1, 2, 3]; local i = 0; a[i++] += 10; return [a, i] }) // expect: [[11, 2, 3], 1]
show(function() { local a = [1, 2, 3]; local i = 0; local b = a[i++] + a[i++] * a[i]; return [b, i] }) // expect: [7, 2]
show(function() { local n = 0; local f = function(...) { return vargv }; return f(n++, n++, n) }) // expect: [0, 1, 2]
show(function() { local a = 5; local b = a--; return [a, b, --a, a++ + ++a] }) // expect: [4, 5, 3, 8]
