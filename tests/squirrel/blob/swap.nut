// swap2 and swap4 of a blob.
show(function() { local b = blob(5); for (local i=0;i<5;i++) b[i]=i+1; b.swap2(); return b }) // expect: blob<0201040305@0>
show(function() { local b = blob(5); for (local i=0;i<5;i++) b[i]=i+1; b.swap4(); return b }) // expect: blob<0403020105@0>
show(function() { local b = blob(5); for (local i=0;i<5;i++) b[i]=i+1; return b.swap4() }) // expect: null
show(function() { local b = blob(4); return b.swap2(1) }) // expect: ERR wrong number of parameters
