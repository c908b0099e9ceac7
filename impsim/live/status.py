"""What an imp is like at this moment, in words."""

from __future__ import annotations

from impsim.device.profile import INTERFACE_NAMES
from impsim.device.states import NAMES
from impsim.impos.machine import RUNNING, SEEKING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.live.session import Session

    Rows = list[tuple[str, str]]


def status_of(session: Session) -> Rows:
    """(name, value) of each thing worth knowing."""
    imp, setup = session.imp, session.setup
    awake = imp.power in (RUNNING, SEEKING)
    rows: Rows = [
        ("time", "%.6f s" % (session.now_us / 1e6)),
        ("model", "%s, impOS %s" % (setup.profile.name, setup.release)),
        ("power", imp.power),
        ("program", _program(session)),
        ("connection", _connection(session) if awake else "none"),
    ]
    rows += [(INTERFACE_NAMES[face.kind], NAMES[face.state]) for face in imp.device.interfaces if awake]
    rows.append(("LED", "lit" if imp.device.blinkup.lit else "dark"))
    if awake and imp.running:
        rows.append(("memory", "%d bytes free" % imp.memory.free()))
    return rows


def _program(session: Session) -> str:
    imp = session.imp
    if imp.hung is not None:
        return "hangs: %s" % imp.hung[0]
    if imp.running:
        stands = ", stands in a call" if imp.loop.busy else ", suspended" if imp.loop.held else ""
        return "runs, wake reason %d%s" % (imp.wake_reason, stands)
    return "does not run"


def _connection(session: Session) -> str:
    network = session.imp.device.network
    return "connected" if network.connected else "disconnected"
