lamp <- hardware.pinC;
lamp.configure(DIGITAL_OUT, 0);
lit <- 0;
function blink() {
    imp.wakeup(0.5, blink);
    lit = 1 - lit;
    lamp.write(lit);
}
blink();
button <- hardware.pinB;
button.configure(DIGITAL_IN_PULLUP);
presses <- 0;
before <- 1;
stable <- 1;
function poll() {
    imp.wakeup(0.02, poll);
    local now = button.read();
    if (now == before && now != stable) {
        stable = now;
        if (stable == 0) server.log("press " + ++presses);
    }
    before = now;
}
poll();
