"""hardware.spiflash as programs use it: what calls do and throw, what outlasts what, and how long it takes."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find, names
from impsim.device.world import FlashChip, Site

HAVING = [name for name in names() if name not in ("imp001", "imp002")]
KB = 1024
# statements, of an imp003 whose flash `f` is enabled -> what they show
SHOWN = [
    ("show(f.size())", "65536"),
    ("show(f.chipid() == 0xef4013)", "true"),
    ("show(typeof f); show(f == hardware.spiflash)", "metatrue"),
    ("local b = f.read(0, 3); show(typeof b + b.len() + b.tell() + b[2])", "blob30255"),
    ("show(f.read(65533, 3).len())", "3"),
    ("show(f.read(7, 0).len())", "0"),
    ("show(typeof f.enable() + typeof f.disable())", "nullnull"),
    ("f.disable(); f.disable(); f.enable(); f.enable(); show(f.size())", "65536"),
    # writing
    ('show(f.write(10, "abc")); show(hex(9, 5))', "0 ff 61 62 63 ff"),
    (
        "local b = blob(4); b.writen(0x1234, 'w'); show(f.write(0, b)); show(b.tell()); show(hex(0, 5))",
        "02 34 12 00 00 ff",
    ),
    ('show(f.write(0, "abcdef", 0, 2)); show(hex(0, 5))', "0 63 64 65 66 ff"),
    ('show(f.write(0, "abcdef", 0, 2, 4)); show(hex(0, 3))', "0 63 64 ff"),
    ('show(f.write(0, "abcdef", null, null, 2)); show(hex(0, 3))', "0 61 62 ff"),
    ('show(f.write(0, "abcdef", 0, 3, 3)); show(hex(0, 1))', "0 ff"),
    ('show(f.write(65535, "a")); show(hex(65534, 2))', "0 ff 61"),
    ('f.write(0, "\\x0f"); show(f.write(0, "\\x3c")); show(hex(0, 1))', "0 0c"),
    ('f.write(0, "\\x0f"); show(f.write(0, "\\x3c", SPIFLASH_PREVERIFY)); show(hex(0, 1))', "2 0f"),
    ('f.write(0, "\\x0f"); show(f.write(0, "\\x3c", SPIFLASH_POSTVERIFY)); show(hex(0, 1))', "1 0c"),
    ('f.write(0, "\\x0f"); show(f.write(0, "\\x3c", 3)); show(hex(0, 1))', "2 0f"),
    ('f.write(0, "\\x0f"); show(f.write(0, "\\x03", 3)); show(hex(0, 1))', "0 03"),
    ('f.write(4094, "abcd"); f.erasesector(4096); show(hex(4094, 4))', " 61 62 ff ff"),
    ("show(typeof f.erasesector(61440))", "null"),
    # reading into blobs
    ('f.write(0, "abc"); local b = blob(); f.readintoblob(0, b, 3); show(b.len() + "," + b.tell())', "3,3"),
    ('f.write(0, "abc"); local b = blob(5); b.seek(4); f.readintoblob(0, b, 3); show(b.len()); show(b[4])', "797"),
    ("local b = blob(); show(typeof f.readintoblob(0, b, 0)); show(b.len())", "null0"),
    # speed
    ("show(f.setspeed(10000000)); show(f.setspeed(4500000.0))", "90000004500000"),
    ("f.disable(); show(f.setspeed(18000000))", "18000000"),
    # what is wrong
    ("f.disable(); f.size()", "Not enabled"),
    ("f.disable(); f.chipid()", "Not enabled"),
    ("f.disable(); f.read(0, 1)", "Not enabled"),
    ("f.disable(); f.readintoblob(0, blob(), 1)", "Not enabled"),
    ('f.disable(); f.write(0, "")', "Not enabled"),
    ("f.disable(); f.erasesector(1)", "Not enabled"),
    ("f.erasesector(1)", "This request must be aligned with a sector (4kb)"),
    ("f.erasesector(65536)", "SPI flash address out of range"),
    ("f.erasesector(-4096)", "SPI flash address out of range"),
    ("f.read(65533, 4)", "SPI flash address out of range"),
    ("f.read(-1, 1)", "SPI flash address out of range"),
    ("f.read(0, -1)", "SPI flash address out of range"),
    ("f.read(2147483647, 2147483647)", "SPI flash address out of range"),
    ("f.readintoblob(65536, blob(), 1)", "SPI flash address out of range"),
    ("f.readintoblob(0, {}, 1)", "parameter 2 has an invalid type 'table' ; expected: 'instance'"),
    ("f.readintoblob(0, f, 1)", "a blob expected"),
    ("f.write(0, f)", "a string or a blob expected"),
    ('f.write(65535, "ab")', "SPI flash address out of range"),
    ('f.write(0, "ab", 0, -1)', "invalid start or end index"),
    ('f.write(0, "ab", 0, 0, 3)', "invalid start or end index"),
    ('f.write(0, "ab", 0, 2, 1)', "invalid start or end index"),
    ("f.setspeed(4499999)", "invalid SPI flash speed"),
    ("f.setspeed(18000001)", "invalid SPI flash speed"),
    ("f.read(0)", "wrong number of parameters"),
    ("f.info()", "the index 'info' does not exist"),
    ("f.size.call({})", "wrong type of instance"),
]
HEX = """
    function hex(at, n) {
        local all = "";
        foreach (byte in f.read(at, n)) all += format(" %02x", byte);
        return all;
    }
