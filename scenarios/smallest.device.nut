// What the imp says of its connection, once it has one.
local info = imp.net.info();
server.log("online via " + info.interface[info.active].type);
