// What lies in front of a string is NULs here.
// oracle: it reads whatever lies there
show(@() "abc".slice(-5)) // expect: "\x00\x00abc"
show(@() "abc".slice(-5, -4)) // expect: "\x00"
show(@() "abc".slice(-2000000000)) // expect: ERR string too long (over 16777216 characters)
