// append, push, extend, pop, top, reverse, clear: what they give, and their errors.
show(function() { local a=[1]; return a.append(2) }) // expect: null
show(function() { local a=[1]; return a.push(2) }) // expect: null
show(function() { local a=[1]; return a.extend([2]) }) // expect: null
show(function() { local a=[1]; a.extend(a); return a }) // expect: [1, 1]
show(@() [].pop()) // expect: ERR empty array
show(@() [].top()) // expect: ERR top() on a empty array
show(@() [1,2].pop()) // expect: 2
show(@() [1,2].top()) // expect: 2
show(function() { local a=[1,2,3]; return a.reverse() }) // expect: null
show(function() { local a=[1,2,3]; a.reverse(); return a }) // expect: [3, 2, 1]
show(function() { local a=[1,2,3,4]; a.reverse(); return a }) // expect: [4, 3, 2, 1]
show(function() { local a=[]; a.reverse(); return a }) // expect: []
show(function() { local a=[1]; return a.clear() }) // expect: null
show(@() [1].len(1)) // expect: ERR wrong number of parameters
show(@() [1,2,3].append.call([5], 6)) // expect: null
show(@() [1].append.call({}, 6)) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'array'
show(function() { local a=[1]; return a.push.call(a, 7) }) // expect: null
show(@() [1,2,3].extend("abc")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'array'
show(@() [1].tointeger()) // expect: ERR the index 'tointeger' does not exist
show(@() [1].append()) // expect: ERR wrong number of parameters
show(@() [1].top(1)) // expect: ERR wrong number of parameters
show(@() [1].pop(1)) // expect: ERR wrong number of parameters
show(function() { local a=[1]; a.clear(1); return 0 }) // expect: ERR wrong number of parameters
