"""The machine under a program: power, cold and warm boots, deep sleep, snoozing.

A cold boot connects; the program starts when the imp is connected or after ten seconds, whichever
comes first (D/resources/imp-boot-procedure), but for an imp006 that was made to boot fast. A warm boot, from deep
sleep, starts it at once and offline. A suspended program for which no connection is found within a minute is lost to a
deep sleep of nine minutes, after which impOS tries for another minute, and so on: it starts anew once that
succeeds (D/api/server/setsendtimeoutpolicy).
"""

from __future__ import annotations

from impsim.device.errorcodes import SERVER_CONNECTED
from impsim.device.network import RECOVERY_US
from impsim.impos import nv
from impsim.impos.connection import Connection
from impsim.impos.program import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.device import Device
    from impsim.impos.log import Log
    from impsim.impos.simulation import Simulation

SQUIRREL_STARTS_US = 10000000  # at a cold boot, connected or not (D/resources/imp-boot-procedure)
RESET_EXIT = "exit code 16"  # the number: D/node/2933; assumed: how the log says it
RESET_US = 500000  # assumed: from a reset to the start of impOS
SNOOZE_US = 540000000  # between two attempts of a minute (D/api/server/setsendtimeoutpolicy)
SHORTEST_SLEEP_US = 100000  # assumed: falling asleep and waking
FLUSH_S = 30.0  # assumed: how long server.sleepfor() waits for the server before it sleeps anyway

# Wake reasons: developer.electricimp.com/node/2407
POWER_ON = 0
TIMER = 1
SW_RESET = 2
PIN = 3
NEW_SQUIRREL = 4
SQUIRREL_ERROR = 5
SNOOZE = 7
HW_RESET = 8
BLINKUP = 9
SW_RESTART = 10

OFF, RUNNING, SLEEPING, SNOOZING, SEEKING = "off", "running", "sleeping", "snoozing", "seeking"


