"""The part of imp about what an imp keeps in flash. Stub: squirrel_stubs/imp.config.nut."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.stdlib.blob_stream import impos_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

MOST_USER_BYTES = 4096
TOO_LONG = "value too long in imp.setuserconfiguration(value)"
NO_BLOB = "a string or a blob expected"  # assumed: of instances that are no blobs; a stub refuses other types
FACTORY_ONLY = "imp.%s() is only available in factory firmware"  # assumed: public text only says that it throws


def setuserconfiguration(host: Imp, content: Any) -> None:
    kept = _as_bytes(content)
    if kept is not None and len(kept) > MOST_USER_BYTES:
        raise SquirrelError(TOO_LONG)
    host.device.site.stored.user_configuration = kept


def _as_bytes(content: Any) -> Any:
    if isinstance(content, str):
        return content.encode("latin-1")
    if isinstance(content, Blob):
        return bytes(content)
    if content is not None:
        raise SquirrelError(NO_BLOB)
    return None


def getuserconfiguration(host: Imp) -> Any:
    kept = host.device.site.stored.user_configuration
    return None if kept is None else impos_blob(kept)


def setenroltokens(host: Imp, plan_id: str, token: str) -> None:
    """They matter only to the impCloud, which here knows every imp."""


def setcountry(host: Imp, code: int) -> None:
    raise SquirrelError(FACTORY_ONLY % "setcountry")


def setnvramimage(host: Imp, image: Any) -> None:
    raise SquirrelError(FACTORY_ONLY % "setnvramimage")


def setrescuepin(host: Imp, pin: Any, polarity: int) -> None:
    raise SquirrelError(FACTORY_ONLY % "setrescuepin")


def enablerescuepin(host: Imp, enable: bool) -> None:
    raise SquirrelError(FACTORY_ONLY % "enablerescuepin")


MEMBERS = {
    "setuserconfiguration": setuserconfiguration,
    "getuserconfiguration": getuserconfiguration,
    "setenroltokens": setenroltokens,
    "setcountry": setcountry,
    "setnvramimage": setnvramimage,
    "setrescuepin": setrescuepin,
    "enablerescuepin": enablerescuepin,
}