"""


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_what_calls_do(statements, shown):
    program = """
        f <- hardware.spiflash; f.enable();
        local text = "";
        local show = function(value) { text += value };
        try { %s } catch (error) { text += error }
        print(text);
    """
    assert one(HEX + program % statements).run(10).log() == [shown]


@pytest.mark.parametrize("model", names())
def test_who_has_it_and_what(model):
    story = one("", model).run(20)
    assert story.value('"spiflash" in hardware') is (model in HAVING)
    assert story.value('SPIFLASH_PREVERIFY + " " + SPIFLASH_POSTVERIFY') == "2 1"
    if model in HAVING:
        found = [story.value('"%s" in hardware.spiflash' % name) for name in ("info", "setspeed", "read")]
        assert found == [model == "imp005", model in ("imp003", "imp004m"), True]
        profile = find(model)
        left = profile["spiflash.chip_bytes"] - profile["spiflash.reserved_bytes"]
        assert story.value("hardware.spiflash.enable(), hardware.spiflash.size()") == left


def test_agents_have_none():
    assert one("", agent='server.log("SPIFLASH_PREVERIFY" in getroottable())').run(10).log() == ["false"]


def test_info_tells_the_factory_s_settings():
    story = one("f <- hardware.spiflash; f.enable(); i <- f.info()", "imp005").run(20)
    assert story.value("i.size + i.max_write_size") == (8 << 20) + 256
    assert story.value("i.len() + typeof i.supports_fast_read + typeof i.fast_dummy_cycles") == "7boolinteger"


# What outlasts what

KEEPER = """
    f <- hardware.spiflash; f.enable();
    print(f.read(0, 1)[0]);
    f.write(0, format("%c", f.read(0, 1)[0] << 1 & 0xff));
