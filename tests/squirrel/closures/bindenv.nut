// bindenv.
show(@() (@() 1).bindenv(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'table|class|instance'
show(@() (@() 1).bindenv(null)) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'table|class|instance'
show(@() (@() 1).bindenv([])) // expect: ERR parameter 1 has an invalid type 'array' ; expected: 'table|class|instance'
show(@() (@() 1).bindenv("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'table|class|instance'
show(@() (@() 1).bindenv()) // expect: ERR wrong number of parameters
show(@() (@() 1).bindenv({}, 1)) // expect: ERR wrong number of parameters
show(function() { local f = (@() 1); return f.bindenv({}) == f }) // expect: false
show(function() { local f = (@() 1); local o = {}; return f.bindenv(o) == f.bindenv(o) }) // expect: false
show(@() typeof (@() 1).bindenv({})) // expect: "function"
show(@() type((@() 1).bindenv({}))) // expect: "function"
show(function() { local f = (@(x) x+this.v).bindenv({v=10}); return f() }) // expect: ERR wrong number of parameters
show(function() { local f = (@(x, y=7) x+y).bindenv({v=10}); return f(1) }) // expect: 8
show(@() "abc".len.bindenv({})()) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'string'
show(@() [1,2].len.bindenv({})()) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'array'
show(function() { local t = {a=1,b=2}; return t.len.bindenv(t)() }) // expect: 2
show(@() print.bindenv({})) // expect: <function>
show(@() type.bindenv({})(5)) // expect: "integer"
show(function() { local e={a=1}; return (@() this).bindenv(e)() }) // expect: {"a"=1}
show(function() { local e={a=1}; return (@() this).bindenv(e).call({a=2}) }) // expect: {"a"=1}
show(function() { local e={a=1}; return (@() this).bindenv(e).acall([{a=2}]) }) // expect: {"a"=1}
show(function() { local e={a=1},g={a=3}; return (@() this).bindenv(e).bindenv(g)() }) // expect: {"a"=3}
show(function() { local e={v=10}; local f = (@(x) x+this.v).bindenv(e); return f(5, 6) }) // expect: ERR wrong number of parameters
show(function() { local e = {}; return "abc".len.bindenv(e)() }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'string'
show(function() { local e = {}; return e.weakref.bindenv(e)() == e.weakref() }) // expect: true
show(function() { local e = {}; return e.len.bindenv(e)(1) }) // expect: ERR wrong number of parameters
show(@() (@() this).bindenv({a=1}.weakref())) // expect: ERR parameter 1 has an invalid type 'weakref' ; expected: 'table|class|instance'
show(function() { local e={a=1}; return (@() this).bindenv(e.weakref())() }) // expect: ERR parameter 1 has an invalid type 'weakref' ; expected: 'table|class|instance'
show(function() { local f = @() callee(); return f.bindenv(this)() == f }) // expect: false
show(function() { local e = this; local f = @() callee(); local g = f.bindenv(e); return g() == g }) // expect: true
