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
presses <- 0;
pressed <- false;
locked <- false;
function look() {
    if (locked) return;
    local now = button.read() == 0;
    if (now == pressed) return;
    pressed = now;
    if (pressed) server.log("press " + ++presses);
    locked = true;
    imp.wakeup(0.03, function() {
        locked = false;
        look();
    });
}
button.configure(DIGITAL_IN_PULLUP, look);