class Machine(Program):
    """power: off, running, sleeping, snoozing, or seeking, which is awake from a snooze without a program.

    wake_reason: why the program was started, as hardware.wakereason() tells it.  started: whether it was, since the
    boot.  booted_us: when impOS started.  connection: how the program's calls meet the network.
    """

    def __init__(self, simulation: Simulation, device: Device, name: str, unit: Any, log: Log) -> None:
        super().__init__(simulation, device, name, unit, log)
        self.connection = Connection(self)
        self.power = OFF
        self.wake_reason = POWER_ON
        self.started = False
        self.booted_us = 0
        self._exit_code = ""  # what the log is to say of the latest end of impOS, once there is a connection
        self._nv: Any = None
        self._latest_start: Optional[list[Any]] = None
        self._next_begin: Optional[list[Any]] = None
        self._wake: Optional[list[Any]] = None
        device.network.on_connecting = device.blinkup.connecting
        device.network.on_connected = self.connected
        device.pins.bank.on_wake = self._woken_by_pin
        simulation.world.watch(self._world_changed)

    # Power

    def power_on(self) -> None:
        """Power comes: a cold boot. An imp that has power is left alone."""
        if self.power == OFF:
            self.device.around.emit("power", state="on")
            self.device.power_up()
            self._cold_boot(POWER_ON)

    def power_off(self) -> None:
        """Power goes, at once. What is not in flash is lost. An imp that has none is left alone."""
        if self.power != OFF:
            self._nv = None
            self._halt(OFF)

    def power_cycle(self, off_us: int) -> None:
        """Power goes and comes back."""
        self.power_off()
        self.clock.after(off_us, self.power_on)

    def _halt(self, power: str) -> None:
        """The processor stops: no program, no network."""
        self.end()
        self.device.power_down()
        self.device.reset()
        self._cancel_starts()
        self._enter(power)

    def _cancel_starts(self) -> None:
        for event in (self._latest_start, self._wake, self._next_begin):
            if event is not None:
                self.clock.cancel(event)
        self._latest_start = self._wake = self._next_begin = None

    def _enter(self, power: str, **more: Any) -> None:
        self.power = power
        self.device.around.emit("power", state=power, **more)

    # Booting

    def _cold_boot(self, reason: int) -> None:
        """impOS starts and connects, then the program."""
        device = self.device
        device.cold_boot()
        self._boot(reason)
        if device.wifi is not None:
            device.wifi.cold_boot()
        device.blinkup.cold_boot()
        if device.flash is not None:
            device.flash.cold_boot()
        if self._boots_fast:
            self._start()
            return
        self._latest_start = self.clock.after(SQUIRREL_STARTS_US, self._start)
        device.network.connect(self._boot_ended)

    @property
    def _boots_fast(self) -> bool:
        """Whether the program starts at once and offline, as factory firmware may set an imp006 (D/node/3136).

        Assumed: its rescue pin is never asserted.
        """
        return self.device.site.stored.fast_boot and self.device.profile.model == "imp006"

    def _boot(self, reason: int) -> None:
        self.started = False
        self.wake_reason = reason
        self.forgive()
        self._start_os()
        self._enter(RUNNING, wake_reason=reason)

    def _start_os(self) -> None:
        self.booted_us = self.clock.now_us
        self.device.rtc.boot()

    def _boot_ended(self, code: int) -> None:
        if code == SERVER_CONNECTED:
            self._start()
        self.connection.sought(code)

    def connected(self) -> None:
        """The imp has reached the server: it learns the time, and the log how impOS has ended."""
        self.device.rtc.set_by_server()
        if self._exit_code:
            self.log.write("lastexitcode", self._exit_code)
            self._exit_code = ""

    def _start(self) -> None:
        """Starts the program, unless a connection comes after it has started."""
        if not self.started and self.power == RUNNING:
            self.started = True
            self._cancel_starts()
            self.begin()

    def _warm_boot(self, reason: int) -> None:
        """From deep sleep: the program starts at once and offline."""
        self._wake = None
        self._boot(reason)
        self.device.blinkup.warm_boot()
        self._start()

    def reset(self) -> None:
        """imp.reset(), which does not return: as if power came for the first time."""
        self._restart_os(SW_RESET)
        self._exit_code = RESET_EXIT
        self.leave()

    def press_reset(self) -> None:
        """Somebody pulls the reset pin of an imp that has power.

        Assumed: an imp001 or imp002, which has no wake reason for it (D/node/2407), tells POWER_ON.
        """
        if self.power != OFF:
            self._restart_os(POWER_ON if self.device.profile.model in ("imp001", "imp002") else HW_RESET)

    def _restart_os(self, reason: int) -> None:
        self._nv = None
        self._halt(RUNNING)
        self._wake = self.clock.after(RESET_US, lambda: self._cold_boot(reason))

    def blink_up(self, ssid: str, key: str) -> bool:
        """Somebody shows it a network by BlinkUp: it starts anew with that. False: it was not looking."""
        if self.power != RUNNING or not self.device.blinkup.accepts():
            return False
        stored = self.device.site.stored
        stored.ssid, stored.key = ssid, key
        if self.device.wifi is not None:
            self.device.wifi.forget_hints()  # D/node/2983
        self._halt(RUNNING)
        self._wake = self.clock.after(RESET_US, lambda: self._cold_boot(BLINKUP))
        return True

    # Sleeping

    def deep_sleep(self, wakes_at: Callable[[], int], flush: bool) -> None:
        """Does not return: the program is gone, and starts anew at the virtual time that wakes_at() gives once all is
        sent."""
        kept = nv.saved(self.vm.root) if self.device.profile["power.nv"] else None
        if flush:
            self.connection.flush(FLUSH_S)
        self._nv = kept
        self.device.network.disconnect(hasty=not flush)
        self.device.power_down()
        until_us = max(wakes_at(), self.clock.now_us + SHORTEST_SLEEP_US)
        self._fall_asleep(SLEEPING, until_us, lambda: self._warm_boot(TIMER))
        self.leave()

    def _fall_asleep(self, power: str, until_us: int, then: Callable[[], Any], background: bool = False) -> None:
        self._cancel_starts()
        self._enter(power, until_us=until_us)
        self._wake = self.clock.at(until_us, then, background)

    def flush_and_disconnect(self) -> int:
        """server.expectonlinein(): 0 or a send error."""
        outcome = self.connection.flush(FLUSH_S)
        self.device.network.disconnect()
        return outcome

    def drive_pin(self, name: str, level: Optional[int]) -> None:
        """The world drives a pin, or lets go of it (None). Raises Diagnostic when there is no such pin."""
        self.device.pins.named(name).drive(level)

    def wake_by_pin(self) -> None:
        """Somebody uses its wake-up pin."""
        self.device.pins.pulse()

    def _woken_by_pin(self) -> None:
        """An armed wake-up pin has gone high, which ends a deep sleep (D/node/3158)."""
        if self.power == SLEEPING:
            self._cancel_starts()
            self._warm_boot(PIN)

    def snooze(self) -> None:
        """No connection was found for a suspended program: deep sleep, and another attempt later.

        Assumed: an imp without deep sleep keeps the program suspended and tries at the same times.
        """
        hopeless = self._hopeless
        if self.device.profile["power.deep_sleep"]:
            if self.running and self.device.profile["power.nv"]:
                self._nv = nv.saved_by_impos(self.vm.root)
            self.end()
            self.device.power_down()
            self._fall_asleep(SNOOZING, self.clock.now_us + SNOOZE_US, self._seek_again, background=hopeless)
        else:
            if self.running:
                self.loop.hold()
            self._wake = self.clock.after(SNOOZE_US, self._seek_again, background=hopeless)

    def _seek_again(self) -> None:
        if self.power == SNOOZING:
            self.started = False
            self.wake_reason = SNOOZE
            self._start_os()
            self.device.blinkup.warm_boot()
            self._enter(SEEKING)
        self.device.network.connect(self._sought_again, RECOVERY_US, background=self._hopeless)

    @property
    def _hopeless(self) -> bool:
        """Whether the world is as it was when the latest attempt to connect began."""
        return self.device.network.sought_in_version == self.device.around.world.version

    def _sought_again(self, code: int) -> None:
        self._wake = None
        if code != SERVER_CONNECTED:
            self.snooze()
        elif self.power == SEEKING:
            self.forgive()
            self._enter(RUNNING, wake_reason=self.wake_reason)
            self._start()
        else:
            self._start()
            self.connection.sought(code)

    def _world_changed(self) -> None:
        """An imp that tries for ever keeps no run going, unless its next attempt may end otherwise."""
        if self._wake is not None and self.power != SLEEPING:
            self.clock.after(SNOOZE_US + RECOVERY_US, _nothing)

    # Clocks

    def read_clock(self) -> int:
        """Microseconds since impOS started."""
        return super().read_clock() - self.booted_us

    def wall_s(self) -> int:
        """The Unix time as the imp knows it."""
        self.read_clock()
        return self.device.rtc.read_us() // 1000000


def _nothing() -> None:
    """Only time passes."""
