// call, pcall, acall, pacall: environments and numbers of parameters.
show(@() (@(x) x+1).call(this, 5)) // expect: 6
show(@() (@(x) x+1).call(null, 5)) // expect: 6
show(@() (@(x) x+1).call(5, 5)) // expect: 6
show(@() (@(x) x+1).call()) // expect: ERR wrong number of parameters
show(@() (@(x) x+1).call(this)) // expect: ERR wrong number of parameters
show(@() (@(x) x+1).call(this, 1, 2)) // expect: ERR wrong number of parameters
show(@() (@(x) x+1).pcall(this, 5)) // expect: 6
show(@() (@(x) x+1).pcall(this, "a", "b")) // expect: ERR wrong number of parameters
show(@() (function(x) { throw "boo" }).pcall(this, 5)) // expect: ERR boo
show(@() (@(x) x+1).acall([this, 5])) // expect: 6
show(@() (@(x) x+1).acall([this])) // expect: ERR wrong number of parameters
show(@() (@(x) x+1).acall([])) // expect: ERR wrong number of parameters
show(@() (@() 1).acall([])) // expect: ERR wrong number of parameters
show(@() (@() 1).acall([null])) // expect: 1
show(@() (@(x) x+1).pacall([this, 5])) // expect: 6
show(@() (@(x) x+1).acall(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'array'
show(@() (@(x) x+1).acall([this, 5], 6)) // expect: ERR wrong number of parameters
show(@() print.call(this)) // expect: ERR wrong number of parameters
show(@() print.acall([])) // expect: ERR wrong number of parameters
show(@() type.call(null, 5)) // expect: "integer"
show(@() type.pcall(null, 5)) // expect: "integer"
show(@() type.acall([null, 5])) // expect: "integer"
show(function() { class C { v=5; function m() { return v } }; local c = C(); c.v = 6; return C.m.call(c) }) // expect: 6
show(function() { class A { constructor(x) {} }; return A.call(this, 5) }) // expect: ERR the index 'call' does not exist
show(function() { class A { constructor(x) {} }; return typeof A.constructor.call(A.instance(), 5) }) // expect: "null"
show(@() (function() { return this == getroottable() }).call(null)) // expect: false
show(@() (function() { return this }).call(5)) // expect: 5
show(@() (function() { return this }).call(null)) // expect: null
show(@() (function() { return this == getroottable() }).acall([getroottable()])) // expect: true
show(function() { local f = function(){throw 5}; return f.pcall(this) }) // expect: ERR 5
