// casti2f, castf2i, swap2, swap4, swapfloat.
show(@() casti2f(0x3fc00000)) // expect: 1.5f
show(@() casti2f(1.5)) // expect: 1.40129846e-45f
show(@() casti2f("x")) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'integer|float'
show(@() castf2i(1.5)) // expect: 1069547520
show(@() castf2i(1)) // expect: 1065353216
show(@() castf2i(true)) // expect: ERR parameter 1 has an invalid type 'bool' ; expected: 'integer|float'
show(@() swap2(0x1234)) // expect: 1192978
show(@() swap2(0x12345678)) // expect: 5666902
show(@() swap2(-2)) // expect: -257
show(@() swap2(0xff00)) // expect: -65281
show(@() swap2(0x80)) // expect: 32768
show(@() swap2(1.9)) // expect: 256
show(@() swap4(0x12345678)) // expect: 2018915346
show(@() swap4(-2)) // expect: -16777217
show(@() swap4(0x80)) // expect: -2147483648
show(@() swapfloat(1.5)) // expect: 6.89649039e-41f
show(@() swapfloat(1)) // expect: 4.60060299e-41f
show(@() swapfloat(swapfloat(1.5))) // expect: 1.5f
show(@() swapfloat(swapfloat(0.1))) // expect: 0.100000001f
show(@() castf2i(swapfloat(1.5))) // expect: 49215
show(@() castf2i(swapfloat(1.0))) // expect: 32831
show(@() casti2f(swap4(castf2i(1.5)))) // expect: 6.89649039e-41f
show(@() swap2()) // expect: ERR wrong number of parameters
show(@() casti2f(1,2)) // expect: ERR wrong number of parameters
show(@() casti2f(0x7fc00000)) // expect: nanf
show(@() casti2f(-1)) // expect: -nanf
show(@() castf2i(casti2f(-1))) // expect: -1
show(@() castf2i(casti2f(0x7fc12345))) // expect: 2143363909
