// A log line each time, for which the radio has to be switched on.
if (!("nv" in getroottable())) nv <- { readings = [] };

nv.readings.append(hardware.lightlevel());
server.log(nv.readings.len() + " readings");
if (nv.readings.len() == 5) {
    agent.send("readings", nv.readings);
    nv.readings.clear();
}
imp.onidle(@() server.sleepfor(60));
