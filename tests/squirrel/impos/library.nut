// What impOS has of the standard library, and what it lacks (developer.electricimp.com/squirrel/learningsquirrel).
// vm: impos
local present = "getroottable assert print error array type callee dummy format split strip lstrip rstrip regexp blob clock time date castf2i casti2f swap2 swap4 swapfloat math PI RAND_MAX"
local absent = "setroottable getconsttable setconsttable compilestring newthread suspend setdebughook seterrorhandler getstackinfos getenv system remove rename stream sin rand regexp2"
local root = getroottable()
foreach (name in split(present, " ")) if (!(name in root)) print("missing " + name + "\n")
foreach (name in split(absent, " ")) if (name in root) print("present " + name + "\n")
show(@() [PI, RAND_MAX]) // expect: [3.14159274f, 2147483647]
show(@() [math.sqrt(2), math.abs(-3), math.floor(2.7), math.pow(2, 10)]) // expect: [1.41421354f, 3, 2f, 1024f]
show(@() "PI" in math) // expect: false
