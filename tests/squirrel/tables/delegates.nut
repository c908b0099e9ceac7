// setdelegate, getdelegate and metamethods of a delegate.
show(function() { local t={a=1}; t.setdelegate({_tostring=function() { throw "x" }}); return t.tostring() == t }) // expect: true
show(function() { local t={a=1}; return t.setdelegate({b=2}).b }) // expect: 2
show(function() { local t={a=1}; return t.setdelegate({b=2}) == t }) // expect: true
show(function() { local t={a=1}; return t.setdelegate(null) == t }) // expect: true
show(function() { local t={a=1}; return t.setdelegate(t) }) // expect: ERR delagate cycle
show(function() { local t={a=1}, u={}; u.setdelegate(t); return t.setdelegate(u) }) // expect: ERR delagate cycle
show(function() { local t={a=1}; return t.getdelegate() }) // expect: null
show(function() { local t={a=1}; t.setdelegate({b=2}); return t.getdelegate() }) // expect: {"b"=2}
show(function() { local t={a=1}; t.setdelegate({b=2}); t.setdelegate(null); return t.getdelegate() }) // expect: null
show(function() { local t={a=1}; return t.setdelegate([]) }) // expect: ERR parameter 1 has an invalid type 'array' ; expected: 'null|table'
show(function() { local t={a=1}; return t.setdelegate(class {}) }) // expect: ERR parameter 1 has an invalid type 'class' ; expected: 'null|table'
show(function() { local t={a=1}; return t.setdelegate() }) // expect: ERR wrong number of parameters
show(function() { local t={a=1}; return t.setdelegate({b=2}).rawget("b") }) // expect: ERR the index doesn't exist
show(function() { local t={a=1}; return t.setdelegate({b=2}).rawin("b") }) // expect: false
show(function() { local t={a=1}; return t.setdelegate({b=2}).len() }) // expect: 1
show(function() { local t={a=1}; t.setdelegate({b=2}); t.rawset("b", 3); return [t, t.getdelegate()] }) // expect: [{"a"=1, "b"=3}, {"b"=2}]
show(function() { local t={a=1}; t.setdelegate({b=2}); return t.rawdelete("b") }) // expect: null
show(function() { local t={a=1}; t.setdelegate({_delslot=function(k) { return "del" + k }}); return [delete t.zz, t.rawdelete("a")] }) // expect: ["delzz", 1]
show(function() { local t={a=1}; t.setdelegate({_newslot=function(k,v) { this.rawset(k, v*2) }}); t.x <- 4; return t }) // expect: {"a"=1, "x"=8}
show(function() { local t={a=1}; t.setdelegate({_tostring=function() { return "TS" }}); return t.tostring() }) // expect: "TS"
show(function() { local t={a=1}; t.setdelegate({_tostring=function() { throw "oops" }}); return t.tostring() }) // expect: {"a"=1}
show(function() { local t={a=1}; t.setdelegate({_tostring=function() { throw "oops" }}); return "" + t }) // expect: ERR oops
show(function() { local t={a=1}; t.setdelegate({_typeof=function() { return "TT" }}); return [typeof t, type(t)] }) // expect: ["TT", "table"]
show(function() { local t={a=1}; t.setdelegate({_get=function(k) { return "G" + k }}); return [t.x, t.a, t.len] }) // expect: ["Gx", 1, <function>]
show(function() { local t={a=1}; t.setdelegate({_get=function(k) { throw null }}); return t.len() }) // expect: 1
show(function() { local t={a=1}; t.setdelegate({_get=function(k) { throw null }}); return t.zz }) // expect: ERR the index 'zz' does not exist
show(function() { local t={a=1}; t.setdelegate({_get=function(k) { throw "E" }}); return t.len() }) // expect: 1
show(@() ({a=1}).getdelegate.call([1])) // expect: ERR wrong type
show(@() ({a=1}).getdelegate.call("abc")) // expect: ERR wrong type
show(@() ({a=1}).getdelegate.call(5)) // expect: ERR wrong type
show(@() ({a=1}).setdelegate.call([1], {})) // expect: ERR unexpected type array
show(@() ({a=1}).setdelegate.call([1], null)) // expect: ERR unexpected type array
