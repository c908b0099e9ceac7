// split drops empty parts; a NUL ends both strings.
show(@() split("a,b", "")) // expect: ERR empty separators string
show(@() split("", "")) // expect: ERR empty separators string
show(@() split(",,,", ",")) // expect: []
show(@() split("a,b\x00c,d", ",")) // expect: ["a", "b\x0c", "d"]
show(@() split("a,b", ",\x00")) // expect: ["a", "b"]
show(@() split("a b\x00c", "\x00 ")) // expect: ["a b\x0c"]
show(@() split("a", "a")) // expect: []
show(@() split("aXbYc", "YX")) // expect: ["a", "b", "c"]
show(@() split("aXbYc", "YXY")) // expect: ["a", "b", "c"]
show(@() split("a,b", 5)) // expect: ERR parameter 2 has an invalid type 'integer' ; expected: 'string'
show(@() split(5, ",")) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'string'
show(@() split("a,b", ",", true)) // expect: ERR wrong number of parameters
show(@() split("a-b", "--")) // expect: ["a", "b"]
show(@() split(" a  b ", " ")) // expect: ["a", "b"]
show(@() split("a,b\x0000c,d", ",")) // expect: ["a", "b"]
show(@() split("a,b", ",\x0000")) // expect: ["a", "b"]
show(@() split("a b\x0000c", "\x0000 ")) // expect: ["a b"]
show(@() split("a,b;c", ",\x0000;")) // expect: ["a", "b;c"]
show(@() split("a,b", "\x0000,")) // expect: ["a,b"]
show(@() split("a\x0000,b", ",")) // expect: ["a"]
show(@() split("\x0000,b", ",")) // expect: []
show(@() split("a;b,c;;d", ";,")) // expect: ["a", "b", "c", "d"]
show(@() split("no separators", ",")) // expect: ["no separators"]
show(@() split("\n\nline one\n\nline two\n", "\n")) // expect: ["line one", "line two"]
