// In impOS a NUL is a byte like others.
// vm: impos
show(@() "abc".find("\x00")) // expect: null
show(@() "a\x00bc".find("bc")) // expect: 2
show(@() "a\x00b\x00c".find("\x00")) // expect: 1
show(@() "a\x00b\x00c".find("\x00", 2)) // expect: 3
