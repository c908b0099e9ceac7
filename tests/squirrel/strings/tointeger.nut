// tointeger, of strings and numbers.
show(@() "0x1e".tointeger()) // expect: 30
show(@() "2147483647".tointeger()) // expect: 2147483647
show(@() "-2147483648".tointeger()) // expect: -2147483648
show(@() "3.99e9".tointeger()) // expect: -2147483648
show(@() "1e10".tointeger()) // expect: -2147483648
show(@() "-1e10".tointeger()) // expect: -2147483648
show(@() "2147483648.0".tointeger()) // expect: -2147483648
show(@() "-2147483648.0".tointeger()) // expect: -2147483648
show(@() "-2147483649.0".tointeger()) // expect: -2147483648
show(@() "2147483647.0".tointeger()) // expect: -2147483648
show(@() "1e400".tointeger()) // expect: -2147483648
show(@() "nane".tointeger()) // expect: -2147483648
show(@() "12".tointeger(16)) // expect: ERR wrong number of parameters
show(@() "ff".tointeger(16)) // expect: ERR wrong number of parameters
show(@() "0xff".tointeger(16)) // expect: ERR wrong number of parameters
show(@() "0xff".tointeger(0)) // expect: ERR wrong number of parameters
show(@() "ff".tointeger("16")) // expect: ERR wrong number of parameters
show(@() "101".tointeger(2)) // expect: ERR wrong number of parameters
show(@() "12".tointeger(1)) // expect: ERR wrong number of parameters
show(@() "12".tointeger(37)) // expect: ERR wrong number of parameters
show(@() "12".tointeger(16.7)) // expect: ERR wrong number of parameters
show(@() "12".tointeger(-1)) // expect: ERR wrong number of parameters
show(@() "\t\n\v\f\r 12".tointeger()) // expect: 12
show(@() "+12".tointeger()) // expect: 12
show(@() "-+12".tointeger()) // expect: ERR cannot convert the string
show(@() "+-12".tointeger()) // expect: ERR cannot convert the string
show(@() "- 12".tointeger()) // expect: ERR cannot convert the string
show(@() "12 34".tointeger()) // expect: 12
show(@() "1_000".tointeger()) // expect: 1
show(@() "1\x005".tointeger()) // expect: 1
show(@() "\xa012".tointeger()) // expect: ERR cannot convert the string
show(@() "2timesfour".tointeger()) // expect: 2
show(@() " ".tointeger()) // expect: ERR cannot convert the string
show(@() "12e".tointeger()) // expect: 12
show(@() "true".tointeger()) // expect: ERR cannot convert the string
show(@() (5).tointeger()) // expect: 5
show(@() (5.7).tointeger()) // expect: 5
show(@() (-5.7).tointeger()) // expect: -5
show(@() true.tointeger()) // expect: 1
show(@() false.tointeger()) // expect: 0
show(@() (1e10).tointeger()) // expect: -2147483648
show(@() (-1e10).tointeger()) // expect: -2147483648
show(@() (2147483648.0).tointeger()) // expect: -2147483648
show(@() (1.0/0).tointeger()) // expect: -2147483648
show(@() (-1.0/0).tointeger()) // expect: -2147483648
show(@() (5).tointeger(1)) // expect: ERR wrong number of parameters
show(@() (5).tointeger.call("12")) // expect: ERR parameter 0 has an invalid type 'string' ; expected: 'integer|float|bool'
show(@() (5).tointeger.call(null)) // expect: ERR parameter 0 has an invalid type 'null' ; expected: 'integer|float|bool'
show(@() "1".tointeger.call(null)) // expect: ERR parameter 0 has an invalid type 'null' ; expected: 'string'
show(@() "1".tointeger.call(5)) // expect: ERR parameter 0 has an invalid type 'integer' ; expected: 'string'
show(@() "1\x00005".tointeger()) // expect: 1
show(@() "123456789".tointeger()) // expect: 123456789
show(@() "-123456789".tointeger()) // expect: -123456789
show(@() "1234567890".tointeger()) // expect: 1234567890
show(@() "00000000000012".tointeger()) // expect: 12
show(@() "-0".tointeger()) // expect: 0
show(@() "-".tointeger()) // expect: ERR cannot convert the string
show(@() "+".tointeger()) // expect: ERR cannot convert the string
