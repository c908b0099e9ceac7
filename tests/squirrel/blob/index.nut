// Indexing: bytes, range, and every other key is a type error of `_get`.
show(function() { local b = blob(4); return b[4] }) // expect: ERR index out of range
show(function() { local b = blob(4); return b[-1] }) // expect: ERR index out of range
show(function() { local b = blob(4); return b[1.9] }) // expect: 0
show(function() { local b = blob(4); return b["x"] }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b["1"] }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b[null] }) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'integer|float'
show(function() { local b = blob(4); return b[true] }) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(function() { local b = blob(4); return b.nope }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b.nope() }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); b[4] = 1; return b }) // expect: ERR index out of range
show(function() { local b = blob(4); b[-1] = 1; return b }) // expect: ERR index out of range
show(function() { local b = blob(4); b[0] = 256+5; return b }) // expect: blob<05000000@0>
show(function() { local b = blob(4); b[0] = -1; return b }) // expect: blob<ff000000@0>
show(function() { local b = blob(4); b[0] = 1.9; return b }) // expect: blob<01000000@0>
show(function() { local b = blob(4); b[0] = -1.9; return b }) // expect: blob<ff000000@0>
show(function() { local b = blob(4); b[0] = "x"; return b }) // expect: ERR parameter 2 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); b[0] = null; return b }) // expect: ERR parameter 2 has an invalid type 'null' ; expected: 'integer|float'
show(function() { local b = blob(4); b[0] = true; return b }) // expect: ERR parameter 2 has an invalid type 'bool' ; expected: 'integer|float'
show(function() { local b = blob(4); b["x"] = 1; return b }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); b.x = 1; return b }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b[0] = 300 }) // expect: 300
show(function() { local b = blob(4); b[0] += 5; return b }) // expect: blob<05000000@0>
show(function() { local b = blob(4); b[1.5] = 5; return b }) // expect: blob<00050000@0>
