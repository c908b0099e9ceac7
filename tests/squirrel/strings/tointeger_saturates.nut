// Numbers beyond int32 saturate, as strtol does where a long has 32 bits.
// oracle: it was built where a long has 64 bits, and truncates
show(@() "2147483648".tointeger()) // expect: 2147483647
show(@() "-2147483649".tointeger()) // expect: -2147483648
show(@() "99999999999999999999999".tointeger()) // expect: 2147483647
show(@() "3000000000".tofloat()) // expect: 2.14748365e+09f
