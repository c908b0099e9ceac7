// Why it has started, in words.
switch (hardware.wakereason()) {
    case WAKEREASON_POWER_ON:
        server.log("power");
        break;
    case WAKEREASON_TIMER:
        server.log("timer");
        break;
    case WAKEREASON_SW_RESET:
        server.log("software reset");
        break;
    case WAKEREASON_PIN1:
        server.log("pin");
        break;
    case WAKEREASON_NEW_SQUIRREL:
        server.log("new code");
        break;
    case WAKEREASON_SQUIRREL_ERROR:
        server.log("error");
        break;
    default:
        server.log("something newer");
}
