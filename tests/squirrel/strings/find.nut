// find is C's strstr: a NUL ends both strings.
show(@() "abc".find("c", 1.5)) // expect: 2
show(@() "abc".find("c", "1")) // expect: ERR parameter 2 has an invalid type 'string' ; expected: 'integer|float'
show(@() "abc".find("")) // expect: 0
show(@() "abc".find("", 3)) // expect: null
show(@() "abc".find("", 2)) // expect: 2
show(@() "".find("")) // expect: null
show(@() "".find("a")) // expect: null
show(@() "abcabc".find("a", -1)) // expect: null
show(@() "abcabc".find("a", 10)) // expect: null
show(@() "abcabc".find("a", 1)) // expect: 3
show(@() "abcabc".find("a", 1, 2)) // expect: 3
show(@() "a\x00bc".find("b")) // expect: null
show(@() "a\x00bc".find("\x00b")) // expect: null
show(@() "a\x00bc".find("\x00")) // expect: 0
show(@() "a\x00bc".find("c", 2)) // expect: null
show(@() "a\x0000bc".find("b")) // expect: null
show(@() "a\x0000bc".find("\x0000b")) // expect: 0
show(@() "a\x0000bc".find("\x0000")) // expect: 0
show(@() "a\x0000bc".find("bc", 2)) // expect: 2
show(@() "a\x0000bc".find("c", 1)) // expect: null