"""


@pytest.mark.parametrize("verb", ["squirrel.restart", "power.cycle", "reset.press", "squirrel.deploy"])
def test_contents_outlast_everything(verb):
    story = one(KEEPER).do(20, verb).do(60, verb).run(120)
    assert story.log()[:3] == ["255", "254", "252"]


def test_contents_outlast_deep_sleep():
    program = KEEPER + "imp.onidle(@() server.sleepfor(30))"
    assert one(program).run(80).log()[:3] == ["255", "254", "252"]


def test_each_program_enables_it_itself():
    program = "try { print(hardware.spiflash.size()) } catch (e) { print(e); hardware.spiflash.enable() }"
    assert one(program).do(20, "squirrel.restart").run(40).log() == ["Not enabled"] * 2


def test_a_speed_stays_with_the_imp():
    program = """
        local f = hardware.spiflash, t = hardware.micros();
        f.setspeed(speed); f.enable(); f.read(0, 9000);
        print(((hardware.micros() - t) / 1000) + " ms");
    """
    slow, fast = ("const speed = %d;" % hz + program for hz in (4500000, 18000000))
    story = one(slow).do(20, "squirrel.restart").run(30)
    assert story.log() == ["16 ms", "16 ms"]
    assert one(fast).run(30).log() == ["4 ms"]
    changed = "const n = 1; local speed = hardware.wakereason() ? 18000000 : 4500000;" + program
    assert one(changed).do(20, "squirrel.restart").do(40, "power.cycle").run(60).log() == ["16 ms"] * 3
    raised = "const n = 2; local speed = hardware.wakereason() == WAKEREASON_SW_RESTART ? 4500000 : 18000000;" + program
    assert one(raised).do(20, "squirrel.restart").run(60).log() == ["4 ms", "4 ms"]


def test_power_that_goes_leaves_the_pages_that_are_not_done():
    program = (
        "f <- hardware.spiflash; f.enable(); if (f.read(0, 1)[0] == 255) imp.wakeup(10, @() f.write(0, blob(4096)))"
    )
    started_s = one("print(1)").run(20).timed()[0][0]
    story = one(program).do(started_s + 10.01, "power.cycle").run(40)
    cut = [event for event in story.seen("flash") if event.get("result") == "cut"]
    assert [event["do"] for event in cut] == ["write"]
    done = cut[0]["bytes"]
    assert 0 < done < 4096
    assert done % 256 == 0
    held = story.imps["imp"].device.flash.array.read(0, 4096)
    assert held == bytes(done) + b"\xff" * (4096 - done)


# Time and events


def took_us(statements, model="imp003", **options):
    program = "local f = hardware.spiflash; f.enable(); local t = hardware.micros(); %s; print(hardware.micros() - t)"
    (text,) = one(program % statements, model, **options).run(600).log()
    return int(text)


def test_how_long_things_take():
    assert 45000 < took_us("f.erasesector(0)") < 45100
    assert 700 < took_us('f.write(0, "a")') < 720
    assert took_us("f.write(1, blob(256))") > 2 * 700
    assert took_us("f.write(0, blob(256), 3)") - took_us("f.write(0, blob(256))") == 2 * 462
    assert took_us("f.read(0, 1)") < 20
    assert took_us("f.read(0, 40000)", traced=False) > 70000


def test_what_a_trace_tells():
    story = one(
        'local f = hardware.spiflash; f.enable(); f.erasesector(4096); f.write(7, "abc", 3); f.read(0, 300)'
    ).run(10)
    told = [
        {k: v for k, v in e.items() if k in ("do", "address", "data", "bytes", "result")} for e in story.seen("flash")
    ]
    assert told[:2] == [
        {"do": "erase", "address": 4096},
        {"do": "write", "address": 7, "data": "616263", "bytes": 3, "result": 0},
    ]
    assert (told[2]["do"], told[2]["bytes"], len(told[2]["data"])) == ("read", 300, 512)


def test_an_image_is_there_at_first():
    site = Site(flash=FlashChip(size=1 << 22, image=b"hello"))
    story = one("f <- hardware.spiflash; f.enable()", "imp004m", site=site).run(10)
    assert story.value("f.read(0, 5).tostring() + f.size()") == "hello%d" % ((4 << 20) - 776 * KB)


def test_a_megabyte_is_written_and_read():
    site = Site(flash=FlashChip(size=1 << 24))
    program = """
        local f = hardware.spiflash, piece = blob(4096), sum = 0;
        f.enable();
        for (local i = 0; i < 4096; i++) piece[i] = i;
        for (local at = 0; at < 1048576; at += 4096) f.write(at, piece, SPIFLASH_POSTVERIFY);
        for (local at = 0; at < 1048576; at += 4096) sum += f.read(at, 4096)[255];
        print(sum);
    """
    assert one(program, site=site, traced=False).run(60).log() == [str(256 * 255)]


def test_too_large_a_piece_for_any_imp_ends_the_program():
    site = Site(flash=FlashChip(size=1 << 26))
    for call in ("f.read(0, 1 << 25)", "f.readintoblob(0, blob(), 1 << 25)"):
        story = one("local f = hardware.spiflash; f.enable(); " + call, site=site).run(10)
        assert story.typed("lastexitcode")[:1] == ["out of memory"]
