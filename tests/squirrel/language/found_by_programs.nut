// What generated programs found.
// Errors show 50 bytes of a key, up to a NUL, and floats with 14 digits.
show(@() ({})["0123456789012345678901234567890123456789012345678901234567890123456789"]) // expect: ERR the index '01234567890123456789012345678901234567890123456789' does not exist
show(@() ({})["a\x0000b"]) // expect: ERR the index 'a' does not exist
show(@() ({})[0.1]) // expect: ERR the index '0.10000000149012' does not exist
show(@() 1e-5 < "x") // expect: ERR comparison between '9.9999997473788e-06' and 'x'
// `<` is C's strcmp, `==` is not.
show(@() ["a" < "a\x0000b", "a" >= "a\x0000b", "a" <=> "a\x0000b", "a" == "a\x0000b"]) // expect: [false, true, 0, false]
show(function() { local s = "a\x0000b"; return [s > "a", s < "b", s <= "a"] }) // expect: [false, true, true]
// `_set` alone, with the wrong number of parameters too.
class Sets { log = null; constructor() { log = [] } function _set(k, v) { log.append(k); log.append(v) } }
show(function() { local s = Sets(); s.other = 1; s["two words"] = 2; return s.log }) // expect: ["other", 1, "two words", 2]
class SetsWrongly { function _set() {} }
show(@() SetsWrongly().other = 1) // expect: ERR wrong number of parameters
// Slots with odd names.
show(@() ({}).setdelegate({})[""]) // expect: ERR the index '' does not exist
class Odd { ["two words"] = 1; [""] = 2; [3] = 4; ["constructor"] = 5; function m() { return this["two words"] } }
show(function() { local o = Odd(); o["two words"] += 10; o[""]++; o[3]--; return [o["two words"], o[""], o[3], o.m(), (clone o)[""], o.constructor] }) // expect: [11, 3, 3, 11, 3, 5]
// `t[null] = v` is lost where the table has an empty first node.
show(function() { local t = {}; t[null] = 1; return t.len() }) // expect: 0
show(function() { local t = {[0] = 1, [4] = 2, [8] = 3, [12] = 4}; t[null] = 1 }) // expect: ERR the index 'null' does not exist
// What `this` lacks is looked for in the root table's own slots, not in its default delegate.
found_by_programs <- "root";
class Lacks { function bare() { return len } function named() { return this["len"] } function root() { return found_by_programs } }
show(@() Lacks().bare()) // expect: ERR the index 'len' does not exist
show(@() Lacks.named()) // expect: ERR the index 'len' does not exist
show(@() Lacks().root()) // expect: "root"
show(@() [1].map(@(x) this["found_by_programs"])) // expect: ["root"]
// A comparator that goes in circles: the heap sort's order.
show(function() { local a = [1, -2147483618, 121, 1]; a.sort(@(x, y) x - y); return a }) // expect: [121, -2147483618, 1, 1]
show(function() { local a = [667607830, -128, 137477669, 2147483647, 1431702106, -2017697881, 2, 127]; a.sort(@(x, y) x <=> y); return a }) // expect: [-2017697881, -128, 2, 127, 137477669, 667607830, 1431702106, 2147483647]
