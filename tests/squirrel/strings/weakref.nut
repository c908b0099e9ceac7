// Weak references to strings; numbers and bools are their own.
show(@() (5).weakref()) // expect: 5
show(@() typeof (5).weakref()) // expect: "integer"
show(@() typeof "a".weakref()) // expect: "weakref"
show(@() typeof true.weakref()) // expect: "bool"
show(@() typeof (1.5).weakref()) // expect: "float"
show(@() "abc".weakref()) // expect: <weakref>
show(@() "abc".weakref(1)) // expect: ERR wrong number of parameters
