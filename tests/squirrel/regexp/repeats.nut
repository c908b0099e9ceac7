// * + ? {n,m} do not backtrack.
show(@() regexp("a*b").match("aaab")) // expect: true
show(@() regexp("*").match("a")) // expect: false
show(@() regexp("+a").match("a")) // expect: false
show(@() regexp("?").match("?")) // expect: true
show(@() regexp("?a").match("?a")) // expect: true
show(@() regexp("a**").match("a")) // expect: ERR unexpected character
show(@() regexp("a*+").match("a")) // expect: ERR unexpected character
show(@() regexp("a*?").match("aa?")) // expect: true
show(@() regexp("a??").match("a?")) // expect: true
show(@() regexp("a+?").match("a?")) // expect: true
show(@() regexp("{").match("{")) // expect: true
show(@() regexp("a{").match("a")) // expect: ERR number expected
show(@() regexp("a{x}").match("a")) // expect: ERR number expected
show(@() regexp("a{2").match("aa")) // expect: ERR , or } expected
show(@() regexp("a{2x").match("aa")) // expect: ERR , or } expected
show(@() regexp("a{2}").match("aa")) // expect: true
show(@() regexp("a{2,}").match("aaa")) // expect: true
show(@() regexp("a{2,3}").match("aaa")) // expect: true
show(@() regexp("a{2,3}").match("aaaa")) // expect: false
show(@() regexp("a{2,3").match("aaaa")) // expect: ERR expected paren
show(@() regexp("a{0}").match("")) // expect: true
show(@() regexp("a{0}").match("a")) // expect: false
show(@() regexp("a{65536}").match("")) // expect: true
show(@() regexp("a{65535}").match("a")) // expect: false
show(@() regexp("a{1234567890}").match("a")) // expect: ERR overflow in numeric constant
show(@() regexp("a{12345678901}").match("a")) // expect: ERR overflow in numeric constant
show(@() regexp("a{999999999}").match("a")) // expect: false
show(@() regexp("(?:ab)+").match("abab")) // expect: true
show(@() regexp("(?=a)").match("a")) // expect: ERR expected paren
show(@() regexp("(?").match("a")) // expect: ERR expected paren
show(@() regexp(".*").match("")) // expect: false
show(@() regexp(".*").match("abc")) // expect: true
show(@() regexp(".*c").match("abc")) // expect: true
show(@() regexp(".+c").match("abcc")) // expect: false
show(@() regexp("a.*").match("abc")) // expect: true
show(@() regexp("a*").match("")) // expect: true
show(@() regexp("(?:a)").subexpcount()) // expect: 1
show(@() regexp("a?b").match("b")) // expect: true
show(@() regexp("a?a").match("a")) // expect: false
show(@() regexp("a*a").match("aaa")) // expect: false
show(@() regexp("[0-9]+\\.[0-9]+").match("12.5")) // expect: true
show(@() regexp("a\\d*b").match("a123b")) // expect: true
show(@() regexp("(a+)+").match("aaaa")) // expect: true
show(@() regexp("(a*)*").match("b")) // expect: false
show(@() regexp("(a|b)*c").match("ababc")) // expect: true
show(@() regexp("a{1}{2}").match("aa")) // expect: false
show(@() regexp("(a){2}").match("aa")) // expect: true
show(@() regexp("a{2}b").match("aab")) // expect: true
show(@() regexp("[a-z]{2,3}[0-9]{2}").match("abc12")) // expect: true
show(@() regexp("x*y*z*").match("xyz")) // expect: true
show(@() regexp("x*y*z*").match("z")) // expect: true
show(@() regexp("x+y?z").match("xxz")) // expect: true
