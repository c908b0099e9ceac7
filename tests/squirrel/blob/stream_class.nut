// blob extends stream, whose own instances are of no use.
show(@() blob.getbase() == stream) // expect: true
show(@() stream.getbase()) // expect: null
show(@() stream()) // expect: <instance>
show(function() { local s = stream(); return s.len() }) // expect: ERR the stream is invalid
show(@() typeof stream()) // expect: "instance"
