// rawget, rawset, rawin, getbase, instance, getclass.
show(function() { class C { v=5; function m() { return v } }; local e={v=9}; local f = C().m.bindenv(e); return f() }) // expect: 9
show(function() { class C { v=5; function m() { return v } }; local e = C(); local f = C.m.bindenv(e); return f() }) // expect: 5
show(function() { class C { x=1; constructor() { x = 9 } } C.instance(); C.y <- 1; return 1 }) // expect: ERR trying to modify a class that has already been instantiated
show(function() { class C { x=1 } local i = C(); C.rawset("y", @() 2); return i.y() }) // expect: 2
show(function() { class C { x=1 } local i = C(); C.rawset("y", 2); return 1 }) // expect: 1
show(function() { class C { x=1; } C.rawset(null, 2); return 1 }) // expect: ERR null key
show(function() { class C { x=1; } C().rawset(null, 2); return 1 }) // expect: ERR null key
show(function() { class C { x=1; } C().rawget(null); return 1 }) // expect: ERR the index doesn't exist
show(function() { class C { x=1; } return [C.rawin(null), C().rawin(null)] }) // expect: [false, false]
show(function() { class C { x=1 } return C.rawget("x") }) // expect: 1
show(function() { class C { x=1 } return C.rawget("y") }) // expect: ERR the index doesn't exist
show(function() { class C { x=1 } return C.rawset("x", 2) }) // expect: null
show(function() { class C { x=1 } C.rawset("x", 2); return C.x }) // expect: 2
show(function() { class C { x=1 } C.rawset("y", 2); return C.y }) // expect: 2
show(function() { class C { x=1 } local c = C(); C.rawset("x", 2); return [C.x, c.x, C().x] }) // expect: [1, 1, 1]
show(function() { class C { x=1 } local c = C(); C.rawset("y", 2); return C.y }) // expect: ERR the index 'y' does not exist
show(function() { class C { x=1; function f() {} } C.rawset("f", 2); return C.f }) // expect: 2
show(function() { class C { x=1 } return [C.rawin("x"), C.rawin("y")] }) // expect: [true, false]
show(function() { class C { x=1 } return C.getbase() }) // expect: null
show(function() { class C { x=1 } class D extends C {} return [D.getbase()==C, D.rawin("x"), D.rawget("x")] }) // expect: [true, true, 1]
show(function() { class C { x=1; constructor() { x = 9 } } return C.instance().x }) // expect: 1
show(function() { class C { x=1 } return C.instance(1) }) // expect: ERR wrong number of parameters
show(function() { class C { x=1 } return C.tostring().slice(0,10) }) // expect: "(class : 0"
show(function() { class C { x=1 } return C.len() }) // expect: ERR the index 'len' does not exist
show(function() { class C { x=1 } return C.xyz }) // expect: ERR the index 'xyz' does not exist
show(function() { class C { x=1 } return C.getclass() }) // expect: ERR the index 'getclass' does not exist
show(function() { class C { x=1 } return C().getclass() == C }) // expect: true
show(function() { class C { x=1 } return C().getclass(1) }) // expect: ERR wrong number of parameters
show(function() { class C { x=1 } return C().rawget("x") }) // expect: 1
show(function() { class C { x=1 } return C().rawget("y") }) // expect: ERR the index doesn't exist
show(function() { class C { x=1; function f() {} } return typeof C().rawget("f") }) // expect: "function"
show(function() { class C { x=1; function f() {} } return [C().rawin("f"), C().rawin("x"), C().rawin("zz"), C().rawin("rawin")] }) // expect: [true, true, false, false]
show(function() { class C { x=1 } local c = C(); return c.rawset("x", 5) == c }) // expect: false
show(function() { class C { x=1 } local c = C(); return typeof c.rawset("x", 5) }) // expect: "null"
show(function() { class C { x=1 } local c = C(); c.rawset("x", 5); return c.x }) // expect: 5
show(function() { class C { x=1 } local c = C(); c.rawset("y", 5); return c.y }) // expect: ERR the index 'y' does not exist
show(function() { class C { x=1; function f() {} } local c = C(); c.rawset("f", 5); return c.f }) // expect: ERR the index 'f' does not exist
show(function() { class C { x=1; function _get(k) { return "G" } } return C().rawget("x") }) // expect: ERR attempt to call 'string'
show(function() { class C { x=1; function _get(k) { return "G" } } return [C().zz, C().x] }) // expect: ["G", 1]
show(function() { class C { x=1; function _get(k) { throw null } } return [C().rawget("x"), C().rawin("q")] }) // expect: [1, false]
show(function() { class C { x=1; function _get(k) { throw null } } return C().rawget("zz") }) // expect: ERR the index doesn't exist
show(function() { class C { x=1; function _tostring() { return "TS" } } return [C().tostring(), "" + C()] }) // expect: ["TS", "TS"]
show(function() { class C { x=1; function _typeof() { return "TT" } } return [typeof C(), type(C())] }) // expect: ["TT", "instance"]
show(function() { class C { x=1 } return C().tostring().slice(0,13) }) // expect: "(instance : 0"
show(function() { class C { x=1 } return C().len() }) // expect: ERR the index 'len' does not exist
show(function() { class C { x=1 } return C().getbase() }) // expect: ERR the index 'getbase' does not exist
show(function() { class C { x=1 } return C.rawget.call(C(), "x") }) // expect: ERR parameter 0 has an invalid type 'instance' ; expected: 'class'
show(function() { class C { x=1 } return C.rawget.call({x=3}, "x") }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'class'
show(function() { class C { x=1 } return C().rawget.call({x=3}, "x") }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'instance'
show(function() { class C { x=1 } return C().getclass.call({x=3}) }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'instance'
show(function() { class C { x=1 } return C.instance.call({x=3}) }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'class'
show(function() { class C { x=1 } return C.getbase.call(null) }) // expect: ERR parameter 0 has an invalid type 'null' ; expected: 'class'
show(function() { class C { x=1 } return C().tostring.call(null) }) // expect: "(null : 0x(nil))"
show(function() { class C { x=1; static s=2 } return [C.rawget("s"), C().rawget("s"), C.rawin("s"), C().rawin("s")] }) // expect: [2, 2, true, true]
show(function() { class C { x=1; static s=2 } C.rawset("s", 5); return C.s }) // expect: 5
show(function() { class C { x=1; static s=2 } local c = C(); c.rawset("s", 5); return C.s }) // expect: ERR the index 's' does not exist
