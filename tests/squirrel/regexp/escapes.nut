// Escapes, and what a pattern may hold.
show(@() regexp("\\n").match("\n")) // expect: true
show(@() regexp("\\q").match("q")) // expect: true
show(@() regexp("\\.").match(".")) // expect: true
show(@() regexp("\\a").match("x")) // expect: true
show(@() regexp("\\A").match("1")) // expect: true
show(@() regexp("\\l").match("x")) // expect: true
show(@() regexp("\\u").match("X")) // expect: true
show(@() regexp("\\L").match("L")) // expect: true
show(@() regexp("\\U").match("U")) // expect: true
show(@() regexp("\\x").match("f")) // expect: true
show(@() regexp("\\c").match("\n")) // expect: true
show(@() regexp("\\p").match("!")) // expect: true
show(@() regexp("\\bab\\b").match("ab")) // expect: true
show(@() regexp("\\\xe9").match("\xe9")) // expect: true
show(@() regexp("\\W").match("_")) // expect: false
show(@() regexp("\\w").match("_")) // expect: true
