// Writes down what its device measures.

device.on("temperature", @(celsius) server.log(celsius + " degrees"));
