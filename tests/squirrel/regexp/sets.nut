// [...] and its ranges.
show(@() regexp("[a-").match("a")) // expect: ERR invalid range
show(@() regexp("[a").match("a")) // expect: ERR letter expected
show(@() regexp("[]").match("a")) // expect: ERR empty class
show(@() regexp("[]a]").match("a")) // expect: ERR empty class
show(@() regexp("[^]").match("a")) // expect: ERR empty class
show(@() regexp("[a-]").match("-")) // expect: ERR invalid range
show(@() regexp("[-a]").match("-")) // expect: true
show(@() regexp("[a--]").match("-")) // expect: ERR invalid range
show(@() regexp("[z-a]").match("a")) // expect: ERR invalid range
show(@() regexp("[\\d-z]").match("a")) // expect: ERR invalid range
show(@() regexp("[a-\\d]").match("b")) // expect: ERR invalid range
show(@() regexp("[a-\\z]").match("b")) // expect: ERR invalid range
show(@() regexp("[\\b]").match("b")) // expect: true
show(@() regexp("[\xe9]").match("\xe9")) // expect: ERR letter expected
show(@() regexp("[a\t]").match("\t")) // expect: ERR letter expected
