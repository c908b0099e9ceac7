// tofloat is strtod where the string holds ".", "e" or "E", else strtol.
show(@() "abc".tofloat()) // expect: ERR cannot convert the string
show(@() "1.5abc".tofloat()) // expect: 1.5f
show(@() " 1.5".tofloat()) // expect: 1.5f
show(@() "1e5".tofloat()) // expect: 100000f
show(@() "1e50".tofloat()) // expect: inff
show(@() "-1e50".tofloat()) // expect: -inff
show(@() "inf".tofloat()) // expect: ERR cannot convert the string
show(@() "nan".tofloat()) // expect: ERR cannot convert the string
show(@() "infe".tofloat()) // expect: inff
show(@() "0x10".tofloat()) // expect: 0f
show(@() "0x1.8p3".tofloat()) // expect: 12f
show(@() "0x1e".tofloat()) // expect: 30f
show(@() "1.5e".tofloat()) // expect: 1.5f
show(@() "1.5e+".tofloat()) // expect: 1.5f
show(@() ".5".tofloat()) // expect: 0.5f
show(@() "5.".tofloat()) // expect: 5f
show(@() ".".tofloat()) // expect: ERR cannot convert the string
show(@() "e5".tofloat()) // expect: ERR cannot convert the string
show(@() "2timesfour".tofloat()) // expect: 2f
show(@() "".tofloat()) // expect: ERR cannot convert the string
show(@() true.tofloat()) // expect: 1f
show(@() (5).tofloat()) // expect: 5f
show(@() (16777217).tofloat()) // expect: 16777216f
show(@() (2147483647).tofloat()) // expect: 2.14748365e+09f
show(@() (5).tofloat(1)) // expect: ERR wrong number of parameters
show(@() "1".tofloat.call(5)) // expect: ERR parameter 0 has an invalid type 'integer' ; expected: 'string'
show(@() "1\x0000.5".tofloat()) // expect: 1f
show(@() "12.".tofloat()) // expect: 12f
show(@() "1.2.3".tofloat()) // expect: 1.20000005f
show(@() "-1.5".tofloat()) // expect: -1.5f
show(@() "--1.5".tofloat()) // expect: ERR cannot convert the string
show(@() "1-5".tofloat()) // expect: 1f
show(@() "-.5".tofloat()) // expect: -0.5f
show(@() "1e5x".tofloat()) // expect: 100000f
