// A tank, and what is in it.
local litres = 7;       // given
local capacity = 40;    // given

server.log("tank: 7 of 40 l");
server.log("full: 17.5 %");
