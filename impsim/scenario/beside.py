"""Files that a scenario or world file names besides programs: they lie in its folder or below.

Programs can read what is in them, and who tests a stranger's project need not fear for other files.
"""

from __future__ import annotations

import os

from impsim.scenario import fields as f

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.scenario.documents import Document, Node

LONGEST_PATH = 4096


def read_beside(document: Document, node: Node, most_bytes: int, hint: str) -> Optional[bytes]:
    """The bytes of a file; of one that is too large, one too many. None: there is none, which is noted."""
    path = f.text(LONGEST_PATH)(document, node)
    if not path:
        return None
    folder = os.path.realpath(os.path.dirname(document.path) or ".")
    try:
        place = os.path.realpath(os.path.join(folder, path))
        if os.path.commonpath([folder, place]) != folder:
            document.wrong(node, "'%s' is outside the folder of this file" % path, hint)
            return None
        return _read(place, most_bytes)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        document.wrong(node, "'%s': %s" % (path, reason.lower()))
        return None


def _read(path: str, most_bytes: int) -> bytes:
    if not os.path.isfile(path):
        raise FileNotFoundError(0, "no such file")
    with open(path, "rb") as file:
        return file.read(most_bytes + 1)
