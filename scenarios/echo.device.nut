// A device that asks its agent.
// Try it: impsim run scenarios/echo.device.nut --agent scenarios/echo.agent.nut

agent.on("answer", function(text) {
    server.log("the agent says: " + text);
});
agent.send("question", {reason = hardware.wakereason(), model = imp.info().type});
