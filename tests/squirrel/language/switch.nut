// switch: falls through, compares without conversion of types but for numbers, `continue` belongs to the loop around it.
function pick(x) { local r = ""; switch (x) { case 1: r += "one"; case 2: r += "two"; break; case "s": r += "str"; default: r += "def" } return r }
show(@() [pick(1), pick(2), pick("s"), pick(3), pick(null), pick(1.0), pick(true)]) // expect: ["onetwo", "two", "strdef", "def", "def", "onetwo", "def"]
show(function() { local r = ""; for (local i = 0; i < 5; i++) { switch (i) { case 1: continue; case 3: r += "three"; default: r += "d" + i } r += "." } return r }) // expect: "d0.d2.threed3.d4."
show(function() { local r = ""; for (local i = 0; i < 3; i++) { switch (i) { case 0: r += "z"; case 1: switch (i) { case 1: continue; case 0: r += "in0" } r += "x" } r += "e" + i } return r }) // expect: "zin0xe0e2"
show(function() { local r = ""; local i = 0; while (i++ < 4) { switch (i) { case 2: continue; case 3: { r += "three"; break } default: r += i } r += ";" } return r }) // expect: "1;three;4;"
show(function() { switch (5) { } return "empty" }) // expect: "empty"
show(function() { switch (5) { default: return "only default" } }) // expect: "only default"
show(function() { switch (2) { case 1: case 2: case 3: return "stacked" } return "none" }) // expect: "stacked"
show(function() { local x = 1; switch (x) { case 1: local y = 10; x += y; break; case 2: x = 0 } return x }) // expect: 11
show(function() { local n = 0; local f = function() { n++; return 2 }; switch (2) { case f(): break; case f(): n += 10 } return n }) // expect: 1
show(function() { local s = 1; switch (s) { case 1: s = 2; case 2: return "fell " + s } }) // expect: "fell 2"
show(function() { for (local i = 0; i < 3; i++) { switch (i) { case 1: break; default: if (i == 2) return "out"; } } }) // expect: "out"
show(function() { local r = []; foreach (v in [0, 0.0, false, null, "", "0"]) { switch (v) { case 0: r.append("zero"); break; case false: r.append("false"); break; case null: r.append("null"); break; default: r.append("other") } } return r }) // expect: ["zero", "zero", "false", "null", "other", "other"]
