// A button between pin 1 and ground, an LED on pin 2.
button <- hardware.pin1;
lamp <- hardware.pin2;
lit <- 0;

lamp.configure(DIGITAL_OUT, lit);
button.configure(DIGITAL_IN_PULLUP, function() {
    if (button.read() == 1) return;     // released
    lit = 1 - lit;
    lamp.write(lit);
    server.log("the lamp is " + (lit ? "on" : "off"));
});
