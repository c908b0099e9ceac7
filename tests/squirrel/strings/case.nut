// tolower and toupper know ASCII only.
show(@() "ABC".tolower()) // expect: "abc"
show(@() "ABCDEF".tolower(1)) // expect: ERR wrong number of parameters
show(@() "ABCDEF".tolower(1,3)) // expect: ERR wrong number of parameters
show(@() "ABCDEF".tolower(-2)) // expect: ERR wrong number of parameters
show(@() "ABCDEF".tolower(2,1)) // expect: ERR wrong number of parameters
show(@() "ABCDEF".tolower(1,9)) // expect: ERR wrong number of parameters
show(@() "ABCDEF".tolower("x")) // expect: ERR wrong number of parameters
show(@() "abc\xe9".toupper()) // expect: "ABC\xe9"
show(@() "a\x00b".toupper()) // expect: "A\x0b"
show(@() "abc".tolower.call("XyZ")) // expect: "xyz"
show(@() "a\x0000b".toupper()) // expect: "A\x00B"
show(@() "ABC" + "abc".toupper()) // expect: "ABCABC"
