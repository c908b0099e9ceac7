// getstatus.
show(@() (function(){yield 1})().getstatus()) // expect: "suspended"
show(function() { local g = (function(){yield 1})(); resume g; return g.getstatus() }) // expect: "suspended"
show(function() { local g = (function(){yield 1})(); resume g; resume g; return g.getstatus() }) // expect: "dead"
show(function() { local g; g = (function(){yield g.getstatus()})(); return resume g }) // expect: "running"
show(@() (function(){yield 1})().getstatus(1)) // expect: ERR wrong number of parameters
show(@() (function(){yield 1}).call(this).getstatus()) // expect: "suspended"
show(function() { local f = function(){yield 1}; return f.call(this).getstatus() }) // expect: "suspended"
show(function() { local f = function(){yield 1}; return f.call(null).getstatus() }) // expect: "suspended"
show(function() { local f = function(){yield 1}; return f.acall([this]).getstatus() }) // expect: "suspended"
show(function() { local f = function(){yield 1}; return f.pcall(this).getstatus() }) // expect: "suspended"
show(function() { local f = function(){yield 1}; local e = {}; return f.bindenv(e)().getstatus() }) // expect: "suspended"
