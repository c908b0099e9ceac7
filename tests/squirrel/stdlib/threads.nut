// newthread, call, suspend, wakeup.
show(@() typeof newthread(function() {})) // expect: "thread"
show(@() newthread(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'function|function'
show(function() { local t = newthread(function(x) { local y = suspend(x+1); return y*2 }); local a = t.call(5); local s = t.getstatus(); local b = t.wakeup(10); return [a,s,b,t.getstatus()] }) // expect: [6, "suspended", 20, "idle"]
show(function() { local t = newthread(function() { suspend(1); throw "x" }); t.call(); return t.wakeup() }) // expect: ERR x
show(function() { local t = newthread(function() { }); return t.wakeup() }) // expect: ERR cannot wakeup a idle thread
show(function() { local t = newthread(function() { }); return t.getstatus() }) // expect: "idle"
show(function() { local t = newthread(function() { suspend() }); t.call(); return t.wakeupthrow("boo") }) // expect: ERR the index 'wakeupthrow' does not exist
show(function() { local t = newthread(function() { try { suspend() } catch (e) { return e } }); t.call(); return t.wakeupthrow("boo") }) // expect: ERR the index 'wakeupthrow' does not exist
show(@() newthread(function(x) { return x*2 }).call(4)) // expect: 8
