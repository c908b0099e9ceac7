// newmember, rawnewmember and `_newmember`.
show(function() { class C { x=1 } C.newmember("y"); return C.y }) // expect: ERR wrong number of parameters
show(function() { class C { x=1 } C.newmember("y", 2, null, false, 5); return C.y }) // expect: ERR new member only works with classes
show(function() { class C { x=1 } C.newmember("y", 2, null, false, 5, 6); return C.y }) // expect: ERR new member only works with classes
show(function() { class C { x=1 } C.newmember("y", 2, null); return C.y }) // expect: 2
show(function() { class C { x=1 } C.newmember("y", 2, null, 1); local c = C(); c.y = 3; return c.y }) // expect: ERR the index 'y' does not exist
show(function() { class C { x=1 } local i = C(); C.rawnewmember("y", 2); return 1 }) // expect: ERR trying to modify a class that has already been instantiated
show(function() { class C { x=1 } local i = C(); C.rawnewmember("y", @() 2); return i.y() }) // expect: 2
show(function() { class C { x=1 } local i = C(); C.newmember("y", 2, null, true); return i.y }) // expect: 2
show(function() { class C { x=1; y=2; function _newmember(k, v, a, s) { rawnewmember("got", [k, v, a, s], null, true) } } C.newmember("q", 2); return C.got }) // expect: ["q", 2, null, false]
show(function() { class C { x=1; y=2; function _newmember(k, v, a, s) { rawnewmember("got", [k, v, a, s], null, true) } } C.newmember("q", 2, 3, 1); return C.got }) // expect: ["q", 2, 3, true]
show(function() { class C { x=1; y=2; function _newmember(k, v, a, s) { rawnewmember("got", [k, v, a, s], null, true) } } C.newmember("q", 2, 3); return C.got }) // expect: ["q", 2, 3, false]
show(function() { class C { x=1; y=2; function _newmember(k, v, a, s) { rawnewmember("got", [k, v, a, s], null, true) } } C.rawset("q", 2); return [C.got, C.rawin("q")] }) // expect: ERR the index 'got' does not exist
show(function() { class C { x=1; y=2; function _newmember(k, v, a, s) { rawnewmember("got", [k, v, a, s], null, true) } } C.q <- 2; return [C.got, C.rawin("q")] }) // expect: ERR the index 'got' does not exist
show(function() { class C { x=1; } C.newmember("_add", @(o) 5); return C() + C() }) // expect: 5
show(function() { class C { x=1; } C.newmember("_add", 5); return C._add }) // expect: 5
show(function() { class C { static x=1; } C.newmember("x", 3, null, true); return C.x }) // expect: 3
show(function() { class C { static x=1; } C.newmember("x", 3, null, false); local i = C(); i.x = 4; return i.x }) // expect: 4
show(function() { class C { x=1; } C.newmember("x", 3, null, true); local i = C(); i.x = 4; return i.x }) // expect: 4
show(function() { class C { x=1 } return C.newmember("y", 2) }) // expect: null
show(function() { class C { x=1 } C.newmember("y", 2); return C().y }) // expect: 2
show(function() { class C { x=1 } C.newmember("y", 2, null, true); return [C.y, C().y] }) // expect: [2, 2]
show(function() { class C { x=1 } C.newmember("y", 2, null, true); local c = C(); c.y = 3; return c.y }) // expect: ERR the index 'y' does not exist
show(function() { class C { x=1 } C.newmember("y", 2, null, false); local c = C(); c.y = 3; return c.y }) // expect: 3
show(function() { class C { x=1 } C.newmember("x", 7); return C().x }) // expect: 7
show(function() { class C { x=1 } C.newmember(null, 7); return C().x }) // expect: ERR null key
show(function() { class C { x=1 } C.newmember(5, 7); return C()[5] }) // expect: 7
show(function() { class C { x=1; function _newmember(k, v, a, s) { rawset(k + "_", [v, a, s]) } } C.newmember("y", 2); return C.rawin("y_") }) // expect: true
show(function() { class C { x=1; function _newmember(k, v, a, s) { rawnewmember(k + "_", v * 2, a, s) } } C.newmember("y", 2); return C.y_ }) // expect: 4
show(function() { class C { x=1; function _newmember(k, v, a, s) { rawnewmember(k + "_", v * 2, a, s) } } C.rawnewmember("y", 2); return C.y }) // expect: 2
show(function() { class C { x=1 } local i = C(); C.newmember("x", 2); return [i.x, C().x] }) // expect: ERR trying to modify a class that has already been instantiated
show(function() { class C { x=1 } local i = C(); C.newmember("x", @() 5); return i.x }) // expect: 1
show(function() { class C { x=1; function f() {} } local i = C(); C.newmember("f", @() 5); return i.f() }) // expect: 5
