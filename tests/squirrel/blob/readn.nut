// readn: every format, signs, the end of the data.
show(function() { local b = blob(4); return b.readn('i') }) // expect: 0
show(function() { local b = blob(3); return b.readn('i') }) // expect: ERR io error
show(function() { local b = blob(0); return b.readn('b') }) // expect: ERR io error
show(function() { local b = blob(8); return b.readn('q') }) // expect: ERR invalid format
show(function() { local b = blob(8); return b.readn("i") }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(8); return b.readn() }) // expect: ERR wrong number of parameters
show(function() { local b = blob(1); b[0]=255; return [b.readn('b')] }) // expect: [255]
show(function() { local b = blob(1); b[0]=255; return [b.readn('c')] }) // expect: [-1]
show(function() { local b = blob(2); b[0]=255;b[1]=255; return [b.readn('s')] }) // expect: [-1]
show(function() { local b = blob(2); b[0]=255;b[1]=255; return [b.readn('w')] }) // expect: [65535]
show(function() { local b = blob(4); b[3]=255; return [b.readn('i')] }) // expect: [-16777216]
show(function() { local b = blob(4); b[3]=255; return [b.readn('l')] }) // expect: [-16777216]
show(function() { local b = blob(4); b[3]=255; return [b.readn('f')] }) // expect: [-1.70141183e+38f]
show(function() { local b = blob(8); b[7]=63; b[6]=240; return [b.readn('d')] }) // expect: [1f]
show(function() { local b = blob(8); b[7]=127; b[6]=239; return [b.readn('d')] }) // expect: [inff]
show(function() { local b = blob(4); b[3]=127; b[2]=192; return b.readn('f') }) // expect: nanf
show(function() { local b = blob(4); b[3]=255; b[2]=192; return b.readn('f') }) // expect: -nanf
show(function() { local b = blob(3); return b.readn.call(regexp("x"), 'i') }) // expect: ERR invalid type tag
