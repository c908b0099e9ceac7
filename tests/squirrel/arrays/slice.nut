// slice: negative bounds, and nulls where it starts in front of the array.
show(@() [1,2,3,4].slice()) // expect: [1, 2, 3, 4]
show(@() [1,2,3,4].slice(1)) // expect: [2, 3, 4]
show(@() [1,2,3,4].slice(1,3)) // expect: [2, 3]
show(@() [1,2,3,4].slice(-2)) // expect: [3, 4]
show(@() [1,2,3,4].slice(1,-1)) // expect: [2, 3]
show(@() [1,2,3,4].slice(-5)) // expect: [null, 1, 2, 3, 4]
show(@() [1,2,3,4].slice(-6, 2)) // expect: [null, null, 1, 2]
show(@() [1,2,3,4].slice(5)) // expect: ERR wrong indexes
show(@() [1,2,3,4].slice(4)) // expect: []
show(@() [1,2,3,4].slice(0,5)) // expect: ERR slice out of range
show(@() [1,2,3,4].slice(3,1)) // expect: ERR wrong indexes
show(@() [1,2,3,4].slice(null)) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'integer|float'
show(@() [1,2,3,4].slice("1")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() [1,2,3,4].slice(1.9,3.9)) // expect: [2, 3]
show(@() [1,2,3,4].slice(1,2,3)) // expect: [2]
show(@() [1].tostring().slice(0, 10)) // expect: "(array : 0"
show(@() [1].slice.call("x")) // expect: ERR parameter 0 has an invalid type 'string' ; expected: 'array'
show(@() [1,2,3].slice(-4, -4)) // expect: []
show(@() [1,2,3].slice(-5, -4)) // expect: [null]
show(@() [1,2,3].slice(-5, 3)) // expect: [null, null, 1, 2, 3]
show(@() [1,2,3].slice(-9)) // expect: [null, null, null, null, null, null, 1, 2, 3]
show(@() [1,2,3,4,5,6,7,8,9].slice(2,-2)) // expect: [3, 4, 5, 6, 7]
