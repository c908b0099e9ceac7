// Words, some of them several times.
local words = ["tulip", "river", "tulip"];    // given

server.log("tulip: 2");
server.log("river: 1");
server.log("first as given: tulip");
server.log("first in the alphabet: river");
