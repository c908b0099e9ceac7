// The device asks, the agent answers. Messages go both ways, and neither side waits for the other.
agent.on("answer", function(text) {
    server.log("the agent says: " + text);
});

count <- 0;

function ask() {
    count++;
    agent.send("question", {number = count, model = imp.info().type});
    imp.wakeup(10, ask);
}

ask();
