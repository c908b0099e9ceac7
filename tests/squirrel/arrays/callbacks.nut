// map, apply, reduce, filter: `this`, wrong numbers of parameters, what a callback does to the array.
show(@() [1,2,3].map(@(x) x*2)) // expect: [2, 4, 6]
show(@() [1,2,3].map(@(x, y) x*2)) // expect: ERR wrong number of parameters
show(@() [1,2,3].map(@() 7)) // expect: ERR wrong number of parameters
show(@() [].map(@(x) x*2)) // expect: []
show(@() [1,2,3].map(function(x) { throw "boo" })) // expect: ERR boo
show(@() [1,2,3].map(function(x) { throw 5 })) // expect: ERR 5
show(function() { local a=[1,2,3]; return a.apply(@(x) x*2) }) // expect: null
show(function() { local a=[1,2,3]; a.apply(@(x) x*2); return a }) // expect: [2, 4, 6]
show(function() { local a=[1,2,3]; try { a.apply(function(x) { if (x==3) throw 1; return x*2 }) } catch(e) {} return a }) // expect: [2, 4, 3]
show(@() [1,2,3,4].reduce(@(a,b) a+b)) // expect: 10
show(@() [1].reduce(@(a,b) a+b)) // expect: 1
show(@() [].reduce(@(a,b) a+b)) // expect: null
show(@() [1,2].reduce(@(a) a)) // expect: ERR wrong number of parameters
show(@() [1,2].reduce(@(a,b) a+b, 5)) // expect: ERR wrong number of parameters
show(@() [1,2,3,4].filter(@(i,v) v%2==0)) // expect: [2, 4]
show(@() [1,2,3,4].filter(@(i,v) i)) // expect: [2, 3, 4]
show(@() [1,2,3,4].filter(@(v) v)) // expect: ERR wrong number of parameters
show(@() [0,"",null,1.5].filter(@(i,v) v)) // expect: ["", 1.5f]
show(@() [1,2].filter(function(i,v) { throw "x" })) // expect: ERR x
show(@() [1.5,2.5].map(abs)) // expect: [1, 2]
show(function() { local a=[1,2,3]; return a.map(function(x) { if (x==1) a.clear(); return x }) }) // expect: [1, 1, 1]
show(function() { local a=[1,2,3]; return a.filter(function(i,x) { if (i==0) a.clear(); return true }) }) // expect: [1, 1, 1]
show(function() { local a=[1,2,3]; return a.reduce(function(x,y) { a.clear(); return y }) }) // expect: 2
show(function() { local a=[1,2,3]; a.apply(function(x) { a.resize(1); return x*2 }); return a }) // expect: [2]
show(function() { local a=[1,2,3]; a.apply(function(x) { a.append(1); return x*2 }); return a }) // expect: [2, 4, 6, 1, 1, 1]
show(@() [1].map("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'function|function'
show(@() [1].map(class { constructor(x) {} })[0]) // expect: ERR parameter 1 has an invalid type 'class' ; expected: 'function|function'
show(@() [1].map({})) // expect: ERR parameter 1 has an invalid type 'table' ; expected: 'function|function'
show(@() [[1]].map([].len.bindenv({}))) // expect: ERR wrong number of parameters
show(function() { local a = [1,2]; return a.map.call(a, @(x) x) }) // expect: [1, 2]
