// Calls and names that fail, through every form that a call can have.
class K { function m(a) { return a } field = 5 }
show(@() null()) // expect: ERR attempt to call 'null'
show(@() (5)()) // expect: ERR attempt to call 'integer'
show(@() "s"()) // expect: ERR attempt to call 'string'
show(@() ({})()) // expect: ERR attempt to call 'table'
show(@() [1]()) // expect: ERR attempt to call 'array'
show(@() K().field()) // expect: ERR attempt to call 'integer'
show(@() K().m()) // expect: ERR wrong number of parameters
show(@() K().m(1, 2)) // expect: ERR wrong number of parameters
show(@() K().nope()) // expect: ERR the index 'nope' does not exist
show(@() K.nope) // expect: ERR the index 'nope' does not exist
show(@() ({}).nope) // expect: ERR the index 'nope' does not exist
show(@() ({a = {}}).a.b.c) // expect: ERR the index 'b' does not exist
show(@() nowhere) // expect: ERR the index 'nowhere' does not exist
show(@() nowhere()) // expect: ERR the index 'nowhere' does not exist
show(@() ::nowhere) // expect: ERR the index 'nowhere' does not exist
show(@() null.x) // expect: ERR the index 'x' does not exist
show(@() (1).x) // expect: ERR the index 'x' does not exist
show(@() "s".x()) // expect: ERR the index 'x' does not exist
show(@() [1][5]) // expect: ERR the index '5' does not exist
show(@() [1]["x"]) // expect: ERR the index 'x' does not exist
show(@() "abc"[10]) // expect: ERR the index '10' does not exist
show(@() (function(a, b = 1) {})()) // expect: ERR wrong number of parameters
show(@() (function(a, b = 1) {})(1, 2, 3)) // expect: ERR wrong number of parameters
show(@() (function(...) { return vargv.len() })(1, 2, 3)) // expect: 3
show(@() (function(a, ...) {})()) // expect: ERR wrong number of parameters
show(@() [3, 1, 2].sort(@(a, b) "x")) // expect: ERR numeric value expected as return value of the compare function
show(@() [1, 2].map(@(a, b) a)) // expect: ERR wrong number of parameters
show(@() [1, 2].map(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'function|function'
show(@() {} + 1) // expect: ERR arith op + on between 'table' and 'integer'
show(@() 1 + {}) // expect: ERR arith op + on between 'integer' and 'table'
show(@() -"s") // expect: ERR attempt to negate a string
show(@() ~1.5) // expect: ERR attempt to perform a bitwise op on a float
show(@() 1.5 & 1) // expect: ERR bitwise op between 'float' and 'integer'
show(@() clone 5) // expect: ERR cloning a integer
show(@() 5 instanceof 5) // expect: ERR cannot apply instanceof between a integer and a integer
show(@() resume 5) // expect: ERR trying to resume a 'integer',only genenerator can be resumed
show(function() { local g = (function() { yield 1 })(); resume g; resume g; resume g }) // expect: ERR resuming dead generator
show(function() { local g; g = (function() { yield resume g })(); resume g }) // expect: ERR resuming active generator
show(function() { local C = class extends 5 {} }) // expect: ERR trying to inherit from a integer
show(function() { throw {code = 1} }) // expect: ERR {"code"=1}
show(function() { throw null }) // expect: ERR null
show(function() { try { throw [1] } catch (e) { return e } }) // expect: [1]
show(function() { try { try { null.x } catch (e) { throw e + "!" } } catch (e) { return e } }) // expect: "the index 'x' does not exist!"
show(function() { local e = "outer"; try { throw "inner" } catch (e) { e += "?" } return e }) // expect: "outer"
show(function() { local C = class { function _add(o) { return o.nope } }; return C() + {} }) // expect: ERR the index 'nope' does not exist
show(function() { local C = class { constructor() { throw "no" } }; return C() }) // expect: ERR no
show(function() { local C = class { function _cmp(o) { return "x" } }; return C() < C() }) // expect: ERR _cmp must return an integer
show(@() ["x" in {x = 1}, "x" in [1], 0 in [1], 5 in [1], "x" in null, "x" in K, "m" in K(), 1 in "ab"]) // expect: [true, false, true, false, false, false, true, true]
