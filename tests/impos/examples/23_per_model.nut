// The same things by other names on each model: a UART, and a pin for an LED.
local bus = null, led = null;
switch (imp.info().type) {
    case "imp001":
    case "imp002":
        bus = "uart57";
        led = hardware.pin9;
        break;
    case "imp003":
        bus = "uartDM";
        led = hardware.pinE;
        break;
    case "imp004m":
        bus = "uartHJ";
        led = hardware.pinF;
        break;
    case "imp005":
        bus = "uart1";
        led = hardware.pinM;
        break;
    case "impC001":
        bus = "uartNU";
        led = hardware.pinH;
        break;
    default:
        throw "no bus is known for " + imp.info().type;
}
led.configure(DIGITAL_OUT, 1);
server.log(bus + " " + led.read());
