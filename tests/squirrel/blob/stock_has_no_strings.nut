// The methods that impOS adds are names like any other here.
show(@() blob(1).tostring()) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() blob(1).readstring(1)) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() blob(1).writestring("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() "readstring" in blob) // expect: false
