// sort is the reference's heap sort: order of ties, partial results when the comparator throws, errors.
show(@() [3,1,2].sort()) // expect: null
show(function() { local a=[3,1,2]; a.sort(); return a }) // expect: [1, 2, 3]
show(function() { local a=[3,1.5,2]; a.sort(); return a }) // expect: [1.5f, 2, 3]
show(function() { local a=["b","a","C"]; a.sort(); return a }) // expect: ["C", "a", "b"]
show(function() { local a=[null,1,null,0]; a.sort(); return a }) // expect: [null, null, 0, 1]
show(function() { local a=[true,false,true]; a.sort(); return a }) // expect: [false, true, true]
show(function() { local a=[true,1]; a.sort(); return a }) // expect: ERR comparison between 'bool' and '1'
show(function() { local a=[1,"a"]; a.sort(); return a }) // expect: ERR comparison between '1' and 'a'
show(function() { local a=["a",1]; a.sort(); return a }) // expect: ERR comparison between 'a' and '1'
show(function() { local a=[{}, 1]; a.sort(); return a }) // expect: ERR comparison between 'table' and '1'
show(function() { local a=[1, {}]; a.sort(); return a }) // expect: ERR comparison between '1' and 'table'
show(function() { local a=[[],[]]; a.sort(); return a }) // expect: [[], []]
show(function() { local a=[1]; a.sort(5); return a }) // expect: ERR parameter 1 has an invalid type 'integer' ; expected: 'function|function'
show(function() { local a=[1]; a.sort(null); return a }) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'function|function'
show(function() { local a=[1,2]; a.sort(null); return a }) // expect: ERR parameter 1 has an invalid type 'null' ; expected: 'function|function'
show(function() { local a=[1]; a.sort(@() 1); return a }) // expect: [1]
show(function() { local a=[1,2]; a.sort(@() 1); return a }) // expect: ERR wrong number of parameters
show(function() { local a=[1,2]; a.sort(@(a) 1); return a }) // expect: ERR wrong number of parameters
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) 1); return a }) // expect: [2, 3, 4, 5, 6, 7, 8, 9, 10, 1]
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) -1); return a }) // expect: ERR inconsistent compare function
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) 0); return a }) // expect: [2, 3, 4, 5, 6, 7, 8, 9, 10, 1]
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) 0.5); return a }) // expect: [2, 3, 4, 5, 6, 7, 8, 9, 10, 1]
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) -0.5); return a }) // expect: [2, 3, 4, 5, 6, 7, 8, 9, 10, 1]
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) b-a); return a }) // expect: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
show(function() { local a=[1,2,3,4,5,6,7,8,9,10]; a.sort(@(a,b) b*1.0-a); return a }) // expect: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
show(function() { local a=[1,2,3]; a.sort(function(a,b) { throw "x" }); return a }) // expect: ERR x
show(function() { local a=[1,2,3]; a.sort(function(a,b) { throw 5 }); return a }) // expect: ERR compare func failed
show(function() { local a=[1,2,3]; a.sort(function(a,b) { throw null }); return a }) // expect: ERR compare func failed
show(function() { local a=[1,2,3]; a.sort(function(a,b) { throw {} }); return a }) // expect: ERR compare func failed
show(function() { local a=[1,2,3]; a.sort(@(a,b) "x"); return a }) // expect: ERR numeric value expected as return value of the compare function
show(function() { local a=[1,2,3]; a.sort(@(a,b) true); return a }) // expect: ERR numeric value expected as return value of the compare function
show(function() { local a=[3,1,2]; a.sort(function(a,b) { return this == getroottable() ? a<=>b : b<=>a }); return a }) // expect: [1, 2, 3]
show(function() { local a=[5,3,1,2]; local o = {f=function(arr) { arr.sort(function(a,b) { return this == getroottable() ? 1 : -1 }); return arr }}; return o.f(a) }) // expect: [3, 1, 2, 5]
show(function() { local a=[1,2,3,4,5,6]; try { local n=0; a.sort(function(a,b) { if (n++==4) throw "x"; return a<=>b}) } catch (e) {} return a }) // expect: [1, 6, 2, 4, 5, 3]
show(function() { local a=[6,5,4,3,2,1]; try { local n=0; a.sort(function(a,b) { if (n++==4) throw "x"; return a<=>b}) } catch (e) {} return a }) // expect: [6, 5, 4, 3, 2, 1]
show(function() { local a=[6,5,"x",3,2,1]; try { a.sort() } catch (e) { a.append(e) } return a }) // expect: [6, 5, "x", 3, 2, 1, "comparison between 'x' and '2'"]
show(function() { local a=[[1,"a"],[1,"b"],[1,"c"],[0,"d"],[0,"e"],[2,"f"],[1,"g"]]; a.sort(@(x,y) x[0]<=>y[0]); local s=""; foreach (v in a) s+=v[1]; return s }) // expect: "debgcaf"
show(function() { local a=[1,1.0,1,1.0,0,0.0,2]; a.sort(); local s=""; foreach (v in a) s+=(typeof v).slice(0,1)+v+" "; return s }) // expect: "f0 i0 i1 f1 i1 f1 i2 "
show(function() { local a=[0.0,-0.0,0.0,-0.0,1.0]; a.sort(); return a }) // expect: [0f, -0f, -0f, 0f, 1f]
show(function() { local a=[print, print]; a.sort(); return a.len() }) // expect: 2
show(function() { local a=[3,2,1]; a.sort(max); return a }) // expect: ERR the index 'max' does not exist
show(function() { local a=[3,2,1]; a.sort(print); return a }) // expect: ERR wrong number of parameters
show(function() { local a=[3,2,1]; a.sort(@(...) vargv[0]<=>vargv[1]); return a }) // expect: [1, 2, 3]
show(function() { local a=[3,2,1]; a.sort(@(a,b=1) a<=>b); return a }) // expect: [1, 2, 3]
show(function() { local a=[3,1,2]; a.sort(@(a,b) b<=>a, 1); return a }) // expect: [1, 2, 3]
show(@() [1,2,3].sort("x", 1)) // expect: ERR parameter 1 has an invalid type 'string' ; expected: 'function|function'
show(function() { local a = [5, 2, 9, 2, 7]; a.sort(@(x, y) y <=> x); return a }) // expect: [9, 7, 5, 2, 2]
show(function() { local a = ["b", "B", "a", "A", "", "aa"]; a.sort(); return a }) // expect: ["", "A", "B", "a", "aa", "b"]
show(function() { local a = [2.5, -1.0, 0.0, 100, 3]; a.sort(); return a }) // expect: [-1f, 0f, 2.5f, 3, 100]
show(function() { local n = 0, a = [4, 3, 2, 1]; a.sort(function(x, y) { n++; return x <=> y }); return [a, n] }) // expect: [[1, 2, 3, 4], 10]
show(function() { local n = 0, a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]; a.sort(function(x, y) { n++; return x <=> y }); return [a, n] }) // expect: [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 58]
show(function() { local s = "", a = [3, 1, 2]; a.sort(function(x, y) { s += x + ":" + y + " "; return x <=> y }); return s }) // expect: "1:2 3:2 3:3 1:2 1:2 1:1 "
show(function() { local a = []; for (local i = 0; i < 40; i++) a.append(i * 7 % 10 * 100 + i); a.sort(@(x, y) x / 100 <=> y / 100); return a }) // expect: [0, 30, 10, 20, 123, 113, 133, 103, 226, 206, 236, 216, 319, 339, 309, 329, 432, 402, 422, 412, 535, 505, 525, 515, 608, 618, 638, 628, 721, 711, 701, 731, 834, 804, 824, 814, 917, 937, 927, 907]
show(function() { local a = []; for (local i = 0; i < 30; i++) a.append(i * 13 % 30); a.sort(); return a }) // expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]
show(function() { local t = {}; local a = [t, t, t]; a.sort(); return a.len() }) // expect: 3
show(function() { local a = [[2, "x"], [1, "y"], [2, "z"]]; a.sort(@(p, q) p[0] - q[0]); return a }) // expect: [[1, "y"], [2, "z"], [2, "x"]]
show(function() { local a = [0.5, 0.25, 0.75]; a.sort(@(x, y) x - y); return a }) // expect: [0.25f, 0.75f, 0.5f]
show(function() { local a = [10.5, 0.25, 7.75]; a.sort(@(x, y) x - y); return a }) // expect: [0.25f, 7.75f, 10.5f]
