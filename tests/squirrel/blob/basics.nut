// Constructor, len, tell, eos, flush, types.
show(function() { local b = blob(4.7); return b }) // expect: blob<00000000@0>
show(function() { local b = blob(-1); return b }) // expect: ERR cannot create blob with negative size
show(function() { local b = blob(2, 3); return b }) // expect: ERR _nexti returned an invalid idx
show(function() { local b = blob(2, "x"); return b }) // expect: ERR _nexti returned an invalid idx
show(function() { local b = blob(null); return b }) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'integer|float'
show(function() { local b = blob("x"); return b }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(true); return b }) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(function() { local b = blob(4); return b.flush() }) // expect: 1
show(@() typeof blob(1)) // expect: "blob"
show(@() type(blob(1))) // expect: "instance"
show(@() typeof blob) // expect: "class"
show(@() blob(1) instanceof blob) // expect: true
show(@() blob(1).getclass() == blob) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() blob(1).rawget("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() blob(1).rawin("len")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() "len" in blob(1)) // expect: true
show(@() 0 in blob(1)) // expect: false
show(@() 5 in blob(1)) // expect: false
show(@() "_get" in blob) // expect: false
show(@() "len" in blob) // expect: true
show(@() blob.len) // expect: <function>
show(@() blob(1).tostring().slice(0,12)) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() (blob(1)+"").slice(0,12)) // expect: "(instance : "
show(@() blob(1) == blob(1)) // expect: false
show(function() { local b = blob(1); return b == b }) // expect: true
show(function() { local b = blob(3); local f = b.len; return f() }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'instance'
show(@() blob(3).weakref().ref().len()) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() blob(3).len(1)) // expect: ERR wrong number of parameters
show(@() blob(3).eos(1)) // expect: ERR wrong number of parameters
