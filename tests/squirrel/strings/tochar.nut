// tochar.
show(@() (65).tochar()) // expect: "A"
show(@() (321).tochar()) // expect: "A"
show(@() (-1).tochar()) // expect: "\xff"
show(@() (65.9).tochar()) // expect: "A"
show(@() (256).tochar()) // expect: "\x00"
show(@() (0).tochar()) // expect: "\x00"
show(@() (1e10).tochar()) // expect: "\x00"
show(@() (300.7).tochar()) // expect: ","
show(@() (1.0/0).tochar()) // expect: "\x00"
show(@() true.tochar()) // expect: "\x01"
show(@() false.tochar()) // expect: "\x00"
show(@() "a".tochar()) // expect: ERR the index 'tochar' does not exist
