// foreach over everything, and over what changes meanwhile.
show(function() { local a = [1, 2, 3, 4], r = []; foreach (i, x in a) { r.append(x); if (i == 0) a = [7, 8, 9] } return r }) // expect: [1, 8, 9]
show(function() { local a = [1, 2, 3], r = []; foreach (x in a) { r.append(x); a = [] } return r }) // expect: [1]
show(function() { local s = "abc", r = []; foreach (c in s) { r.append(c); s = "xyzw" } return r }) // expect: [97, 121, 122, 119]
show(function() { local a = [1, 2, 3], r = []; foreach (i, x in a) { r.append(x); if (x < 10 && i < 2) a.append(x * 10) } return r }) // expect: [1, 2, 3, 10, 20]
show(function() { local a = [1, 2, 3, 4], r = []; foreach (x in a) { r.append(x); a.remove(0) } return r }) // expect: [1, 3]
show(function() { local t = {a = 1, b = 2, c = 3}, r = 0; foreach (k, v in t) r += v; return r }) // expect: 6
show(function() { local t = {}; for (local i = 0; i < 10; i++) t["k" + i] <- i; local r = ""; foreach (k, v in t) r += k + v + " "; return r }) // expect: "k11 k00 k33 k22 k55 k44 k77 k66 k99 k88 "
show(function() { local t = {}; foreach (k in [3, 1.5, true, "x", 0, -1]) t[k] <- k; local r = []; foreach (k, v in t) r.append(k); return r }) // expect: [0, "x", 3, 1.5f, true, -1]
show(function() { local t = {}; for (local i = 0; i < 8; i++) t[i * 3] <- i; delete t[9]; delete t[0]; t[9] <- "again"; local r = []; foreach (k, v in t) r.append(k); return r }) // expect: [18, 3, 21, 6, 9, 12, 15]
show(function() { local g = (function() { yield 1; yield 2; return 3 })(); local r = []; foreach (i, v in g) r.append([i, v]); return [r, g.getstatus()] }) // expect: [[[0, 1], [1, 2]], "dead"]
show(function() { foreach (x in 5) return x }) // expect: ERR cannot iterate integer
show(function() { foreach (x in null) return x }) // expect: ERR cannot iterate null
show(function() { local r = []; foreach (k, v in class { a = 1; function f() {} static s = 2 }) r.append(k); return r }) // expect: ["a", "s", "f"]
show(function() { local C = class { n = 3; function _nexti(i) { return i == null ? "n" : null } }; local r = []; foreach (k, v in C()) r.append([k, v]); return r }) // expect: [["n", 3]]
show(function() { foreach (x in class {}()) return x }) // expect: ERR _nexti failed
show(function() { local r = 0; foreach (i, c in "\x01\x7f\xff") r += c * (i + 1); return r }) // expect: 252
show(function() { local r = []; foreach (i, x in [1, 2, 3, 4]) { if (x == 2) continue; if (x == 4) break; r.append(i) } return r }) // expect: [0, 2]
