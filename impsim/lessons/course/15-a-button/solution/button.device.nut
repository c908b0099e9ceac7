button <- hardware.pinB;
presses <- 0;
pressed <- false;
resting <- null;        // the timer that waits until the contacts have come to rest

function changed() {
    if (resting != null) imp.cancelwakeup(resting);
    resting = imp.wakeup(0.02, settled);
}

function settled() {
    resting = null;
    local now = button.read() == 0;
    if (now == pressed) return;
    pressed = now;
    if (pressed) server.log("press " + ++presses);
}

lamp <- hardware.pinC;
lamp.configure(DIGITAL_OUT, 0);
lit <- 0;

function blink() {
    imp.wakeup(0.5, blink);
    lit = 1 - lit;
    lamp.write(lit);
}

button.configure(DIGITAL_IN_PULLUP, changed);
blink();
