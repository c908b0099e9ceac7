// Counts how often a button is pressed.
// The button joins pinB to ground: the pin reads 0 while it is pressed, and 1 otherwise.

button <- hardware.pinB;
presses <- 0;

function changed() {
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
