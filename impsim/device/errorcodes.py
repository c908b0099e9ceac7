"""Why an imp is not connected: the codes of server.connect()'s callback and of imp.net.info().lasterror.

developer.electricimp.com/api/server/connect, /node/2510.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.release import Release

NOT_CONNECTED = 0
NO_WIFI = 1
NO_LINK = 1  # Ethernet's, the same number
NO_IP_ADDRESS = 2
NOT_RESOLVED = 3
NO_SERVER = 4
SERVER_CONNECTED = 5
NO_PROXY = 6
NOT_AUTHORISED = 7
NO_MODEM = 8
SIM_ERROR = 9
NO_REGISTRATION = 10
REGISTRATION_DENIED = 11
NO_PPP_CONNECTION = 12  # assumed: its name is public, its number follows by sequence


def told(code: int, release: Release) -> int:
    """The code that a release tells for what happened.

    Assumed: before cellular had its codes, "for a reason other than those listed" covered it.
    """
    if code == SIM_ERROR and release.has("sim_error_is_no_wifi"):
        return NO_WIFI
    if code >= NO_MODEM and not release.has("cell_error_codes"):
        return NOT_CONNECTED
    return code
