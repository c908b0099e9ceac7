// What http.jsonencode() makes of values, and http.jsondecode() of texts.
server.log(http.jsonencode({}) + http.jsonencode([])); // expect: { }[ ]
server.log(http.jsonencode({ a = [1, { b = "c" }] })); // expect: { "a": [ 1, { "b": "c" } ] }
server.log(http.jsonencode({ a = [1, { b = " c " }] }, { compact = true })); // expect: {"a":[1,{"b":" c "}]}
server.log(http.jsonencode({ a = [1] }, { compact = false, other = 1 })); // expect: { "a": [ 1 ] }
server.log(http.jsonencode([null, true, false, -5, 2147483647])); // expect: [ null, true, false, -5, 2147483647 ]
server.log(http.jsonencode([0.1, 23.4, 5.0, -0.5, 1e20, 3.14159265])); // expect: [ 0.1, 23.4, 5, -0.5, 1e+20, 3.1415927 ]
server.log(http.jsonencode("a\"b\\c/d\n\t\x01é€")); // expect: "a\"b\\c/d\n\t\u0001é€"
server.log(http.jsonencode({ [1] = 2 })); // expect: { "1": 2 }
server.log(http.jsonencode({ f = @() 1, b = blob(1), s = "\xff", c = class {}, i = (class {})() })); // expect: { }
server.log(http.jsonencode([@() 1, blob(1), "\xff"])); // expect: [ null, null, null ]
server.log(http.jsonencode(@() 1)); // expect: null
local weak = { a = 1 };
server.log(http.jsonencode([weak.weakref()])); // expect: [ { "a": 1 } ]
local one = { a = 1 }.setdelegate({ b = 2 });
server.log(http.jsonencode(one)); // expect: { "a": 1 }
try { local loop = []; loop.append(loop); http.jsonencode(loop); } catch (e) server.log(e); // expect: too many nested tables or arrays to serialize

local value = http.jsondecode("\r\n{ \"a\" : [ 1 , -2.5e1 , \"x\" ] , \"b\":{ } }\t");
server.log(value.a[1] + typeof value.a[1] + value.a[0] + typeof value.a[0] + value.b.len()); // expect: -25float1integer0
server.log(http.jsondecode("null") == null && http.jsondecode("true") && !http.jsondecode("false")); // expect: true
server.log(http.jsondecode("\"\\u00e9\\ud83d\\ude00\\/\\b\"") == "é😀/\x08"); // expect: true
server.log(http.jsondecode("\"\xff\"")[0]); // expect: 255
server.log(http.jsondecode("\"\\ud800x\"").len()); // expect: 4
server.log(http.jsondecode("[3000000000, -2147483648, 1e400, -0]")[0]); // expect: 3e+09
server.log(typeof http.jsondecode("[2147483648]")[0] + typeof http.jsondecode("2147483647")); // expect: floatinteger
server.log(http.jsondecode("{\"a\": 1, \"a\": 2}").a); // expect: 2
local data = blob();
data.writestring("[7]");
server.log(http.jsondecode(data)[0]); // expect: 7
foreach (text in ["", " ", "{", "[1,]", "{\"a\":}", "{a:1}", "{1:1}", "[1 2]", "[1}", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "01", "1.", ".5",
    "+1", "1e", "--1", "tru", "True", "[1]x", "'a'", "NaN", "// a"]) {
    try { http.jsondecode(text); server.log("took " + text); } catch (e) if (e.find("JSON syntax error") != 0) server.log(e);
}
try { http.jsondecode("[1, x]"); } catch (e) server.log(e); // expect: JSON syntax error at character 5
try { http.jsondecode("[1, "); } catch (e) server.log(e); // expect: JSON syntax error: the text ends too early
try { http.jsondecode(5); } catch (e) server.log(e); // expect: parameter 1 has an invalid type 'integer' ; expected: 'string|instance'
