// Bare names in methods: members of the instance's class, whatever it is, then slots of the root table.
::outside <- "root"
::n <- "root n"
class Base { n = 1; function get() { return n } function set(x) { n = x } function out() { return outside } function both() { return [get(), out()] } }
class Derived extends Base { function get() { return "derived " + base.get() } function bump() { n += 5; return n } }
class Hiding extends Base { outside = "member" }
class Getting extends Base { function _get(k) { if (k == "outside") return "asked"; throw null } }
show(@() [Base().get(), Derived().get(), Derived().bump(), Base().both(), Derived().both()]) // expect: [1, "derived 1", 6, [1, "root"], ["derived 1", "root"]]
show(@() [Hiding().out(), Hiding().both(), Getting().out(), Getting().both()]) // expect: ["member", [1, "member"], "asked", [1, "asked"]]
show(function() { local f = Base().get; return f() }) // expect: "root n"
show(function() { local d = Derived(); d.set(9); return [d.n, Base().n, d.bump(), d.n] }) // expect: [9, 1, 14, 14]
show(@() Base.get.call({n = "table"})) // expect: "table"
show(@() Base.get.call({})) // expect: "root n"
show(@() Base.set.call({}, 1)) // expect: null
show(function() { Base.set.call({}, "root changed"); return ::n }) // expect: "root changed"
show(function() { local env = {n = "bound"}; return Base.get.bindenv(env)() }) // expect: "bound"
show(@() Base.get.call(Hiding())) // expect: 1
show(function() { local o = class { n = "other"; }(); return Base.get.call(o) }) // expect: "other"
show(function() { Base.later <- function() { return outside + n }; return Derived().later() }) // expect: ERR the index 'later' does not exist
show(function() { local C = class { a = 1; function f() { return function() { return a }.bindenv(this) } }; local c = C(); return c.f()() }) // expect: 1
show(function() { local C = class { list = []; function add(x) { list.append(x); return list.len() } }; C().add(1); return C().add(2) }) // expect: 2
show(function() { local C = class extends Base { function outer() { return (@() n)() } }; return C().outer() }) // expect: 1
show(function() { local C = class { count = 0; index = 5; function next() { count++; return count + index } }; local c = C(); c.next(); return c.next() }) // expect: 7
show(function() { local C = class { constructor(...) { size = vargv.len() } size = 0 }; return C(1, 2, 3).size }) // expect: 3
show(function() { local C = class { x = 1; function f() { x = "s"; x += 1; return x } }; return C().f() }) // expect: "s1"
show(function() { local C = class { static made = [0]; constructor() { made[0]++ } }; C(); C(); return C.made[0] }) // expect: 2
show(function() { local D = class { x = 1; function _set(k, v) { ::last <- k + v } }; local d = D(); d.y = 2; d.x = 3; return [::last, d.x] }) // expect: ["y2", 3]
show(function() { local D = class { function _get(k) { return k.len() } }; local d = D(); return [d.abc, d["four"], d[0]] }) // expect: ERR the index 'len' does not exist
show(function() { local t = {own = 1}; t.setdelegate({z = 2, function _get(k) { return "got " + k }, function _set(k, v) { ::last2 <- k + v }, function _newslot(k, v) { this.rawset(k, v * 2) }, function _call(e, x) { return "called " + x }}); t.own = 5; t.other = 6; t.fresh <- 7; return [t.own, t.z, t.nope, ::last2, t.fresh, t(3)] }) // expect: [5, 2, "got nope", "other6", 14, "called 3"]
show(function() { local d = {x = 1}; local t = {}; t.setdelegate(d); t.x = 9; return ["x" in t, d.x, t.x] }) // expect: [false, 9, 9]
