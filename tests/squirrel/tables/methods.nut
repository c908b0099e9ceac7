// len, rawget, rawset, rawdelete, rawin, clear.
show(@() ({a=1}).len()) // expect: 1
show(@() ({a=1}).len(1)) // expect: ERR wrong number of parameters
show(@() ({a=1}).rawget("a")) // expect: 1
show(@() ({a=1}).rawget("b")) // expect: ERR the index doesn't exist
show(@() ({a=1}).rawget(null)) // expect: ERR the index doesn't exist
show(@() ({a=1}).rawset("b", 2)) // expect: null
show(function() { local t={a=1}; t.rawset("b", 2); return t }) // expect: {"a"=1, "b"=2}
show(function() { local t={a=1}; t.rawset(null, 2); return t }) // expect: ERR null key
show(function() { local t={a=1}; t[null] <- 2; return t }) // expect: ERR null cannot be used as index
show(function() { local t={a=1}; return typeof t.rawset("b", 2) }) // expect: "null"
show(function() { local t={a=1}; return t.rawset("b", 2) == t }) // expect: false
show(function() { local t={a=1}; return [t.rawdelete("a"), t] }) // expect: [1, {}]
show(function() { local t={a=1}; return [t.rawdelete("b"), t] }) // expect: [null, {"a"=1}]
show(function() { local t={a=1}; return t.rawin("a") }) // expect: true
show(function() { local t={a=1}; return t.rawin("b") }) // expect: false
show(function() { local t={a=1}; return t.rawin(null) }) // expect: false
show(function() { local t={a=1}; return t.rawin() }) // expect: ERR wrong number of parameters
show(function() { local t={a=1}; return typeof t.clear() }) // expect: "null"
show(function() { local t={a=1}; t.clear(); return t }) // expect: {}
show(function() { local t={a=1}; return t.clear(1) }) // expect: ERR wrong number of parameters
show(@() ({a=1}).tostring().slice(0,10)) // expect: "(table : 0"
show(@() ({a=1}).tostring(1)) // expect: ERR wrong number of parameters
show(@() ({a=1}).keys()) // expect: ERR the index 'keys' does not exist
show(@() ({a=1}).xyz()) // expect: ERR the index 'xyz' does not exist
show(@() ({a=1}).rawget.call([], 1)) // expect: ERR parameter 0 has an invalid type 'array' ; expected: 'table'
show(@() ({a=1}).rawget.call(class {}, 1)) // expect: ERR parameter 0 has an invalid type 'class' ; expected: 'table'
show(@() ({len=5}).len) // expect: 5
show(@() ({a=1}).len.call([1])) // expect: ERR parameter 0 has an invalid type 'array' ; expected: 'table'
show(@() ({a=1}).clear.call([1])) // expect: null
show(function() { local a=[1]; ({}).clear.call(a); return a }) // expect: []
show(@() ({a=1}).clear.call(5)) // expect: ERR clear only works on table and array
show(@() ({a=1}).clear.call("abc")) // expect: ERR clear only works on table and array
show(@() ({a=1}).clear.call(class {})) // expect: ERR clear only works on table and array
show(@() ({a=1}).tostring.call(null)) // expect: "(null : 0x(nil))"
show(function() { local t = {}; t[1.5] <- "f"; t[true] <- "b"; return [t.rawget(1.5), t.rawget(true), t.rawin(1), t.rawin(1.5)] }) // expect: ["f", "b", false, true]
show(function() { local t = {}; t[1] <- "i"; return [t.rawin(1.0), t.rawin(1), t.rawin(true)] }) // expect: [false, true, false]
show(function() { local t = {a=1}; t.rawset("a", null); return [t.rawin("a"), t.rawget("a"), t.len()] }) // expect: [true, null, 1]
show(@() true.len()) // expect: ERR the index 'len' does not exist
show(@() null.ref) // expect: ERR the index 'ref' does not exist
show(@() (1.5).tochar()) // expect: "\x01"
show(@() (1.5).xyz) // expect: ERR the index 'xyz' does not exist
show(@() (1).xyz) // expect: ERR the index 'xyz' does not exist
show(@() 1 .tostring()) // expect: "1"
