// Measures the light once a minute and sends every five readings together.
// It works, until the battery is empty: the imp is awake all the time.

readings <- [];

function measure() {
    imp.wakeup(60, measure);
    readings.append(hardware.lightlevel());
    if (readings.len() < 5) return;
    agent.send("readings", readings);
    readings.clear();
}

measure();
