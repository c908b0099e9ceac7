// Waters a plant: the pump runs one second in every ten.

pump <- hardware.pinA;
pump.configure(DIGITAL_OUT, 0);

function water() {
    imp.wakeup(10, water);
    pump.write(1);
    imp.wakeup(1, @() pump.write(0));
    server.log("watered");
}

water();
