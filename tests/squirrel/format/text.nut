// %s.
show(@() format("a\x0000%sb", "x")) // expect: "a"
show(@() format("%s|", "x\x0000y")) // expect: "x|"
show(@() format("%5s|", "x\x0000y")) // expect: "    x|"
show(@() format("%s", "abc")) // expect: "abc"
show(@() format("%5s|", "abc")) // expect: "  abc|"
show(@() format("%-5s|", "abc")) // expect: "abc  |"
show(@() format("%.2s|", "abc")) // expect: "ab|"
show(@() format("%5.2s|", "abc")) // expect: "   ab|"
show(@() format("%05s|", "abc")) // expect: "  abc|"
show(@() format("%.0s|", "abc")) // expect: "|"
show(@() format("%.s|", "abc")) // expect: "|"
show(@() format("%#s|", "abc")) // expect: "abc|"
show(@() format("%+s|", "abc")) // expect: "abc|"
show(@() format("% s|", "abc")) // expect: "abc|"
show(@() format("%s", 5)) // expect: ERR string expected for the specified format
show(@() format("%s", null)) // expect: ERR string expected for the specified format
show(@() format("%s", [])) // expect: ERR string expected for the specified format
show(@() format("%d%s%d", 1, "x", 2)) // expect: "1x2"
show(@() format("%s %s", "a")) // expect: ERR not enough paramters for the given format string
show(@() format("%s", "\xe9")) // expect: "\xe9"
show(@() format("%s%", "a")) // expect: ERR not enough paramters for the given format string
show(@() format("%%%s", "a")) // expect: "%a"
show(@() format("%d%%|%s", 5, "x")) // expect: "5%|x"
show(@() format("%d %s", 1.9, "x")) // expect: "1 x"
