// Patterns that end too early.
// oracle: it reads what lies behind the pattern, or crashes
show(@() regexp("\\")) // expect: ERR letter expected
show(@() regexp("a\\")) // expect: ERR letter expected
show(@() regexp("[\\")) // expect: ERR letter expected
show(@() regexp("")) // expect: ERR letter expected
show(@() regexp("(")) // expect: ERR letter expected
