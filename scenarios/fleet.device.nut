// Each sensor says how it is connected; the whole fleet shares one LAN.
local info = imp.net.info();
agent.send("hello", { "type": info.interface[info.active].type, "address": info.ipv4.address });
