// Methods on what is no blob, or none yet.
show(function() { local b = blob(4); b.x <- 1; return b }) // expect: ERR class instances do not support the new slot operator
show(@() blob.constructor(4)) // expect: ERR parameter 0 has an invalid type 'class' ; expected: 'instance'
show(@() blob(3).constructor(4)) // expect: null
show(function() { local b = blob(3); b.constructor(4); return b }) // expect: blob<00000000@0>
show(function() { local b = blob(3); local f = b.len; return f.call(b) }) // expect: 3
show(function() { local b = blob(3); local f = b.len; return f.call({}) }) // expect: ERR parameter 0 has an invalid type 'table' ; expected: 'instance'
show(function() { local b = blob(3); return b.len.call(regexp("x")) }) // expect: ERR invalid type tag
show(@() blob.newmember("zz", 1)) // expect: ERR trying to modify a class that has already been instantiated
show(@() blob.len <- 1) // expect: ERR trying to modify a class that has already been instantiated
show(function() { local x = blob.instance(); return x.len() }) // expect: ERR the stream is invalid
show(function() { local x = regexp.instance(); return typeof x }) // expect: "regexp"
