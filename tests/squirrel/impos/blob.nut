// What impOS's blob has beyond the stock one.
// vm: impos
show(@() [typeof blob(1), type(blob(1)), type(regexp("a")), type({}), type(5)]) // expect: ["blob", "meta", "meta", "table", "integer"]
show(function() { local b = blob(); b.writestring("h\xe9llo"); return b }) // expect: blob<68e96c6c6f@5>
show(function() { local b = blob(2); b.seek(1); b.writestring("ABC"); return [b.tostring(), b.tell()] }) // expect: ["\x00ABC", 4]
show(function() { local b = blob(); b.writestring("hello"); b.seek(1); return [b.readstring(3), b.tell(), b.readstring(99), b.tell()] }) // expect: ["ell", 4, "o", 5]
show(function() { local b = blob(2); b.seek(2); b.readstring(1) }) // expect: ERR no data left to read
show(function() { local b = blob(); b.writestring(5) }) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'string'
show(function() { local b = blob(); b.writen("x", 'i'); b.writen(null, 'w'); b.writen(true, 'b'); b.writen([], 'f'); return b }) // expect: blob<0000000000000000000000@11>
show(function() { local b = blob(); b.writen(1, "i") }) // expect: ERR parameter 2 has an invalid type 'string' ; expected: 'integer|float'
show(@() blob(3).tostring()) // expect: "\x00\x00\x00"
show(@() [blob(1) instanceof blob, "tostring" in blob(1), blob.getbase()]) // expect: [true, true, null]
// Blobs become strings by themselves.
show(function() { local b = blob(); b.writestring("a\xe9"); return ["<" + b, b + ">", format("%s", b.tostring())] }) // expect: ["<a\xe9", "a\xe9>", "a\xe9"]
show(function() { local b = blob(); b.writestring("ab"); return b == "ab" }) // expect: false
// swap2() leaves the upper bytes zero (developer.electricimp.com/node/2354)
show(@() [swap2(0x1A2B), swap2(0x1A2B3C4D), swap2(0xff00), swap2(-2), swap2(0x300), swap2(1.9)]) // expect: [11034, 19772, 255, 65279, 3, 256]
