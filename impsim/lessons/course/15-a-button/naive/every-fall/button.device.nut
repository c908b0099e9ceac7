// One each time that the pin goes low; but it goes low more than once in a press.
button <- hardware.pinB;
presses <- 0;

function changed() {
    if (button.read() != 0) return;
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
