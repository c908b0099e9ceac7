// Formats that are wrong, and arguments that do not fit.
show(@() format("%F", 1.0/0)) // expect: ERR invalid format
show(@() format("%a", 1.0)) // expect: ERR invalid format
show(@() format("%%")) // expect: "%"
show(@() format("100%%")) // expect: "100%"
show(@() format("%")) // expect: ERR not enough paramters for the given format string
show(@() format("%l", 1)) // expect: ERR invalid format
show(@() format("%p", 1)) // expect: ERR invalid format
show(@() format("%n", 1)) // expect: ERR invalid format
show(@() format("%q", 1)) // expect: ERR invalid format
show(@() format("%D", 1)) // expect: ERR invalid format
show(@() format("")) // expect: ""
show(@() format()) // expect: ERR wrong number of parameters
show(@() format(5)) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'string'
show(@() format(null)) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'string'
show(@() format("%%%")) // expect: ERR not enough paramters for the given format string
