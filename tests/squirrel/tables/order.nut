// Tables with the same keys, filled in different orders: each shows its own. (PyPy's own objects would forget it.)
function order(t) { local r = ""; foreach (k, v in t) r += k + " "; return r }
show(@() order({n0 = 1, m1 = 2})) // expect: "m1 n0 "
show(@() order({m1 = 2, n0 = 1})) // expect: "n0 m1 "
show(function() { local t = {}; t.n0 <- 1; t.m1 <- 2; return order(t) }) // expect: "m1 n0 "
show(function() { local t = {}; t.m1 <- 1; t.n0 <- 2; return order(t) }) // expect: "n0 m1 "
show(function() { local t = {append = 1, n2 = 2}; return order(t) }) // expect: "append n2 "
show(function() { local t = {n2 = 1, append = 2}; return order(t) }) // expect: "n2 append "
show(function() { local t = {a = 1, b = 2, c = 3, d = 4, e = 5}; delete t.b; t.b <- 1; return order(t) }) // expect: "a c b e d "
show(function() { local t = {e = 1, d = 2, c = 3, b = 4, a = 5}; delete t.b; t.b <- 1; return order(clone t) }) // expect: "a c b e d "
