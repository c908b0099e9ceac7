// bindenv keeps its environment alive, as in impOS: public Electric Imp code depends on it.
// oracle: bindenv is weak there
show(@() (@() this).bindenv({a = 1})()) // expect: {"a"=1}
show(@() (@() this).bindenv({a = 1}).call({a = 2})) // expect: {"a"=1}
show(@() (@() this).bindenv({a = 1}).acall([{a = 2}])) // expect: {"a"=1}
show(@() (@() this).bindenv({a = 1}).bindenv({a = 3})()) // expect: {"a"=3}
show(function() { local f = (@(x) x + this.v).bindenv({v = 10}); return f(5) }) // expect: 15
show(@() (@(x, y, z) [this.v, x, y, z]).bindenv({v = 0})(1, 2, 3)) // expect: [0, 1, 2, 3]
show(@() (@(x, y, z) x).bindenv({})(1, 2)) // expect: ERR wrong number of parameters
show(@() (@(a, b, c, d) [a, b, c, d]).bindenv({})(1, 2, 3, 4)) // expect: [1, 2, 3, 4]
show(@() (@(a, b, c, d) a).bindenv({})(1)) // expect: ERR wrong number of parameters
show(@() (@(a, b = 5) [a, b]).bindenv({})(1)) // expect: [1, 5]
show(@() (@(a, b = 5) [a, b]).bindenv({})()) // expect: ERR wrong number of parameters
show(@() (@(...) vargv).bindenv({})(1, 2)) // expect: [1, 2]
show(@() [1, 2].map((@(x) x + this.v).bindenv({v = 10}))) // expect: [11, 12]
show(@() [1, 2].map((@() 1).bindenv({}))) // expect: ERR wrong number of parameters
show(@() type.bindenv({})(5)) // expect: "integer"
