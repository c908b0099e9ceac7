// What would eat the host's memory or time throws instead.
// oracle: it crashes, or goes on
show(@() array(-1)) // expect: ERR array size out of range (0 to 16777216)
show(@() array(2000000000)) // expect: ERR array size out of range (0 to 16777216)
show(@() [1].resize(-1)) // expect: ERR array size out of range (0 to 16777216)
show(@() [1].resize(2000000000)) // expect: ERR array size out of range (0 to 16777216)
show(@() [1].slice(-2000000000)) // expect: ERR array size out of range (0 to 16777216)
show(function() { local a = array(9000000); a.extend(a) }) // expect: ERR array size out of range (0 to 16777216)
show(@() blob(2000000000)) // expect: ERR blob too large (over 16777216 bytes)
show(@() blob(4).resize(2000000000)) // expect: ERR blob too large (over 16777216 bytes)
show(@() blob(4).resize(-1)) // expect: ERR resize failed
show(function() { local b = blob(16000000); b.seek(0, 'e'); b.writeblob(b) }) // expect: ERR blob too large (over 16777216 bytes)
show(function() { local s = "x"; for (local i = 0; i < 24; i++) s += s; return format("%s%s", s, s).len() }) // expect: ERR string too long (over 16777216 characters)
show(function() { local s = ""; for (local i = 0; i < 300; i++) s += "a"; return regexp("(a+)+(a+)+(a+)+(a+)+b").search(s) }) // expect: ERR regular expression takes too long
show(function() { local s = ""; for (local i = 0; i < 200; i++) s += "("; return regexp(s) }) // expect: ERR regular expression too deeply nested
show(function() { local a = [3, 2, 1]; a.sort(function(x, y) { a.clear(); return x <=> y }) }) // expect: ERR array changed while it was sorted
