// Weak references to tables and instances.
show(@() typeof ({a=1}).weakref()) // expect: "weakref"
show(function() { class C { x=1 } return typeof C.weakref() }) // expect: "weakref"
show(function() { class C { x=1 } return typeof C().weakref() }) // expect: "weakref"
show(function() { class C { x=1 } local c = C(); local w = c.weakref(); return w.x }) // expect: ERR the index 'x' does not exist
show(function() { class C { x=1 } local c = C(); local w = c.weakref(); return w.ref() == c }) // expect: true
show(function() { local w = "abc".weakref(); return w.ref() }) // expect: "abc"
show(function() { local w = "abc".weakref(); return w.weakref() == w }) // expect: false
show(function() { local w = {}.weakref(); return w.ref(1) }) // expect: ERR wrong number of parameters
show(function() { local w = {}.weakref(); return w.xyz }) // expect: ERR the index 'xyz' does not exist
show(function() { local w = {}.weakref(); return w.tostring().slice(0,11) }) // expect: "(weakref : "
show(function() { local w = {}.weakref(); return "" + (w+"").slice(0,11) }) // expect: "(weakref : "
show(function() { local t = {a={}.weakref()}; return t.a }) // expect: {}
show(function() { local t = {}; local w = t.weakref(); return [w == t, w.ref() == t, w == t.weakref()] }) // expect: [false, true, true]
show(function() { local t = {}; local w = t.weakref(); t = null; return w.ref() }) // expect: null
show(function() { local t = {}; local w = t.weakref(); t = null; return w.tostring().slice(0,11) }) // expect: "(weakref : "
show(function() { local t = {a=5}; local w = t.weakref(); return ({x=w}).x.a }) // expect: 5
show(function() { local t = {a=5}; local w = t.weakref(); local c = w; return typeof c }) // expect: "weakref"
show(function() { local t = {a=5}; local w = t.weakref(); local f = @(x) typeof x; return f(w) }) // expect: "weakref"
show(function() { local t = {a=5}; class C { v=null }; local c = C(); c.v = t.weakref(); return typeof c.v }) // expect: "table"
show(@() true.weakref()) // expect: true
show(@() (1).weakref()) // expect: 1
show(@() null.weakref()) // expect: ERR the index 'weakref' does not exist
