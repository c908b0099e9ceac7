// The same thing by another name on each model.
local bus = null;
switch (imp.info().type) {
    case "imp001":
    case "imp002":
        bus = "uart57";
        break;
    case "imp003":
        bus = "uartDM";
        break;
    case "imp004m":
        bus = "uartHJ";
        break;
    case "imp005":
        bus = "uart1";
        break;
    case "impC001":
        bus = "uartNU";
        break;
    default:
        throw "no bus is known for " + imp.info().type;
}
server.log(bus);
