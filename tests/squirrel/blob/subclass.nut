// Classes that extend blob.
show(function() { class B extends blob { x = 5 }; return B(3).x }) // expect: 5
show(function() { class B extends blob { x = 5 }; return [B(3).len(), B(3)[0], B(3).x] }) // expect: [3, 0, 5]
show(function() { class B extends blob { function _get(i) { return "mine" } }; return [B(3)[0]] }) // expect: ["mine"]
show(function() { class B extends blob { constructor() { base.constructor(4) } }; return B().len() }) // expect: 4
show(function() { class B extends blob { constructor() { } }; return B().len() }) // expect: ERR the stream is invalid
show(function() { class B extends blob { constructor() { } }; return B()[0] }) // expect: ERR the blob is invalid
show(function() { class B extends blob { }; local b = B(3); b[0] = 5; return b }) // expect: blob<050000@0>
show(function() { class B extends blob { function len() { return 99 } }; return B(3).len() }) // expect: 99
