// assert, type, dummy and the other base functions.
show(@() assert(true, "x")) // expect: ERR wrong number of parameters
show(@() assert(false, "x")) // expect: ERR wrong number of parameters
show(@() assert()) // expect: ERR wrong number of parameters
show(@() assert("")) // expect: null
show(@() assert(0.0)) // expect: ERR assertion failed
show(@() assert([])) // expect: null
show(@() type(null)) // expect: "null"
show(@() type()) // expect: ERR wrong number of parameters
show(@() type(1,2)) // expect: ERR wrong number of parameters
show(@() type({}.weakref())) // expect: "weakref"
show(@() type(blob)) // expect: "class"
show(@() type((function(){yield 1})())) // expect: "generator"
show(@() seterrorhandler(null)) // expect: null
show(@() seterrorhandler(5)) // expect: null
show(@() seterrorhandler(function(e){})) // expect: null
show(@() seterrorhandler()) // expect: ERR wrong number of parameters
show(@() setdebughook(null)) // expect: null
show(@() setdebughook(5)) // expect: null
show(@() enabledebuginfo(true)) // expect: null
show(@() enabledebuginfo()) // expect: ERR wrong number of parameters
show(@() collectgarbage()) // expect: 0
show(@() collectgarbage(1)) // expect: 0
show(@() resurrectunreachable()) // expect: null
show(@() resurrectunreachable(1)) // expect: null
show(@() dummy()) // expect: null
show(@() dummy(1,2,3)) // expect: null
show(@() array(3).len()) // expect: 3
show(@() error("")) // expect: null
show(@() error()) // expect: ERR wrong number of parameters
show(@() error(1, 2)) // expect: ERR wrong number of parameters
show(@() print(1, 2)) // expect: ERR wrong number of parameters
show(@() typeof (@() 1).weakref()) // expect: "weakref"
show(@() (@() 1).weakref()()) // expect: ERR attempt to call 'weakref'
show(@() (@() 1).tostring().slice(0,13)) // expect: "(function : 0"
show(@() print.tostring().slice(0,13)) // expect: "(function : 0"
show(@() (@() 1).getroot) // expect: ERR the index 'getroot' does not exist
show(@() (@() 1).len()) // expect: ERR the index 'len' does not exist
show(@() (@() 1).xyz) // expect: ERR the index 'xyz' does not exist
show(@() (function(){yield 1})().tostring().slice(0,12)) // expect: "(generator :"
show(@() typeof (function(){yield 1})().weakref()) // expect: "weakref"
show(@() (function(){yield 1})().xyz) // expect: ERR the index 'xyz' does not exist
show(@() _version_) // expect: "Squirrel 3.0.5 stable"
show(@() [1,2,3].map(function(x) { return this.len() })) // expect: [3, 3, 3]
show(@() [1,2].reduce(function(a,b) { return this.len() })) // expect: 2
show(@() [1,2].filter(function(i,v) { return this.len()==2 })) // expect: [1, 2]
show(function() { local g = function() { return this }; local t = {}; t.f <- g; return t.f() == t }) // expect: true
show(@() time(1)) // expect: ERR wrong number of parameters
show(@() typeof date().sec) // expect: "integer"
show(@() stream) // expect: <class>
show(@() "(b+)(bbb)") // expect: "(b+)(bbb)"
