// slice.
show(@() "".slice(0)) // expect: ""
show(@() "abcdef".slice(1.9)) // expect: "bcdef"
show(@() "abcdef".slice(1, 3.9)) // expect: "bc"
show(@() "abcdef".slice(-3, -1)) // expect: "de"
show(@() "abcdef".slice(null)) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'integer|float'
show(@() "abcdef".slice(0, null)) // expect: ERR parameter 2 has an invalid type 'null' ; expected: 'integer|float'
show(@() "abcdef".slice(1, true)) // expect: ERR parameter 2 has an invalid type 'bool' ; expected: 'integer|float'
show(@() "abcdef".slice(6)) // expect: ""
show(@() "abcdef".slice(7)) // expect: ERR wrong indexes
show(@() "abcdef".slice(-6)) // expect: "abcdef"
show(@() "abcdef".slice(1,2,3)) // expect: "b"
show(@() "abcdef".slice(1,2,3,"x")) // expect: "b"
show(@() "abcdef".slice(2,-3)) // expect: "c"
show(@() "abcdef".slice(3,-4)) // expect: ERR wrong indexes
show(@() "abcdef".slice()) // expect: "abcdef"
show(@() "abc".slice.call("abcdef", 1)) // expect: "bcdef"
show(@() "abc".slice.call(5, 1)) // expect: ERR parameter 0 has an invalid type 'integer' ; expected: 'string'
show(@() "abc".slice(1).slice(1)) // expect: "c"
