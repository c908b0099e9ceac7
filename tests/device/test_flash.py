"""NOR flash: what programming and erasing make of its bytes, whatever the order; which chips there can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.flash import PAGE, SECTOR, NorArray, SpiFlash, both, check_chip, has_flash, pages
from impsim.device.profile import find, names
from impsim.device.world import FlashChip
from impsim.errors import Diagnostic

SIZE = 4 * SECTOR


class Plain:
    """The same by one text of bytes."""

    def __init__(self):
        self.held = bytearray(b"\xff" * SIZE)

    def program(self, address, data):
        for number, byte in enumerate(data):
            self.held[address + number] &= byte

    def erase(self, address):
        self.held[address : address + SECTOR] = b"\xff" * SECTOR


ADDRESSES = st.integers(0, SIZE - 1) | st.sampled_from([n * SECTOR + d for n in range(1, 4) for d in (-2, -1, 0, 1)])
DATA = st.binary(max_size=20) | st.builds(
    lambda byte, count: bytes([byte]) * count, st.integers(0, 255), st.integers(0, 9000)
)
STEPS = st.one_of(
    st.tuples(st.just("program"), ADDRESSES, DATA),
    st.tuples(st.just("erase"), st.integers(0, 3), st.none()),
)


@given(st.lists(STEPS, max_size=8), ADDRESSES, st.integers(0, SIZE))
def test_it_holds_what_a_plain_text_of_bytes_would(steps, address, count):
    array, plain = NorArray(SIZE), Plain()
    for step, place, data in steps:
        if step == "erase":
            array.erase(place * SECTOR)
            plain.erase(place * SECTOR)
        else:
            data = data[: SIZE - place]
            assert array.takes(place, data) == (both(plain.held[place : place + len(data)], data) == data)
            array.program(place, data)
            plain.program(place, data)
    assert array.read(0, SIZE) == plain.held
    count = min(count, SIZE - address)
    assert array.read(address, count) == plain.held[address : address + count]


def test_what_is_blank_takes_no_memory():
    array = NorArray(1 << 26)
    assert array.read((1 << 26) - 3, 3) == b"\xff\xff\xff"
    array.program(0, b"\xff" * 10 * SECTOR)
    assert array.used == 0
    array.program(5 * SECTOR - 1, b"ab")
    assert array.used == 2
    array.erase(0, 1 << 26)
    assert array.used == 0


@given(st.integers(0, 3 * PAGE), st.binary(max_size=3 * PAGE))
def test_a_chip_is_programmed_page_by_page(address, data):
    found = list(pages(address, data))
    assert b"".join(piece for _, piece in found) == data
    for start, piece in found:
        assert 0 < len(piece) <= PAGE
        assert start // PAGE == (start + len(piece) - 1) // PAGE
    assert [start for start, _ in found] == [address + n for n in range(len(data)) if not n or not (address + n) % PAGE]


def test_models_with_a_flash():
    assert [name for name in names() if not has_flash(find(name))] == ["imp001", "imp002"]


@pytest.mark.parametrize("name", [name for name in names() if has_flash(find(name))])
def test_every_model_leaves_some_of_its_own_chip(name):
    profile = find(name)
    check_chip(profile, FlashChip())
    left = profile["spiflash.chip_bytes"] - profile["spiflash.reserved_bytes"]
    assert left >= 0x10000
    assert left % SECTOR == 0
    check_chip(profile, FlashChip(image=bytes(left)))
    with pytest.raises(Diagnostic, match="does not fit"):
        check_chip(profile, FlashChip(image=bytes(left + 1)))


def test_a_chip_must_be_larger_than_what_impos_takes():
    check_chip(find("imp003"), FlashChip(size=1 << 19))
    with pytest.raises(Diagnostic, match="a flash of 512 KB is too small for the imp004m"):
        check_chip(find("imp004m"), FlashChip(size=1 << 19))


def chip(name="imp003", **values):
    return SpiFlash(None, find(name), FlashChip(**values))


def test_the_program_s_part_begins_with_the_image():
    flash = chip(size=1 << 20, image=b"hello")
    assert flash.size == (1 << 20) - 448 * 1024
    assert flash.array.read(0, 6) == b"hello\xff"


# hertz that are asked for -> what is set, on an imp003
SPEEDS = [
    (4500000, 4500000),
    (8999999.5, 4500000),
    (9000000, 9000000),
    (18000000, 18000000),
    (18000001, 0),
    (4499999, 0),
]


@pytest.mark.parametrize(("asked", "applied"), SPEEDS)
def test_speeds(asked, applied):
    flash = chip()
    assert flash.want_speed(asked) == applied
    assert flash.speed_hz == 4500000
    flash.enable()
    assert flash.speed_hz == (applied or 4500000)


def test_a_used_speed_stays_until_a_cold_boot():
    flash = chip()
    flash.begin()
    flash.want_speed(9000000)
    flash.enable()
    flash.begin()
    flash.want_speed(18000000)
    flash.enable()
    assert flash.speed_hz == 9000000
    flash.cold_boot()
    assert flash.speed_hz == 4500000
    flash.want_speed(18000000)
    flash.enable()
    assert (flash.speed_hz, flash.transfer_us(14)) == (18000000, 8)


@pytest.mark.parametrize(("size", "identification"), [(0, 0xEF4013), (1 << 20, 0xEF4014), (1 << 26, 0xEF401A)])
def test_the_identification_tells_the_size(size, identification):
    assert chip(size=size).chip_id == identification
