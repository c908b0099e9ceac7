// rand is glibc's.
// oracle: its rand is its host's
show(@() rand()) // expect: 1804289383
show(function() { srand(42); return [rand(), rand(), rand()] }) // expect: [71876166, 708592740, 1483128881]
show(function() { srand(-5); return [rand(), rand(), rand()] }) // expect: [1469203335, 1952330421, 2063378439]
show(function() { srand(0); return rand() }) // expect: 1804289383
