// Weak references in arrays are looked through, but for pop and top.
show(@() typeof [1].weakref()) // expect: "weakref"
show(function() { local a=[1]; return a.weakref().ref()==a }) // expect: true
show(function() { local a=[1]; return a.weakref() == a.weakref() }) // expect: true
show(function() { local a=[1]; return a.weakref() == a }) // expect: false
show(function() { local a=[1]; local w=a.weakref(); return w.weakref() }) // expect: <weakref>
show(function() { local a=[1]; local w=a.weakref(); return w.tostring().slice(0,10) }) // expect: "(weakref :"
show(function() { local a=[1]; local w=a.weakref(); return w.len() }) // expect: ERR the index 'len' does not exist
show(function() { local w=[1].weakref(); return w.ref() }) // expect: [1]
show(function() { local t={a=[1].weakref()}; return t.a }) // expect: [1]
show(function() { local x=[1]; local t={a=x.weakref()}; return t.a }) // expect: [1]
show(function() { local x=[1]; local t={a=x.weakref()}; return typeof t.a }) // expect: "array"
show(function() { local x=[1]; local t=[x.weakref()]; return typeof t[0] }) // expect: "array"
show(function() { local x=[1]; return typeof [x.weakref()].pop() }) // expect: "weakref"
show(function() { local x=[1]; return typeof [x.weakref()].top() }) // expect: "weakref"
show(function() { local x=[1]; local r; foreach (v in [x.weakref()]) r = typeof v; return r }) // expect: "array"
show(function() { local x=[1]; local r; foreach (v in [x.weakref()]) r = v; return r }) // expect: [1]
show(function() { local x=[1]; return typeof [x.weakref()].remove(0) }) // expect: "array"
show(function() { local x=[1]; return typeof [x.weakref()].slice(0)[0] }) // expect: "array"
show(function() { local x=[1]; return [x.weakref()].map(@(v) typeof v) }) // expect: ["array"]
show(function() { local x=[1]; return typeof ({a=x.weakref()}).rawget("a") }) // expect: "array"
show(function() { local x=[1]; return [x.weakref()].find(x) }) // expect: 0
show(function() { local x=[1]; return [x.weakref()].reduce(@(a,b) 1) }) // expect: [1]
show(function() { local x=[1]; return [x.weakref(), 1].reduce(@(a,b) typeof a + typeof b) }) // expect: "arrayinteger"
show(function() { local x=[1]; local w = x.weakref(); x = null; return w.ref() }) // expect: null
show(function() { local x=[1]; local w = x.weakref(); x = null; return typeof w }) // expect: "weakref"
show(function() { local x=[1]; local w = x.weakref(); local t = {a=w}; x = null; return t.a }) // expect: null
