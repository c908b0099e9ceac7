// getattributes and setattributes.
show(function() { class C { x=1; } C.newmember("_add", @(o) 5, {a=1}); return C.getattributes("_add") }) // expect: ERR wrong index
show(function() { class C { x=1 } C.newmember("y", 2, {k=1}); return C.getattributes("y") }) // expect: {"k"=1}
show(function() { class C { x=1 } C.rawnewmember("y", 2, {q=1}, true); return [C.y, C.getattributes("y")] }) // expect: [2, {"q"=1}]
show(function() { class C { x=1 } return C.getattributes("x") }) // expect: null
show(function() { class C { x=1 } return C.getattributes(null) }) // expect: null
show(function() { class C { x=1 } return C.getattributes("zz") }) // expect: ERR wrong index
show(function() { class C { x=1 } return C.getattributes() }) // expect: ERR wrong number of parameters
show(function() { class C { x=1 } return C.setattributes("x", 5) }) // expect: null
show(function() { class C { x=1 } C.setattributes("x", 5); return C.getattributes("x") }) // expect: 5
show(function() { class C { x=1 } C.setattributes("x", 5); return C.setattributes("x", 6) }) // expect: 5
show(function() { class C { x=1 } C.setattributes(null, 5); return C.getattributes(null) }) // expect: 5
show(function() { class C { x=1 } C.setattributes(null, 5); return C.setattributes(null, 6) }) // expect: 5
show(function() { class C { x=1 } return C.setattributes("zz", 5) }) // expect: ERR wrong index
show(function() { class C { x=1 } C.setattributes(null, null); return C.getattributes(null) }) // expect: null
show(function() { class C </ a=1 /> { </ b=2 /> x=1 } class D extends C {} return [D.getattributes(null), D.getattributes("x")] }) // expect: [null, {"b"=2}]
show(function() { class C </ a=1 /> { </ b=2 /> x=1 } class D extends C { x=2 } return [D.getattributes("x"), C.getattributes("x")] }) // expect: [{"b"=2}, {"b"=2}]
show(function() { class C { x=1 } return C().getattributes("x") }) // expect: ERR the index 'getattributes' does not exist
