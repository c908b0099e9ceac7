// Goes from one Wi-Fi network to another and back. A LED is lit after each arrival until it leaves again.
networks <- [{ ssid = "first", key = "one" }, { ssid = "second", key = "two" }];
current <- 0;
led <- hardware.pin1;
led.configure(DIGITAL_OUT, 0);

function change() {
    current = 1 - current;
    server.log("going to " + networks[current].ssid);
    server.flush(30);
    server.disconnect();
    led.write(0);
    imp.setwificonfiguration(networks[current].ssid, networks[current].key);
    server.connect(arrived, 30);
}

function arrived(reason) {
    if (reason == SERVER_CONNECTED) {
        led.write(1);
        server.log("arrived at " + imp.net.info().interface[0].connectedssid);
    } else {
        print("failed " + reason);
    }
    imp.wakeup(30, change);
}

server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
imp.wakeup(30, change);
