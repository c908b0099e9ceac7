// math.rand is seeded by the simulation, and srand has no effect (developer.electricimp.com/node/2374).
// vm: impos
show(function() { math.srand(1); local a = math.rand(); math.srand(1); return a == math.rand() }) // expect: false
show(@() math.rand()) // expect: 1272579899
