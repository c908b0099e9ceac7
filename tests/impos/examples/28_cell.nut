// Sends all that it knows of its network to its agent.
agent.send("network", imp.net.info());
