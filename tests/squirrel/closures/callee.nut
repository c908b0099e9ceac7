// callee gives the running closure, the bound one where it was bound.
show(@() typeof callee()) // expect: "function"
show(@() callee(1,2)) // expect: <function>
show(function() { local f = function() { return callee() }; return f() == f }) // expect: true
