// compilestring.
show(@() compilestring(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'string'
show(@() compilestring("x", 5)) // expect: ERR parameter 2 has an invalid type 'integer' ; expected: 'string'
show(@() compilestring()) // expect: ERR wrong number of parameters
show(@() compilestring("return 5")()) // expect: 5
show(@() compilestring("return this == getroottable()")()) // expect: true
show(@() compilestring("return vargv")()) // expect: []
show(@() compilestring("return vargv")(1,2)) // expect: [1, 2]
show(@() compilestring("return 1", "a", 2)()) // expect: 1
show(@() compilestring("return this").call({a=1})) // expect: {"a"=1}
