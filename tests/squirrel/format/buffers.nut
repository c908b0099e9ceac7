// Formats that fill or run over the reference's buffers.
// oracle: what it does depends on the memory behind them
show(@() format("abc%", 1)) // expect: ERR invalid format
show(@() format("%-----------------d|", 5)) // expect: "5|"
show(@() format("%------------------d|", 5)) // expect: "5|"
show(@() format("%-------------------d|", 5)) // expect: "5|"
show(@() format("%--------------------d|", 5)) // expect: "5|"
show(@() format("%---------------------d|", 5)) // expect: ERR format too long
show(@() format("%----------------------d|", 5)) // expect: ERR format too long
show(@() format("%-----------------------d|", 5)) // expect: ERR format too long
show(@() format("%5%", 1)) // expect: ERR invalid format
show(@() format("% %", 1)) // expect: ERR invalid format
show(@() format("%", 1)) // expect: ERR invalid format
show(@() format("%5", 1)) // expect: ERR invalid format
show(@() format("%.5", 1)) // expect: ERR invalid format
