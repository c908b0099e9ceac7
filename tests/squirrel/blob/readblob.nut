// readblob.
show(function() { local b = blob(4); return b.readblob(2) }) // expect: blob<0000@0>
show(function() { local b = blob(4); return b.readblob(10) }) // expect: blob<00000000@0>
show(function() { local b = blob(4); return b.readblob(0) }) // expect: ERR no data left to read
show(function() { local b = blob(4); b.seek(4); return b.readblob(1) }) // expect: ERR no data left to read
show(function() { local b = blob(4); b.seek(2); return [b.readblob(10), b.tell()] }) // expect: [blob<0000@0>, 4]
show(function() { local b = blob(4); b.seek(2); return [b.readblob(1.9), b.tell()] }) // expect: [blob<00@0>, 3]
show(function() { local b = blob(4); return b.readblob("x") }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b.readblob() }) // expect: ERR wrong number of parameters
