"""`spiflash` of a device: the size of the flash beside it, and what the program's part holds when power first comes.

    spiflash: {size: 4MB, image: log.bin}
    spiflash: log.bin

An image lies in the folder of its file or below.
"""

from __future__ import annotations

from impsim.device.flash import LARGEST_CHIP, SMALLEST_CHIP, check_chip, has_flash
from impsim.device.world import FlashChip
from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.beside import read_beside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.scenario.documents import Document, Node

UNITS = {"KB": 1 << 10, "MB": 1 << 20}


def _bytes(value: str) -> int:
    """`512KB`, `4MB`: chips are powers of two. Raises Wrong."""
    amount, unit = value[:-2], value[-2:].upper()
    found = int(amount) * UNITS[unit] if amount.isdecimal() and len(amount) < 6 and unit in UNITS else 0
    if not SMALLEST_CHIP <= found <= LARGEST_CHIP or found & found - 1:
        raise f.Wrong("a chip's size like 4MB", "a power of two from 512KB to 64MB")
    return found


@f.reading(type="string")
def _image(document: Document, node: Node) -> Optional[bytes]:
    """The bytes of a file."""
    return read_beside(document, node, LARGEST_CHIP, "an image lies there or below")


CHIP: f.Section = {"size": ("size", f.scalar(_bytes, type="string")), "image": ("image", _image)}


@f.reading(anyOf=[{"type": "string"}, f.table_schema(CHIP)])
def spiflash(document: Document, node: Node) -> FlashChip:
    """The path of an image, or a table."""
    given = f.members(document, node, CHIP) if node.kind == "map" else {"image": _image(document, node)}
    return FlashChip(**{name: value for name, value in given.items() if value is not None})


def check_flash(document: Document, node: Node, profile: Profile, found: dict[str, Any]) -> None:
    """Notes what is wrong with the flash of a device of a model.  node: of the device."""
    if "spiflash" not in node.map:
        return
    if not has_flash(profile):
        document.problem("programs on the %s have no flash" % profile.name, *node.keys["spiflash"])
        return
    try:
        check_chip(profile, found["flash"])
    except Diagnostic as problem:
        document.wrong(node.map["spiflash"], problem.message, problem.hint)
