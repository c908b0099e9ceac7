"""What the table hardware says of the supply and the light, and what is there for old programs."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import names

SHOW = 'print("%s" in %s)'


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("voltage", lambda model: model != "imp005"),  # D/node/2444
        ("vbat", lambda model: model in ("imp003", "imp004m", "impC001", "impC001-us", "impC001-aus")),  # D/node/2410
        ("lightlevel", lambda model: True),
        ("getimpeeid", lambda model: True),
        ("configure", lambda model: model in ("imp001", "imp002")),
    ],
)
def test_which_models_have_them(name, models):
    chosen = ["imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001"]
    found = [one(SHOW % (name, "hardware"), model).run(12).log() == ["true"] for model in chosen]
    assert found == [models(model) for model in chosen]


def test_the_error_of_a_member_that_is_missing():
    """D/node/2410."""
    program = "try { hardware.vbat() } catch (error) { print(error) }"
    assert one(program, "imp005").run(12).log() == ["the index 'vbat' does not exist"]


def test_voltages_follow_the_world():
    story = one("").run(10)
    device = story.imps["imp"].device
    expressions = ("hardware.voltage()", "hardware.vbat()")
    assert [story.value(expression) for expression in expressions] == pytest.approx([3.3, 3.3])
    device.site.supply.battery_mv = 3700
    assert [story.value(expression) for expression in expressions] == pytest.approx([3.3, 3.7])
    device.site.supply.mv = 2900
    story.simulation.world.changed()
    assert [story.value(expression) for expression in expressions] == pytest.approx([2.9, 3.7])


def test_the_light_has_twelve_bits():
    story = one("").run(10)
    for level, read in ((0, 0), (65535, 65535), (20000, 20004), (4096, 4097)):
        story.imps["imp"].device.site.light.level = level
        assert story.value("hardware.lightlevel()") == read


def test_what_old_programs_call():
    program = """
        imp.configure("Emma 8-Char Display", [], [null]);
        hardware.configure(SPI_257);
        foreach (mode in [I2C_12, I2C_89, SPI_189, UART_12, UART_57, UART_1289]) hardware.configure(mode);
        print(hardware.getimpeeid() == hardware.getdeviceid());
    """
    assert one(program, "imp001").run(12).log() == ["true"]


@pytest.mark.parametrize("name", ["I2C_89", "I2C1_89"])
def test_a_bus_is_ready_that_was_enabled_as_of_old(name):
    program = """
        local bus = hardware.i2c89;
        print(bus.write(0x48, "x"));
        hardware.configure(SPI_257, %s);
        print(bus.write(0x48, "x") != -13);
        print(hardware.spi257.write("abc"));
        try { hardware.configure(99) } catch (error) { print(error) }
        try { hardware.configure(UART_57, "x") } catch (error) { print(error) }
    """
    wrong = "parameter 2 has an invalid type 'string' ; expected: 'null|integer'"
    assert one(program % name, "imp001").run(12).log() == ["-13", "true", "3", "invalid peripheral", wrong]


def test_a_uart_is_ready_that_was_enabled_as_of_old():
    program = "foreach (mode in [UART1_57, UART2_1289]) hardware.configure(mode); print(hardware.uart57.read());"
    assert one(program, "imp001").run(12).log() == ["-1"]


def test_the_power_enable_pin_lasts_until_the_next_cold_boot():
    program = """
        print(imp.getpoweren());
        imp.setpoweren(false);
        print(imp.getpoweren());
        if (hardware.wakereason() == WAKEREASON_POWER_ON) imp.wakeup(20, @() imp.deepsleepfor(10));
        if (hardware.wakereason() == WAKEREASON_TIMER) imp.wakeup(20, @() imp.reset());
    """
    log = [text for text in one(program).run(100).log() if not text.startswith("exit")]
    assert log[:6] == ["true", "false", "false", "false", "true", "false"]


@pytest.mark.parametrize("model", [name for name in names() if name not in ("imp001", "imp002", "imp003")])
def test_other_models_have_no_power_enable_pin(model):
    assert one(SHOW % ("getpoweren", "imp") + ";" + SHOW % ("configure", "imp"), model).run(12).log() == [
        "false",
        "false" if model.startswith("impC001") else "true",  # D/node/2366
    ]
