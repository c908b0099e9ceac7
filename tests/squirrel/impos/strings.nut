// Bytes are unsigned, and tointeger reads hexadecimal (developer.electricimp.com/node/2443).
// vm: impos
show(@() "\xe9"[0]) // expect: 233
show(@() "0xFF".tointeger()) // expect: 255
show(@() "0xff zz".tointeger()) // expect: 255
show(@() "0x123456789".tointeger()) // expect: -1
show(@() "0xFFFFFFFF".tointeger()) // expect: -1
show(@() "0x".tointeger()) // expect: 0
show(@() "0xg".tointeger()) // expect: 0
show(@() "-0x10".tointeger()) // expect: -16
show(@() "0x1e".tointeger()) // expect: 30
show(@() "2timesfour".tointeger()) // expect: 2
show(@() "1.9".tointeger()) // expect: 1
show(@() "-12".tointeger()) // expect: -12
show(@() "x".tointeger()) // expect: ERR cannot convert the string
show(@() "0x10".tofloat()) // expect: 0f
