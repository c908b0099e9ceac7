agent.send("pins", { pin1 = 1, pin2 = 0.5 });
