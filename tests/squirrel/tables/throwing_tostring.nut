// print passes on what `_tostring` throws; tostring() ignores it, as in the reference.
// oracle: its print crashes
local t = {}.setdelegate({_tostring = function() { throw "no text" }})
show(@() print(t)) // expect: ERR no text
show(@() "" + t) // expect: ERR no text
show(@() t.tostring() == t) // expect: true
