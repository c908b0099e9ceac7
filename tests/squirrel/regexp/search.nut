// search and where it starts.
show(@() regexp("a*").search("bbb")) // expect: {"begin"=0, "end"=0}
show(@() regexp("a*").search("")) // expect: null
show(@() regexp("a").search("")) // expect: null
show(@() regexp("b").search("abc", 1)) // expect: {"begin"=1, "end"=2}
show(@() regexp("b").search("abc", 2)) // expect: null
show(@() regexp("b").search("abc", 3)) // expect: null
show(@() regexp("b").search("abc", 4)) // expect: null
show(@() regexp("^b").search("abc", 1)) // expect: {"begin"=1, "end"=2}
show(@() regexp("b").search("abc", 1.9)) // expect: {"begin"=1, "end"=2}
show(@() regexp("b").search("abc", "1")) // expect: ERR parameter 2 has an invalid type 'string' ; expected: 'integer|float'
show(@() regexp("b").search(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'string'
show(@() regexp("b").search()) // expect: ERR wrong number of parameters
show(@() regexp("abc").search("xxabcxx")) // expect: {"begin"=2, "end"=5}
show(@() regexp("c$").search("abc")) // expect: {"begin"=2, "end"=3}
show(@() regexp("a$").search("abc")) // expect: null
show(@() regexp("\\d\\d").search("a1b22")) // expect: {"begin"=3, "end"=5}
show(@() regexp("[^a-c]+").search("abcxyzabc")) // expect: {"begin"=3, "end"=6}
show(@() regexp("a{2}").search("aaaa")) // expect: {"begin"=0, "end"=2}
show(@() regexp("(ab)*").search("ababx")) // expect: {"begin"=0, "end"=4}
show(@() regexp("\\bfoo").search("a foo")) // expect: null
show(@() regexp("o\\b").search("foo bar")) // expect: {"begin"=1, "end"=2}
show(@() regexp("\\Boo").search("foo")) // expect: {"begin"=1, "end"=3}
show(@() "search" in regexp) // expect: true
