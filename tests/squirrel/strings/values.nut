// Indexing, `in`, order and missing members.
show(@() "abc".len()) // expect: 3
show(@() "abc".tostring()) // expect: "abc"
show(@() "abc".tostring(1)) // expect: ERR wrong number of parameters
show(@() (5).tostring()) // expect: "5"
show(@() (1.5).tostring()) // expect: "1.5"
show(@() true.tostring()) // expect: "true"
show(@() null.tostring()) // expect: ERR the index 'tostring' does not exist
show(@() typeof null) // expect: "null"
show(@() (5).len()) // expect: ERR the index 'len' does not exist
show(@() "abc".xyz) // expect: ERR the index 'xyz' does not exist
show(@() "abc".len.call(5)) // expect: ERR parameter 0 has an invalid type 'integer' ; expected: 'string'
show(@() "abc".tostring.call([1].len())) // expect: "1"
show(@() (5).tostring.call("12")) // expect: "12"
show(@() "abc".find.call(null, "a")) // expect: ERR parameter 0 has an invalid type 'null' ; expected: 'string'
show(@() "abc"[0]) // expect: 97
show(@() "abc"[3]) // expect: ERR the index '3' does not exist
show(@() "abc"[1.7]) // expect: 98
show(@() "abc"["1"]) // expect: ERR the index '1' does not exist
show(@() "abc"[true]) // expect: ERR the index 'bool' does not exist
show(@() "abc"[null]) // expect: ERR the index 'null' does not exist
show(@() "\xe9"[0]) // expect: -23
show(@() "len" in "abc") // expect: false
show(@() 0 in "abc") // expect: true
show(@() 5 in "abc") // expect: false
show(@() "a" <=> "b") // expect: -1
show(@() "a\x00b" == "a\x00c") // expect: false
show(@() "a\x00b" <=> "a\x00c") // expect: -1
show(@() "\xe9" < "z") // expect: false
show(@() "\x80" > "\x7f") // expect: true
show(@() "a\x0000b" == "a\x0000c") // expect: false
