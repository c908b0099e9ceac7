"""What a USB device tells of itself, as bytes (USB 2.0, chapter 9.6) and as the tables that impOS makes of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BULK, INTERRUPT = 2, 3  # kinds of endpoints
IN = 0x80  # the bit of an endpoint's address that says: to the imp
DEVICE, CONFIGURATION, STRING = 1, 2, 3  # kinds of descriptors
INTERFACE_HEAD, ENDPOINT_HEAD = b"\x09\x04", b"\x07\x05"
ENGLISH = b"\x09\x04"  # the one language of the strings
SELF_POWERED_NEVER = 0x80  # attributes of a configuration
CONFIGURED = 1  # the number of the one configuration
MOST_CHARACTERS = 126  # of a string


class Endpoint:
    """address: with IN for one to the imp.  kind: BULK or INTERRUPT.  size: of packets.  interval: ms between polls."""

    def __init__(self, address: int, kind: int = BULK, size: int = 64, interval: int = 0) -> None:
        self.address = address
        self.kind = kind
        self.size = size
        self.interval = interval

    def bytes(self) -> bytes:
        """Its descriptor."""
        return ENDPOINT_HEAD + bytes([self.address, self.kind, self.size & 255, self.size >> 8, self.interval])

    def plain(self) -> dict[str, Any]:
        """The same as a table."""
        return {
            "address": self.address,
            "attributes": self.kind,
            "maxpacketsize": self.size,
            "interval": self.interval,
        }


class Interface:
    """codes: class, subclass, protocol.  more: descriptors of its class, between its own and those of its endpoints."""

    def __init__(self, codes: tuple[int, int, int], endpoints: list[Endpoint], more: bytes = b"") -> None:
        self.codes = codes
        self.endpoints = endpoints
        self.more = more

    def bytes(self, number: int) -> bytes:
        """Its descriptor and those that belong to it."""
        own = INTERFACE_HEAD + bytes([number, 0, len(self.endpoints), *self.codes, 0])
        return own + self.more + b"".join(endpoint.bytes() for endpoint in self.endpoints)

    def plain(self, number: int) -> dict[str, Any]:
        """The same as a table."""
        return {
            "interfacenumber": number,
            "altsetting": 0,
            "class": self.codes[0],
            "subclass": self.codes[1],
            "protocol": self.codes[2],
            "interface": 0,
            "endpoints": [endpoint.plain() for endpoint in self.endpoints],
        }


class Descriptors:
    """vendor, product, release: its numbers.  strings: maker, product, serial number.  size0: of control packets.

    codes: class, subclass, protocol of the device, zeros where its interfaces tell.  power_ma: what it may draw.
    """

    def __init__(
        self,
        vendor: int,
        product: int,
        release: int,
        interfaces: list[Interface],
        strings: tuple[str, str, str],
        codes: tuple[int, int, int] = (0, 0, 0),
        size0: int = 8,
        power_ma: int = 100,
    ) -> None:
        self.vendor = vendor
        self.product = product
        self.release = release
        self.interfaces = interfaces
        self.strings = strings
        self.codes = codes
        self.size0 = size0
        self.power_ma = power_ma
        self.version = 0x0110  # of the specification; also of faster devices, which an imp does not let be fast

    def device(self) -> bytes:
        """The descriptor of the device."""
        words = b"".join(number.to_bytes(2, "little") for number in (self.vendor, self.product, self.release))
        head = bytes([18, DEVICE]) + self.version.to_bytes(2, "little") + bytes([*self.codes, self.size0])
        return head + words + bytes([*self._indexes(), 1])

    def _indexes(self) -> list[int]:
        """Of the strings that there are; 0 for those that there are not."""
        return [number if text else 0 for number, text in enumerate(self.strings, 1)]

    def configuration(self) -> bytes:
        """The descriptor of the one configuration with all that belong to it."""
        below = b"".join(interface.bytes(number) for number, interface in enumerate(self.interfaces))
        head = bytes([9, CONFIGURATION]) + (9 + len(below)).to_bytes(2, "little")
        attributes = [len(self.interfaces), CONFIGURED, 0, SELF_POWERED_NEVER, self.power_ma // 2]
        return head + bytes(attributes) + below

    def string(self, index: int) -> bytes:
        """The descriptor of a string, b"" where there is none; that of index 0 lists the languages."""
        if index > len(self.strings) or (index and not self.strings[index - 1]):
            return b""
        text = self.strings[index - 1][:MOST_CHARACTERS].encode("utf-16-le") if index else ENGLISH
        return bytes([2 + len(text), STRING]) + text

    def plain(self) -> dict[str, Any]:
        """All as impOS tells a program of it (D/node/2536)."""
        maker, product, serial = self._indexes()
        return {
            "usb": self.version,
            "class": self.codes[0],
            "subclass": self.codes[1],
            "protocol": self.codes[2],
            "maxpacketsize0": self.size0,
            "vendorid": self.vendor,
            "productid": self.product,
            "device": self.release,
            "manufacturer": maker,
            "product": product,
            "serial": serial,
            "numofconfigurations": 1,
            "configurations": [self._plain_configuration()],
        }

    def _plain_configuration(self) -> dict[str, Any]:
        return {
            "value": CONFIGURED,
            "configuration": 0,
            "attributes": SELF_POWERED_NEVER,
            "maxpower": self.power_ma // 2,
            "interfaces": [interface.plain(number) for number, interface in enumerate(self.interfaces)],
        }

    def endpoint(self, address: int) -> Any:
        """The endpoint with an address, or None."""
        for interface in self.interfaces:
            for endpoint in interface.endpoints:
                if endpoint.address == address:
                    return endpoint
        return None
