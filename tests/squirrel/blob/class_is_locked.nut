// The blob class counts as instantiated from the start, so no program can give all blobs a field.
// oracle: there the first blob locks it
show(function() { blob.zz <- 1 }) // expect: ERR trying to modify a class that has already been instantiated
show(function() { local b = blob(4); b.seek(2); b[0] = 1; b[1] = 2; b.writeblob(b); return b }) // expect: blob<010201020000@6>
show(function() { blob.instance()[0] }) // expect: ERR index out of range
