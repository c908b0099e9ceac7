// match, anchors, alternatives, and patterns that are refused.
show(@() regexp("(a").match("a")) // expect: ERR expected paren
show(@() regexp("a)").match("a")) // expect: ERR unexpected character
show(@() regexp("()").match("")) // expect: ERR expected paren
show(@() regexp("(|a)").match("a")) // expect: false
show(@() regexp("(a|)").match("a")) // expect: ERR expected paren
show(@() regexp("a|").match("a")) // expect: ERR letter expected
show(@() regexp("|a").match("a")) // expect: false
show(@() regexp("a||b").match("a")) // expect: true
show(@() regexp("]").match("]")) // expect: true
show(@() regexp("}").match("}")) // expect: true
show(@() regexp("a^b").match("a^b")) // expect: true
show(@() regexp("^a").match("a")) // expect: true
show(@() regexp("^^a").match("^a")) // expect: true
show(@() regexp("(^a)b").match("ab")) // expect: true
show(@() regexp("b(^a)").match("ba")) // expect: false
show(@() regexp("a|^b").match("b")) // expect: true
show(@() regexp("$").match("")) // expect: true
show(@() regexp("a$b").match("a$b")) // expect: false
show(@() regexp("\t").match("\t")) // expect: ERR letter expected
show(@() regexp("\xe9").match("\xe9")) // expect: ERR letter expected
show(@() regexp("a\x0000b").match("a")) // expect: true
show(@() regexp("a.b").match("a\x0000b")) // expect: false
show(@() regexp("a").match("a\x0000b")) // expect: true
show(@() regexp(".").match("")) // expect: false
show(@() regexp("b").match("b", 1)) // expect: ERR wrong number of parameters
show(@() regexp(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'string'
show(@() regexp()) // expect: ERR wrong number of parameters
show(@() regexp("a", "b")) // expect: ERR wrong number of parameters
show(@() regexp("b", 1).match("b")) // expect: ERR wrong number of parameters
show(@() regexp("(a)(b)(c)").subexpcount()) // expect: 4
show(@() regexp("a").subexpcount()) // expect: 1
show(@() regexp("(foo|bar)baz").match("barbaz")) // expect: true
show(@() regexp("foo|bar|baz").match("baz")) // expect: true
show(@() regexp("(a|ab)(c|bcd)").match("abcd")) // expect: true
show(@() regexp("(a|ab)(bcd|c)").match("abcd")) // expect: true
show(@() regexp("-").match("-")) // expect: true
show(@() regexp("a-b").match("a-b")) // expect: true
show(@() regexp("/").match("/")) // expect: true
show(@() regexp(" ").match(" ")) // expect: true
show(@() "zz" in regexp) // expect: false
show(@() regexp("a").zz) // expect: ERR the index 'zz' does not exist
show(@() typeof regexp) // expect: "class"
show(@() regexp.match) // expect: <function>
