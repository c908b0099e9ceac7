// array() and resize.
show(function() { local a=[1,2,3]; return a.resize(5) }) // expect: null
show(function() { local a=[1,2,3]; a.resize(5); return a }) // expect: [1, 2, 3, null, null]
show(function() { local a=[1,2,3]; a.resize(5, "x"); return a }) // expect: [1, 2, 3, "x", "x"]
show(function() { local a=[1,2,3]; a.resize(1); return a }) // expect: [1]
show(function() { local a=[1,2,3]; a.resize(4.9); return a }) // expect: [1, 2, 3, null]
show(function() { local a=[1,2,3]; a.resize("1"); return a }) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(function() { local a=[1,2,3]; a.resize(4, 1, 2); return a }) // expect: [1, 2, 3, 1]
show(function() { local a=[1,2,3]; a.resize(true); return a }) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(@() array(3)) // expect: [null, null, null]
show(@() array(3, 7)) // expect: [7, 7, 7]
show(@() array(0)) // expect: []
show(@() array(2.9)) // expect: [null, null]
show(@() array("3")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() array(2, 1, 5)) // expect: [1, 1]
show(@() array(true)) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(@() array()) // expect: ERR wrong number of parameters
show(@() typeof array(2, [])) // expect: "array"
show(function() { local a = array(2, []); a[0].append(1); return a }) // expect: [[1], [1]]
