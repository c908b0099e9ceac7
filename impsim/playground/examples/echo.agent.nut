// The agent runs in the cloud. It is there even while its device is not.
device.on("question", function(question) {
    device.send("answer", "hello " + question.model + ", that was number " + question.number);
});

device.onconnect(@() server.log("the device is there"));
device.ondisconnect(@() server.log("the device is gone"));
