// Waits in the callback until the button has been released. Nothing else happens meanwhile.
button <- hardware.pinB;
presses <- 0;

function changed() {
    imp.sleep(0.02);
    if (button.read() != 0) return;
    presses++;
    server.log("press " + presses);
    while (button.read() == 0) imp.sleep(0.01);
    imp.sleep(0.03);
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
