// getstackinfos.
show(@() getstackinfos(1).func) // expect: "unknown"
show(@() getstackinfos(0)) // expect: {"line"=-1, "locals"={}, "src"="NATIVE", "func"="getstackinfos"}
show(@() getstackinfos(99)) // expect: null
show(@() getstackinfos("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() getstackinfos()) // expect: ERR wrong number of parameters
show(function() { function ff(x) { local y = 1; return getstackinfos(1).func }; return ff(3) }) // expect: "ff"
