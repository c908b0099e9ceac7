// seek and tell.
show(function() { local b = blob(); return [b.len(), b.tell(), b.eos()] }) // expect: [0, 0, 1]
show(function() { local b = blob(4); return [b.len(), b.tell(), b.eos(), b] }) // expect: [4, 0, null, blob<00000000@0>]
show(function() { local b = blob(4); b.seek(4); b.resize(2); return [b.len(), b.tell(), b] }) // expect: [2, 2, blob<0000@2>]
show(function() { local b = blob(4); b.resize(8); b.seek(8); return b.tell() }) // expect: 0
show(function() { local b = blob(4); b.resize(8); b.seek(0,'e'); b.writen(1,'i'); return [b.len(), b.tell(), b] }) // expect: [8, 8, blob<0000000001000000@8>]
show(function() { local b = blob(2); b.seek(1); b.writen(0x11223344, 'i'); return b }) // expect: blob<0044332211@5>
show(function() { local b = blob(8); b.seek(1); b.writen(0x11223344, 'i'); return b }) // expect: blob<0044332211000000@5>
show(function() { local b = blob(3); try { b.readn('i') } catch (e) {} return b.tell() }) // expect: 3
show(function() { local b = blob(3); b.seek(3); return b.readn('b') }) // expect: ERR io error
show(function() { local b = blob(3); b.seek(2); try { b.readn('w') } catch (e) {} return b.tell() }) // expect: 3
show(function() { local b = blob(4); return b.seek(2) }) // expect: 0
show(function() { local b = blob(4); return b.seek(4) }) // expect: 0
show(function() { local b = blob(4); return b.seek(5) }) // expect: -1
show(function() { local b = blob(4); b.seek(2); b.seek(5); return b.tell() }) // expect: 2
show(function() { local b = blob(4); return b.seek(-1) }) // expect: -1
show(function() { local b = blob(4); return b.seek(0, 'e') }) // expect: 0
show(function() { local b = blob(4); b.seek(0, 'e'); return b.tell() }) // expect: 4
show(function() { local b = blob(4); b.seek(-1, 'e'); return b.tell() }) // expect: 3
show(function() { local b = blob(4); return b.seek(1, 'e') }) // expect: -1
show(function() { local b = blob(4); b.seek(-4, 'e'); return b.tell() }) // expect: 0
show(function() { local b = blob(4); return b.seek(-5, 'e') }) // expect: -1
show(function() { local b = blob(4); b.seek(2); b.seek(1, 'c'); return b.tell() }) // expect: 3
show(function() { local b = blob(4); b.seek(2); b.seek(-2, 'c'); return b.tell() }) // expect: 0
show(function() { local b = blob(4); b.seek(2); return b.seek(-3, 'c') }) // expect: -1
show(function() { local b = blob(4); b.seek(2); return b.seek(3, 'c') }) // expect: -1
show(function() { local b = blob(4); b.seek(1, 'b'); return b.tell() }) // expect: 1
show(function() { local b = blob(4); return b.seek(1, 'x') }) // expect: ERR invalid origin
show(function() { local b = blob(4); return b.seek("1") }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b.seek(1.9) }) // expect: 0
show(function() { local b = blob(4); return b.seek(1, "b") }) // expect: ERR parameter 2 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local b = blob(4); return b.seek() }) // expect: ERR wrong number of parameters
show(function() { local b = blob(4); b.seek(4); return b.eos() }) // expect: 1
show(function() { local b = blob(1), r = []; foreach (i, v in b) { r.append(i); if (i < 3) { b.seek(0,'e'); b.writen(1,'b') } } return r }) // expect: [0, 1, 2, 3]
show(@() blob(3).tell(1)) // expect: ERR wrong number of parameters
show(function() { local b = blob(4); b.writen(-1, 'i'); b.seek(0); return [b.readn('w'), b.readn('s'), b.eos()] }) // expect: [65535, -1, 1]
show(function() { local b = blob(); foreach (i, f in ['l','i','s','w','c','b','f','d']) b.writen(-i, f); b.seek(0); local r = []; foreach (f in ['l','i','s','w','c','b','f','d']) r.append(b.readn(f)); return r }) // expect: [0, -1, -2, 65533, -4, 251, -6f, -7f]
show(function() { local b = blob(6); b.seek(4); b.writen(0x01020304, 'i'); return b }) // expect: blob<0000000004030201@8>
