// insert and remove: indexes and errors.
show(function() { local a=[1,2,3]; return a.insert(1, 9) }) // expect: null
show(function() { local a=[1,2,3]; a.insert(3, 9); return a }) // expect: [1, 2, 3, 9]
show(function() { local a=[1,2,3]; a.insert(4, 9); return a }) // expect: ERR index out of range
show(function() { local a=[1,2,3]; a.insert(-1, 9); return a }) // expect: ERR index out of range
show(function() { local a=[1,2,3]; a.insert(1.9, 9); return a }) // expect: [1, 9, 2, 3]
show(function() { local a=[1,2,3]; a.insert("1", 9); return a }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local a=[1,2,3]; return [a.remove(1), a] }) // expect: [2, [1, 3]]
show(function() { local a=[1,2,3]; return a.remove(3) }) // expect: ERR idx out of range
show(function() { local a=[1,2,3]; return a.remove(-1) }) // expect: ERR idx out of range
show(function() { local a=[1,2,3]; return a.remove(1.9) }) // expect: 2
show(function() { local a=[1,2,3]; return a.remove("x") }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local a=[1,2,3]; return a.remove() }) // expect: ERR wrong number of parameters
show(@() [1].insert(0)) // expect: ERR wrong number of parameters
