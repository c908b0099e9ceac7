device.onconnect(@() server.log("connected"));
device.ondisconnect(@() server.log("disconnected"));
