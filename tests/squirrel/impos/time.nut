// clock, time and date (developer.electricimp.com/node/2324).
// vm: impos
show(@() time()) // expect: 1700043200
show(@() clock()) // expect: 12.3456783f
show(@() date().usec) // expect: 0
show(@() date().time) // expect: 1700043200
show(@() date(951782400).day) // expect: 29
show(function() { local d = date(1700043200); return [d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday] }) // expect: [2023, 10, 15, 10, 13, 20, 3, 318]
show(@() date(0)) // expect: ERR date out of range: 2000 to 2099
