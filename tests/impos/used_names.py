"""The names of the API that public programs use: each occurs in five or more public repositories.

ON_DEVICES, ON_AGENTS: expressions that name a member.
"""

from __future__ import annotations

GLOBALS = "format blob time date split getroottable array strip print assert regexp type error"
MATHS = "math.rand math.abs math.pow math.floor math.fabs math.sqrt math.ceil math.log math.sin math.cos"
CONSTANTS = (
    "DIGITAL_OUT CLOCK_SPEED_400_KHZ PARITY_NONE NO_CTSRTS DIGITAL_IN DIGITAL_IN_PULLUP MSB_FIRST DIGITAL_IN_WAKEUP"
    " RAND_MAX CLOCK_IDLE_LOW ANALOG_IN DIGITAL_IN_PULLDOWN WAIT_TIL_SENT RETURN_ON_ERROR WAKEREASON_TIMER"
    " SERVER_CONNECTED WAKEREASON_POWER_ON WAKEREASON_PIN CLOCK_SPEED_100_KHZ PI PWM_OUT SIMPLEX_TX DIGITAL_OUT_OD"
    " WAKEREASON_NEW_SQUIRREL USE_CS_L WAKEREASON_SW_RESET"
)
DEVICE_API = (
    "server.log server.error server.isconnected server.sleepfor server.setsendtimeoutpolicy server.disconnect"
    " server.connect server.flush server.restart server.factoryblinkup agent.send agent.on imp.wakeup imp.sleep"
    " imp.cancelwakeup imp.configparams imp.onidle imp.getsoftwareversion imp.environment"
    " imp.enableblinkup imp.getmacaddress imp.setpowersave imp.deepsleepfor imp.info imp.getmemoryfree imp.net"
    " imp.scanwifinetworks imp.setsendbuffersize imp.reset imp.net.info imp.clearconfiguration imp.configure"
    " hardware.millis hardware.micros hardware.getdeviceid hardware.lightlevel hardware.wakereason hardware.voltage"
    " hardware.spiflash crypto.equals"
)
PINS = (
    "pin1 pin2 pin5 pin7 pin8 pin9 pinA pinB pinC pinD pinE pinF pinH pinJ pinK pinL pinM pinR pinS pinT pinU pinV pinW"
    " pinYC pinYG pinYT"
)
BUSES = "i2c89 i2c12 i2cAB i2cKL spi257 spi0 spiYJTHU uart12 uart57 uart6E uart0 uart1 uartNU"  #
ON_DEVICES = (
    [*GLOBALS.split(), *MATHS.split(), *CONSTANTS.split(), *DEVICE_API.split()]
    + ["hardware.%s" % name for name in (*PINS.split(), *BUSES.split())]
    + ["hardware.pin1.configure", "hardware.pinA.write", "hardware.i2c89.configure", '"".len']
)
ON_AGENTS = [
    *GLOBALS.split(),
    *MATHS.split(),
    *(
        "imp.configparams.deviceid server.log server.error"
        " server.load server.save server.restart device.on device.send device.isconnected"
        " imp.wakeup imp.sleep imp.cancelwakeup imp.configparams imp.getsoftwareversion imp.environment"
        " imp.getmemoryfree http.jsonencode http.jsondecode http.post http.agenturl http.get http.urlencode"
        " http.onrequest http.base64encode http.request http.httpdelete http.put http.base64decode http.urldecode"
        " http.hash crypto.equals mqtt.createclient"
    ).split(),
]
