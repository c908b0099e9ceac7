// rand and srand.
show(@() srand("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() srand(1.5)) // expect: null
show(@() srand(true)) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(@() rand(1)) // expect: ERR wrong number of parameters
