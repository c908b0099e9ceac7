// suspend outside of a thread, and threads that nobody wakes.
// oracle: it ends the program, or crashes
show(@() suspend()) // expect: ERR cannot suspend an vm that has native calls in its callstack
show(@() newthread(print)) // expect: ERR a native cannot be a thread
show(function() { local t = newthread(function() { suspend(1) }); t.call(); return t.call() }) // expect: ERR cannot call a suspended thread
show(function() { for (local i = 0; i < 200; i++) newthread(function() { suspend(1) }).call(); return "freed" }) // expect: "freed"
show(function() { local a = []; for (local i = 0; i < 200; i++) { a.append(newthread(function() { suspend(1) })); a.top().call() } }) // expect: ERR too many threads (over 64)
