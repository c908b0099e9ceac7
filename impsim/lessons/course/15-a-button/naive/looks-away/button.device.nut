// Looks away for half a second after each press.
button <- hardware.pinB;
presses <- 0;
last <- 0;

function changed() {
    local now = hardware.millis();
    if (button.read() != 0 || now - last < 500) return;
    last = now;
    presses++;
    server.log("press " + presses);
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
