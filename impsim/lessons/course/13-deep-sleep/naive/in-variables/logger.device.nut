// Sleeps, and forgets: each wake-up is a new start.
readings <- [];
readings.append(hardware.lightlevel());
if (readings.len() == 5) {
    agent.send("readings", readings);
    readings.clear();
}
imp.onidle(@() server.sleepfor(60));
