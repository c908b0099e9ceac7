// resize cuts; growing only reserves.
show(function() { local b = blob(4); return b.resize(8) }) // expect: null
show(function() { local b = blob(4); b.resize(8); return [b.len(), b] }) // expect: [4, blob<00000000@0>]
show(function() { local b = blob(4); b.resize(2); return [b.len(), b] }) // expect: [2, blob<0000@0>]
show(function() { local b = blob(4); b.resize(0); return [b.len(), b] }) // expect: ERR _nexti returned an invalid idx
show(function() { local b = blob(4); return b.resize("x") }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(3), r = []; foreach (i, v in b) { r.append(i); if (i==0) b.resize(1) } return r }) // expect: [0]
show(function() { local b = blob(3); return b.resize.call(regexp("x"), 1) }) // expect: ERR invalid type tag
