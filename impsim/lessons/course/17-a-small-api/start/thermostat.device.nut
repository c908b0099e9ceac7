// The device of the thermostat. It does what its agent says.

agent.on("target", @(target) server.log("heating to " + target));
