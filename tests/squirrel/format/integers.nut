// %d %i %u %x %X %o %c, flags, width, precision, and the reference's limits.
show(@() format("a\x0000b")) // expect: "a"
show(@() format("%c|", 0)) // expect: "\x00|"
show(@() format("%c%c", 0, 65)) // expect: "\x00A"
show(@() format("%c|", 321)) // expect: "A|"
show(@() format("%c|", -1)) // expect: "\xff|"
show(@() format("%3c|", 65)) // expect: "  A|"
show(@() format("%-3c|", 65)) // expect: "A  |"
show(@() format("%03c|", 65)) // expect: "  A|"
show(@() format("%.3c|", 65)) // expect: "A|"
show(@() format("%d", 5)) // expect: "5"
show(@() format("%i", -5)) // expect: "-5"
show(@() format("%5d|", 5)) // expect: "    5|"
show(@() format("%-5d|", 5)) // expect: "5    |"
show(@() format("%05d|", 5)) // expect: "00005|"
show(@() format("%+d", 5)) // expect: "+5"
show(@() format("% d", 5)) // expect: " 5"
show(@() format("%+05d", 5)) // expect: "+0005"
show(@() format("%-05d|", 5)) // expect: "5    |"
show(@() format("%.3d", 5)) // expect: "005"
show(@() format("%5.3d|", 5)) // expect: "  005|"
show(@() format("%05.3d|", 5)) // expect: "  005|"
show(@() format("%.0d|", 0)) // expect: "|"
show(@() format("%.d|", 0)) // expect: "|"
show(@() format("%.d|", 5)) // expect: "5|"
show(@() format("%+.0d|", 0)) // expect: "+|"
show(@() format("%x", 255)) // expect: "ff"
show(@() format("%X", 255)) // expect: "FF"
show(@() format("%#x", 255)) // expect: "0xff"
show(@() format("%#X", 255)) // expect: "0XFF"
show(@() format("%#x", 0)) // expect: "0"
show(@() format("%#o", 8)) // expect: "010"
show(@() format("%#o", 0)) // expect: "0"
show(@() format("%o", 8)) // expect: "10"
show(@() format("%o", -1)) // expect: "37777777777"
show(@() format("%u", -1)) // expect: "4294967295"
show(@() format("%u", 5)) // expect: "5"
show(@() format("%x", -1)) // expect: "ffffffff"
show(@() format("%08x", 0x1234)) // expect: "00001234"
show(@() format("%#08x", 0x1234)) // expect: "0x001234"
show(@() format("%.8x", 0x1234)) // expect: "00001234"
show(@() format("%#.8x", 0x1234)) // expect: "0x00001234"
show(@() format("%#.4o", 8)) // expect: "0010"
show(@() format("%+x", 5)) // expect: "5"
show(@() format("% x", 5)) // expect: "5"
show(@() format("%+u", 5)) // expect: "5"
show(@() format("%.0x|", 0)) // expect: "|"
show(@() format("%#.0x|", 0)) // expect: "|"
show(@() format("%#.0o|", 0)) // expect: "0|"
show(@() format("%d", 5.9)) // expect: "5"
show(@() format("%d", -5.9)) // expect: "-5"
show(@() format("%d", 1e10)) // expect: "-2147483648"
show(@() format("%x", 15.5)) // expect: "f"
show(@() format("%c", 65.5)) // expect: "A"
show(@() format("%d", true)) // expect: ERR integer expected for the specified format
show(@() format("%d", null)) // expect: ERR integer expected for the specified format
show(@() format("%d", "5")) // expect: ERR integer expected for the specified format
show(@() format("%%d")) // expect: "%d"
show(@() format("%ld", 1)) // expect: ERR invalid format
show(@() format("%hd", 1)) // expect: ERR invalid format
show(@() format("%lld", 1)) // expect: ERR invalid format
show(@() format("%*d", 5, 1)) // expect: ERR invalid format
show(@() format("%1$d", 5)) // expect: ERR invalid format
show(@() format("%'d", 5)) // expect: ERR invalid format
show(@() format("%99d", 5).len()) // expect: 99
show(@() format("%100d", 5)) // expect: ERR width format too long
show(@() format("%.99d", 5).len()) // expect: 99
show(@() format("%.100d", 5)) // expect: ERR precision format too long
show(@() format("%99.99d", 5).len()) // expect: 99
show(@() format("%-+ #0d|", 5)) // expect: "+5|"
show(@() format("%--------------d|", 5)) // expect: "5|"
show(@() format("%d %d", 1)) // expect: ERR not enough paramters for the given format string
show(@() format("%d", 1, 2, 3)) // expect: "1"
show(@() format("abc", 1, 2)) // expect: "abc"
show(@() format("abc")) // expect: "abc"
show(@() format("%d", 2147483647)) // expect: "2147483647"
show(@() format("%d", -2147483648)) // expect: "-2147483648"
show(@() format("%.3i", -5)) // expect: "-005"
show(@() format("% 5d|", 42)) // expect: "   42|"
show(@() format("%+5d|", 42)) // expect: "  +42|"
show(@() format("% 05d|", 42)) // expect: " 0042|"
show(@() format("%+-5d|", 42)) // expect: "+42  |"
show(@() format("% -5d|", 42)) // expect: " 42  |"
show(@() format("%+ d|", 42)) // expect: "+42|"
show(@() format("%x", 1.0/0)) // expect: "80000000"
show(@() format("%00005d", 42)) // expect: "00042"
show(@() format("%0-5d|", 42)) // expect: "42   |"
show(@() format("%5d%%|", 42)) // expect: "   42%|"
show(@() format("%5.d|", 42)) // expect: "   42|"
show(@() format("%.5.5d|", 42)) // expect: ERR invalid format
show(@() format("%#x %#X", -1, -1)) // expect: "0xffffffff 0XFFFFFFFF"
show(@() format("%#10x|", 255)) // expect: "      0xff|"
show(@() format("%-#10x|", 255)) // expect: "0xff      |"
show(@() format("%010x|", -1)) // expect: "00ffffffff|"
show(@() format("%#010X|", 255)) // expect: "0X000000FF|"
show(@() format("%d", {})) // expect: ERR integer expected for the specified format
show(@() format("%c", "a")) // expect: ERR integer expected for the specified format
show(@() format("%d\x0000%d", 1, 2).len()) // expect: 1
show(@() format("%c%c%c", 72, 105, 200)) // expect: "Hi\xc8"
show(@() format("%c%c", -56, 456)) // expect: "\xc8\xc8"
show(@() format("%u %x %o", -5, -5, -5)) // expect: "4294967291 fffffffb 37777777773"
show(@() format("%5c|%-5c|", 65, 66)) // expect: "    A|B    |"
