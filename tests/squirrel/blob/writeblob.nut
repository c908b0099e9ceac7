// writeblob.
show(function() { local b = blob(4), c = blob(2); c[0]=7; return [b.writeblob(c), b, c] }) // expect: [2, blob<07000000@2>, blob<0700@0>]
show(function() { local b = blob(4), c = blob(2); c[0]=7; b.seek(3); return [b.writeblob(c), b, c.tell()] }) // expect: [2, blob<0000000700@5>, 0]
show(function() { local b = blob(4); return b.writeblob("x") }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'instance'
show(function() { local b = blob(4); return b.writeblob([]) }) // expect: ERR parameter 1 has an invalid type 'array' ; expected: 'instance'
show(function() { local b = blob(4); return b.writeblob(regexp("x")) }) // expect: ERR invalid parameter
show(function() { local b = blob(4); return b.writeblob(blob(2), 1, 2) }) // expect: 2
show(function() { local b = blob(4); b[1]=5; b.seek(0); return [b.writeblob(b), b] }) // expect: [4, blob<00050000@4>]
show(function() { local b = blob(4); return b.writeblob(blob(0)) }) // expect: 0
show(function() { local b = blob(); return b.writeblob(blob(0)) }) // expect: 0
