// int32 and float32 through the forms that the compiler gives to arithmetic.
function add3(a, b, c) { return a + b + c }
function mix(a, b) { return (a * 31 + b) & 0xffff }
function half(a, b) { return (a + b) / 2.0 }
show(@() [add3(2147483647, 1, 1), add3("a", 1, 2), add3(1, 2, "z"), add3(1, 2.5, 3)]) // expect: [-2147483647, "a12", "3z", 6.5f]
show(@() [mix(123456789, 987654321), mix(-1, -1), mix(7, 8)]) // expect: [15932, 65504, 225]
show(@() mix("a", 1)) // expect: ERR arith op * on between 'string' and 'integer'
show(@() mix(1.5, 1)) // expect: ERR bitwise op between 'float' and 'integer'
show(@() [half(1, 2), half(1.5, 2.25), half(16777217, 0)]) // expect: [1.5f, 1.875f, 8388608f]
show(@() half(null, 1)) // expect: ERR arith op + on between 'null' and 'integer'
show(function() { local s = 0; for (local i = 0; i < 100000; i++) s = s * 1103515245 + 12345; return s }) // expect: -185792032
show(function() { local h = 5381; foreach (c in "impsim") h = ((h << 5) + h) ^ c; return h }) // expect: 1606712838
show(function() { local x = 1.0; for (local i = 0; i < 20; i++) x = x * 1.1 + 0.1; return x }) // expect: 12.4550056f
show(function() { local v = [1.5, 2.5]; v[0] += v[1] * 0.1; v[1] -= v[0] / 3.0; return v }) // expect: [1.75f, 1.91666675f]
show(function() { local v = [1, 2.5]; v[0] += v[1] * 0.1; return v }) // expect: [1.25f, 2.5f]
show(function() { local v = [1.5]; v[0] += "s" + 0.5; return v }) // expect: ["1.5s0.5"]
show(function() { local v = [1.5]; return v[0] + v[1] * 2.0 }) // expect: ERR the index '1' does not exist
show(function() { local a = 16777216.0; return [a + 1.0, a + 2.0, 16777217 == a, 16777217 + 0.0] }) // expect: [16777216f, 16777218f, true, 16777216f]
show(@() [2147483647 + 1, -2147483647 - 2, 65536 * 65536, -(-2147483648), ~5, 5 ^ -1, -5 & 255, 1 << 31, -16 >> 2, -16 >>> 28]) // expect: [-2147483648, 2147483647, 0, -2147483648, -6, -6, 251, -2147483648, -4, 15]
show(@() [-7 / 2, 7 / -2, -7 % 3, 7 % -3, 7.5 % 2, -7.5 % 2]) // expect: [-3, -3, -1, 1, 1.5f, -1.5f]
show(@() 1 / 0) // expect: ERR division by zero
show(function() { local z = 0; return 5 / z }) // expect: ERR division by zero
show(@() [1.0 / 0, -1.0 / 0, 1e39, 1e-46]) // expect: [inff, -inff, inff, 0f]
show(@() [1 <=> 2, 2 <=> 1, 1 <=> 1.0, "a" <=> "b", null <=> 1, 1 == 1.0, true == 1, null == 0, 0.0 == -0.0]) // expect: [-1, 1, 0, -1, -1, true, false, false, false]
show(@() 1 < "a") // expect: ERR comparison between '1' and 'a'
show(@() [0 ? 1 : 2, 0.0 ? 1 : 2, "" ? 1 : 2, [] ? 1 : 2, null ? 1 : 2, false || null, 0 && 5, 3 && "x"]) // expect: [2, 2, 1, 1, 2, null, 0, "x"]
show(function() { local i = 2147483646, n = 0; while (i > 0) { i++; n++ } return [i, n] }) // expect: [-2147483648, 2]
show(function() { local n = 0; for (local i = 250; i < 260; i++) n += i & 255; return n }) // expect: 1521
show(function() { local r = []; for (local i = 0, j = 10; i < j; i += 3, j--) r.append(i * j); return r }) // expect: [0, 27, 48]
show(function() { local n = 3, r = 0; for (local i = 0; i < n; i++) { r += i; if (i == 1) n = 10 } return r }) // expect: 45
show(function() { local r = 0; for (local i = 0; i < 2.5; i++) r += i; return r }) // expect: 3
show(function() { for (local i = 0; i < "x"; i++) return i }) // expect: ERR comparison between '0' and 'x'
