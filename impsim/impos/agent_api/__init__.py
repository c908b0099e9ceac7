"""The objects that agents' programs find. Each module implements one, as in impsim.impos.api; the host is an Agent."""

from __future__ import annotations

from impsim.impos.agent_api import crypto, device, http, http_coding, http_hash, http_streams, imp, mqtt, server

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

AGENT_IMPLEMENTATIONS: dict[str, dict[str, Any]] = {
    "crypto": crypto.MEMBERS,
    "device": device.MEMBERS,
    "http": {**http.MEMBERS, **http_coding.MEMBERS, **http_streams.MEMBERS},
    "http.hash": http_hash.MEMBERS,
    "imp": imp.MEMBERS,
    "mqtt": mqtt.MEMBERS,
    "server": server.MEMBERS,
}
