// In impOS a NUL is a byte like others. \x takes up to four digits, so these give all four.
// vm: impos
show(@() "abc".find("\x00")) // expect: null
show(@() "a\x0000bc".find("bc")) // expect: 2
show(@() "a\x0000b\x0000c".find("\x00")) // expect: 1
show(@() "a\x0000b\x0000c".find("\x00", 2)) // expect: 3
