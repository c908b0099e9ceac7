// A tank, and what is in it.
local litres = 7;       // given
local capacity = 40;    // given

server.log("tank: " + litres + " of " + capacity + " l");
server.log("full: " + 100.0 * litres / capacity + " %");
