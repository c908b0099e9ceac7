local litres = 7;       // given
local capacity = 40;    // given

local share = litres.tofloat() / capacity;
local percent = share * 100;
server.log(format("tank: %d of %d l", litres, capacity));
server.log("full: " + percent + " %");
