// foreach over a blob sees its length change.
show(function() { local b = blob(3), r = []; foreach (i, v in b) r.append([i, v]); return r }) // expect: [[0, 0], [1, 0], [2, 0]]
show(function() { local b = blob(0), r = []; foreach (i, v in b) r.append([i, v]); return r }) // expect: ERR _nexti returned an invalid idx
