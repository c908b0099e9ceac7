// Answers its agent: a message to a device that is away is lost, and only an answer proves that it came.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
agent.on("set", function(value) { agent.send("set-done", value); });
