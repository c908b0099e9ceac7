// The math library, with C's answers outside of a function's domain.
show(@() abs(-5)) // expect: 5
show(@() abs(-5.7)) // expect: 5
show(@() abs(5)) // expect: 5
show(@() abs(-2147483648)) // expect: -2147483648
show(@() abs("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() abs(true)) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(@() fabs(-5)) // expect: 5f
show(@() fabs(-5.5)) // expect: 5.5f
show(@() sqrt(16)) // expect: 4f
show(@() sqrt(2)) // expect: 1.41421354f
show(@() sqrt(-1)) // expect: -nanf
show(@() sqrt("4")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() sqrt()) // expect: ERR wrong number of parameters
show(@() sqrt(1,2)) // expect: ERR wrong number of parameters
show(@() sin(1)) // expect: 0.841470957f
show(@() cos(1)) // expect: 0.540302277f
show(@() tan(1)) // expect: 1.55740774f
show(@() asin(1)) // expect: 1.57079637f
show(@() asin(2)) // expect: nanf
show(@() acos(2)) // expect: nanf
show(@() acos(0.5)) // expect: 1.04719758f
show(@() atan(1)) // expect: 0.785398185f
show(@() atan2(1,2)) // expect: 0.463647604f
show(@() atan2(0,-1)) // expect: 3.14159274f
show(@() atan2(-0.0,-1)) // expect: -3.14159274f
show(@() log(0)) // expect: -inff
show(@() log(-1)) // expect: -nanf
show(@() log(10)) // expect: 2.30258512f
show(@() log10(1000)) // expect: 3f
show(@() log10(2)) // expect: 0.30103001f
show(@() log10(0)) // expect: -inff
show(@() pow(2,10)) // expect: 1024f
show(@() pow(2,0.5)) // expect: 1.41421354f
show(@() pow(-8, 1.0/3)) // expect: -nanf
show(@() pow(0,-1)) // expect: inff
show(@() pow(10, 50)) // expect: inff
show(@() pow(-1, 0.5)) // expect: -nanf
show(@() pow(0,0)) // expect: 1f
show(@() pow(2)) // expect: ERR wrong number of parameters
show(@() exp(1)) // expect: 2.71828175f
show(@() exp(100)) // expect: inff
show(@() exp(-200)) // expect: 0f
show(@() floor(1.7)) // expect: 1f
show(@() floor(-1.7)) // expect: -2f
show(@() floor(5)) // expect: 5f
show(@() ceil(1.2)) // expect: 2f
show(@() ceil(-1.2)) // expect: -1f
show(@() ceil(-0.5)) // expect: -0f
show(@() floor(1e20)) // expect: 1.00000002e+20f
show(@() floor(1.0/0)) // expect: inff
show(@() sqrt(1.0/0)) // expect: inff
show(@() sin(1.0/0)) // expect: -nanf
show(@() typeof floor(1.5)) // expect: "float"
show(@() typeof abs(1.5)) // expect: "integer"
show(@() fabs(-2147483648)) // expect: 2.14748365e+09f
show(@() pow("x",1)) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() pow(1.1, 1000)) // expect: inff
show(@() exp("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() atan2(1)) // expect: ERR wrong number of parameters
show(@() log(2.718281828)) // expect: 0.99999994f
show(@() exp(88.7)) // expect: 3.32597686e+38f
show(@() exp(88.8)) // expect: inff
show(@() sin(100000)) // expect: 0.0357487984f
show(@() cos(1e10)) // expect: 0.873119652f
show(@() pow(1.0000001, 1e7)) // expect: 3.29396772f
