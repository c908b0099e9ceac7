// Agents have regexp2, which backtracks where regexp does not (developer.electricimp.com/squirrel/regexp).
// vm: agent
local spans = @(matches) matches == null ? null : matches.map(@(m) [m.begin, m.end])
show(@() spans(regexp("(b+)(bbb)").capture("bbbbbbb"))) // expect: [[0, 4], [0, 1], [1, 4]]
show(@() spans(regexp2("(b+)(bbb)").capture("bbbbbbb"))) // expect: [[0, 7], [0, 4], [4, 7]]
show(@() typeof regexp2("a")) // expect: "regexp2"
show(@() regexp2("a*?b").search("xaab")) // expect: {"begin"=1, "end"=4}
show(@() [regexp2("a|ab").match("ab"), regexp2("a").match("ab"), regexp2("^$").match("")]) // expect: [true, false, true]
show(@() regexp2("b").search("abcb", 2)) // expect: {"begin"=3, "end"=4}
show(@() regexp2("b").search("abc", 9)) // expect: null
show(@() spans(regexp2("(x)?(y)").capture("y"))) // expect: [[0, 1], [0, 0], [0, 1]]
show(@() regexp2(@"\bfoo\b").search("a foo b")) // expect: {"begin"=2, "end"=5}
show(@() regexp2(@"[[:digit:]]{2,3}\.\x41\101").match("12.AA")) // expect: true
show(@() regexp2("(?i)Hello").match("hELLO")) // expect: true
show(@() regexp2(@"\Aab\z").match("ab")) // expect: true
show(@() regexp2("(a+)+$").match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")) // expect: false
show(@() regexp2("(")) // expect: ERR regexp2: missing ): `(`
show(@() regexp2("a)")) // expect: ERR regexp2: unexpected ): `a)`
show(@() regexp2("*a")) // expect: ERR regexp2: no argument for repetition operator: `*a`
show(@() regexp2("a{1001}")) // expect: ERR regexp2: bad repetition: `a{1001}`
show(@() regexp2("((a{100}){100}){100}")) // expect: ERR regexp2: too large: `((a{100}){100}){100}`
show(@() regexp2("[z-a]")) // expect: ERR regexp2: invalid character class range: `[z-a]`
show(@() date().usec) // expect: 345678
