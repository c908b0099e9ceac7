// Root and const table.
show(@() type(getroottable)) // expect: "function"
show(@() getroottable(1)) // expect: ERR wrong number of parameters
show(@() getroottable() == getroottable()) // expect: true
show(@() typeof getconsttable()) // expect: "table"
show(@() getconsttable().len()) // expect: 0
show(@() setconsttable({}).len()) // expect: 0
show(@() setconsttable(5)) // expect: ERR ivalid type, expected table
show(@() typeof setroottable(getroottable())) // expect: "table"
show(@() setroottable(5)) // expect: ERR ivalid type
show(@() getroottable.xyz) // expect: ERR the index 'xyz' does not exist
show(function() { local old = setroottable({x=1, show=show, setroottable=setroottable}); local v = x; setroottable(old); return v }) // expect: 1
show(function() { local old = getroottable(); local n = {getroottable=getroottable, print=print}; setroottable(n); return getroottable() == n }) // expect: true
