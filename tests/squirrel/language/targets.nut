// What can be assigned, and the errors where it cannot.
show(function() { local a = 5, b = 1; local r = (a == 1 || b = 2); return [a, b, r] }) // expect: [5, 1, 2]
show(function() { local x = 3; x++ = 7; ++x++; x + 1 = 9; return x }) // expect: 5
show(function() { local t = {q = 1}; t.q == 1 || t.q = 5; return t.q }) // expect: ERR trying to set 'bool'
show(function() { null.x = 1 }) // expect: ERR trying to set 'null'
show(function() { local f = @() 1; f.x = 1 }) // expect: ERR trying to set 'function'
show(function() { local n = 5; n.x = 1 }) // expect: ERR trying to set 'integer'
show(function() { "s".x = 1 }) // expect: ERR trying to set 'string'
show(function() { [].x = 1 }) // expect: ERR indexing array with string
show(function() { ({}).x = 1 }) // expect: ERR the index 'x' does not exist
show(function() { ({}).len = 1 }) // expect: ERR the index 'len' does not exist
show(function() { (class {})().x = 1 }) // expect: ERR the index 'x' does not exist
show(function() { local C = class { m = 1; function f() {} }; local c = C(); c.f = 1 }) // expect: ERR the index 'f' does not exist
show(function() { local C = class { m = 1 }; C.m = 2 }) // expect: ERR trying to set 'class'
show(function() { local C = class { m = 1 }; local c = C(); c.m = 2; return [c.m, C.m, C().m] }) // expect: [2, 1, 1]
show(function() { local C = class { }; C(); C.x <- 1 }) // expect: ERR trying to modify a class that has already been instantiated
show(function() { local C = class { }; local c = C(); C.f <- @() "late"; return c.f() }) // expect: "late"
show(function() { (class {})().x <- 1 }) // expect: ERR class instances do not support the new slot operator
show(function() { (5).x <- 1 }) // expect: ERR indexing integer with string
show(function() { ({})[null] <- 1 }) // expect: ERR null cannot be used as index
show(function() { local t = {a = 1}; return [delete t.a, "a" in t] }) // expect: [1, false]
show(function() { delete [1][0] }) // expect: ERR attempt to delete a slot from a array
show(function() { local t = {}; delete t.a }) // expect: ERR the index 'a' does not exist
show(function() { local a = [1, 2]; a[2] = 1 }) // expect: ERR the index '2' does not exist
show(function() { local a = [1, 2]; a["x"] = 1 }) // expect: ERR indexing array with string
show(function() { local a = [1, 2]; a[1.9] = 7; return a }) // expect: [1, 7]
show(function() { local a = [1, 2, 3]; for (local i = 0; i < 5; i++) a[i] += 1 }) // expect: ERR the index '3' does not exist
show(function() { local b = blob(2); b[0] = 300; b[1] = -1; return b }) // expect: blob<2cff@0>
show(function() { x_undefined = 5 }) // expect: ERR the index 'x_undefined' does not exist
show(function() { ::made <- 1; made += 5; return ::made }) // expect: 6
show(function() { this.made2 <- 3; return made2 }) // expect: 3
