// A clone has its own bytes and stands at their start.
show(function() { local b = blob(3); b.seek(2); b[0]=9; local c = clone b; return [c, b] }) // expect: [blob<090000@0>, blob<090000@2>]
show(function() { local b = blob(3); local c = clone b; c.writen(1,'i'); return [c, b] }) // expect: [blob<01000000@4>, blob<000000@0>]
