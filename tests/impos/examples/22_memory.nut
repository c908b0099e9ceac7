// Fills the memory, a kilobyte at a time.
server.log("start " + hardware.wakereason());
if (hardware.wakereason() == WAKEREASON_POWER_ON) {
    hoard <- [];
    while (true) hoard.push(blob(1024));
}
