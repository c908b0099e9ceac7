"""Sampler, fixed-frequency DAC and dfsdm, as programs use them."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find, names
from impsim.device.signals import sine


def pin(story, name):
    return story.imps["imp"].device.pins.named(name)


@pytest.mark.parametrize("model", names())
def test_which_models_have_them(model):
    listed = ("sampler", "fixedfrequencydac", "dfsdm", "pwmpairKD")
    program = "".join('print("%s " + ("%s" in hardware));' % (name, name) for name in listed)
    assert one(program, model).run(12).log() == [
        "%s %s" % (name, str(name in find(model)["api.others"]).lower()) for name in listed
    ]


def test_an_imp004m_has_none_before_38():
    program = 'print("dfsdm" in hardware); print("fixedfrequencydac" in hardware)'
    assert one(program, "imp004m", "36").run(12).log() == ["false", "false"]


# sampler


RECORD = """
    local taken = [];
    function full(buffer, length) {
        if (buffer == null) return print("overrun " + length);
        local text = length + ":";
        for (local i = 0; i < length && i < 16; i += 2) text += " " + buffer.readn('w');
        print(text);
        %s
    }
    hardware.sampler.configure(%s, %s, %s, full%s);
    hardware.sampler.start();
    imp.wakeup(%s, @() hardware.sampler.stop());
"""


def record(pins="hardware.pin2", rate=100, buffers="[blob(8), blob(8)]", more="", stop=0.11, busy=""):
    return RECORD % (busy, pins, rate, buffers, more, stop)


def test_buffers_are_filled_at_the_rate():
    story = one(record(), "imp001")
    story.at(0, lambda: pin(story, "pin2").drive_mv(1650))
    log = story.run(20).timed()
    assert [text for _, text in log] == ["8: 32768 32768 32768 32768"] * 2 + ["4: 32768 32768"]
    assert [round((t_s - 2.16) * 1000) for t_s, _ in log] == [40, 80, 110]


def test_several_pins_take_turns():
    program = record("[hardware.pin2, hardware.pin5, hardware.pin2]", buffers="[blob(12), blob(12)]", stop=0.03)
    story = one(program, "imp001")
    story.at(0, lambda: (pin(story, "pin2").drive_mv(0), pin(story, "pin5").drive_mv(3300)))
    assert story.run(20).log() == ["12: 0 65520 0 0 65520 0"]


def test_what_changes_in_between_is_in_the_samples():
    story = one(record(buffers="[blob(16), blob(16)]", stop=0.09), "imp001")
    story.at(0, lambda: pin(story, "pin2").drive_mv(3300))
    story.at(2.205, lambda: pin(story, "pin2").drive_mv(0))
    assert story.run(20).log() == ["16: 65520 65520 65520 65520 0 0 0 0"]


def test_a_signal_is_sampled():
    story = one(record(rate=400, buffers="[blob(16), blob(16)]", stop=0.03), "imp001")
    story.at(0, lambda: pin(story, "pin2").drive_signal(sine(100, 0, 3300, 2160000)))
    assert story.run(20).log()[0] == "16: 65520 32768 0 32768 65520 32768 0 32768"


def test_an_overrun_is_told_once_and_sampling_goes_on():
    """The program takes 100 ms for each buffer of 40 ms."""
    story = one(record(busy="imp.sleep(0.1);", stop=0.3), "imp001")
    log = [text.split(":")[0] for text in story.run(20).log()]
    assert log[:4] == ["8", "8", "overrun 0", "8"]


def test_one_buffer_overruns_at_once():
    story = one(record(buffers="[blob(8)]", stop=0.05), "imp001")
    assert [text.split(":")[0] for text in story.run(20).log()] == ["8", "overrun 0"]


def test_a_law():
    """Public code sends the whole buffer: it has as many samples as bytes."""
    program = """
        hardware.sampler.configure(hardware.pin2, 100, [blob(4), blob(4)], function(buffer, length) {
            print(length + " " + format("%02x%02x%02x%02x", buffer[0], buffer[1], buffer[2], buffer[3]));
        }, A_LAW_COMPRESS);
        hardware.sampler.start();
        imp.wakeup(0.05, @() hardware.sampler.reset());
    """
    story = one(program, "imp001")
    story.at(0, lambda: pin(story, "pin2").drive_mv(3300))
    assert story.run(20).log() == ["4 aaaaaaaa"]  # the loudest


def test_the_normaliser_takes_the_mean_away():
    program = """
        hardware.sampler.configure(hardware.pin2, 10000, [blob(4000), blob(4000)], function(buffer, length) {
            buffer.seek(length - 2);
            print(math.abs(buffer.readn('w') - 32768) < 300);
        }, NORMALISE);
        hardware.sampler.start();
        imp.wakeup(0.21, @() hardware.sampler.reset());
    """
    story = one(program, "imp001")
    story.at(0, lambda: pin(story, "pin2").drive_mv(2500))
    assert story.run(20).log() == ["true"]


def test_the_rate_is_that_of_a_clock_of_60_mhz():
    """D/node/2558."""
    program = """
        local set = @(hz) hardware.sampler.configure(hardware.pin2, hz, [blob(2)], @(b, l) null);
        foreach (hz in [48000, 44100, 1000, 1.0 / 60]) { set(hz); print(hardware.sampler.getsampleratehz()) }
    """
    shown = [float(text) for text in one(program, "imp001").run(12).log()]
    assert shown == pytest.approx([48000, 44117.6, 1000, 1 / 60], rel=1e-5)


def test_reset_forgets_what_waits():
    program = record(stop=1) + "imp.wakeup(0.04, function() { hardware.sampler.reset(); print(1) });"
    log = one(program.replace("print(text)", "taken.push(1)"), "imp001").run(20).log()
    assert log == ["1"]


def test_a_sampled_pin_reads_its_voltage_and_another_use_ends_it():
    program = record(stop=10) + "imp.wakeup(0.15, @() hardware.pin2.configure(DIGITAL_IN)); p <- hardware.pin2;"
    story = one(program, "imp001").at(0, lambda: pin(story, "pin2").drive_mv(3300))
    story.at(2.2, lambda: story.events.append({"kind": "read", "value": story.value("p.read()")}))
    assert len(story.run(20).log()) == 3
    assert [event["value"] for event in story.events if event["kind"] == "read"] == [65535]


def test_a_new_program_finds_it_unconfigured():
    program = record(stop=100) + "imp.wakeup(0.01, @() server.restart());"
    program = (
        "if (hardware.wakereason() == 0) {" + program + "} else try { hardware.sampler.start() } catch (e) print(e)"
    )
    assert one(program, "imp001").run(20).log()[-1] == "not configured"


def test_its_blobs_take_memory():
    program = """
        function configure() { hardware.sampler.configure(hardware.pin2, 10, [blob(4000), blob(4000)], @(b, l) null) }
        function reset() { hardware.sampler.reset() }
    """
    story = one(program, "imp001").calls(10, "configure()").calls(20, "reset()")
    sizes = [story.run(seconds).imps["imp"].memory.in_use() for seconds in (9, 19, 29)]
    assert sizes[1] - sizes[0] > 8000 and sizes[2] - sizes[0] < 200


def test_events_of_the_sampler():
    story = one(record(stop=0.05), "imp001").run(20)
    told = [{k: e[k] for k in ("state", "pins", "bytes") if k in e} for e in story.seen("sampler")]
    assert told == [{"state": "start", "pins": ["pin2"]}, {"bytes": 8}, {"state": "stop"}]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ("hardware.pin2, 1000, [], f", "1 to 8 blobs expected as buffers"),
        ("hardware.pin2, 1000, array(9, blob(2)), f", "1 to 8 blobs expected as buffers"),
        ("hardware.pin2, 1000, [1], f", "1 to 8 blobs expected as buffers"),
        ("hardware.pin2, 1000, [blob(3)], f", "invalid buffer size"),
        ("hardware.pin2, 1000, [blob(0)], f", "invalid buffer size"),
        ("[hardware.pin2, hardware.pin5], 1000, [blob(2)], f", "invalid buffer size"),
        ("[], 1000, [blob(2)], f", "a pin with an analogue input expected"),
        ("[1], 1000, [blob(2)], f", "a pin with an analogue input expected"),
        ("hardware, 1000, [blob(2)], f", "parameter 1 has an invalid type 'table' ; expected: 'array|instance'"),
        ("hardware.pin2, 0, [blob(2)], f", "invalid sample rate"),
        ("hardware.pin2, 2000001, [blob(2)], f", "invalid sample rate"),
        ("hardware.pin2, 0.0 / 0.0, [blob(2)], f", "invalid sample rate"),
    ],
)
def test_what_the_sampler_refuses(arguments, error):
    program = "local f = @(b, l) null; try { hardware.sampler.configure(%s) } catch (error) { print(error) }"
    assert one(program % arguments, "imp001").run(10).log() == [error]


def test_pins_without_a_converter_are_refused():
    program = "try { hardware.sampler.configure(hardware.pinS, 10, [blob(2)], @(b, l) 1) } catch (error) print(error)"
    assert one(program).run(10).log() == ["a pin with an analogue input expected"]


# fixedfrequencydac


def test_buffers_become_voltages():
    program = """
        local data = blob();
        foreach (sample in [0, 16384, 32768, 65535]) data.writen(sample, 'w');
        hardware.fixedfrequencydac.configure(hardware.pin5, 10, [data], @(buffer) print(buffer == data));
        imp.wakeup(9.84, @() hardware.fixedfrequencydac.start());
    """
    story = one(program, "imp001")
    seen = []
    for tenths in range(6):
        story.at(12.05 + tenths / 10, lambda: seen.append(pin(story, "pin5").voltage_mv))
    log = story.run(20).timed()
    assert seen == [0, 825, 1650, 3300, 3300, 3300]
    assert [(round(t_s, 2), text) for t_s, text in log] == [(12.3, "true"), (12.4, "false")]  # the other one is null


def test_a_buffer_that_is_added_in_time_goes_on_without_a_gap():
    program = """
        local data = blob(4), count = 0;
        data.writen(65535, 'w'); data.writen(0, 'w');
        local dac = hardware.fixedfrequencydac;
        dac.configure(hardware.pin5, 10, [data], function(buffer) {
            if (buffer == null) return print("dry");
            if (++count < 4) dac.addbuffer(buffer);
        });
        dac.start();
    """
    story = one(program, "imp001")
    seen = []
    for tenths in range(10):
        story.at(2.21 + tenths / 10, lambda: seen.append(pin(story, "pin5").level))
    log = story.run(20).timed()
    assert seen == [1, 0, 1, 0, 1, 0, 1, 0, 0, 0]
    assert [(round(t_s, 2), text) for t_s, text in log] == [(2.96, "dry")]


def test_a_buffer_after_an_underrun_begins_at_once():
    program = """
        local data = blob(2), dac = hardware.fixedfrequencydac;
        data.writen(65535, 'w');
        dac.configure(hardware.pin5, 10, [blob(2)], @(buffer) null);
        dac.start();
        imp.wakeup(5, @() dac.addbuffer(data));
    """
    story = one(program, "imp001").run(20)
    assert [e["t_us"] for e in story.seen("pin") if e.get("level") == 1] == [7160000]


def test_sync_lets_the_last_sample_play_out():
    """D/api/hardware/fixedfrequencydac/stop."""
    program = """
        local data = blob(2), dac = hardware.fixedfrequencydac, begun;
        dac.configure(hardware.pin5, 1, [data], function(buffer) {
            begun = hardware.millis();
            dac.stop(%s);
            print(hardware.millis() - begun);
        });
        dac.start();
    """
    assert one(program % "SYNC", "imp001").run(20).log() == ["1000"]
    assert one(program % "", "imp001").run(20).log() == ["0"]


def test_signed_and_compressed_samples():
    program = """
        local dac = hardware.fixedfrequencydac, data = blob(2);
        data.writen(%s, 's');
        dac.configure(hardware.pin5, 10, [data], @(buffer) null, %s);
        dac.start();
    """
    for sample, flags, mv in (
        (0, "AUDIO", 1650),
        (32767, "AUDIO", 3300),
        (-32768, "AUDIO", 0),
        (0, "0", 0),
        (-10923, "A_LAW_DECOMPRESS | AUDIO", 1644),  # 0xd5 0xd5: silence
    ):
        story = one(program % (sample, flags), "imp001").run(12)
        assert pin(story, "pin5").voltage_mv == pytest.approx(mv, abs=8)


def test_no_more_than_eight_buffers_are_in_play():
    program = """
        local dac = hardware.fixedfrequencydac;
        dac.configure(hardware.pin5, 10, array(7, blob(2)), @(buffer) null);
        dac.addbuffer(blob(2));
        try { dac.addbuffer(blob(2)) } catch (error) { print(error) }
    """
    assert one(program, "imp001").run(10).log() == ["more than 8 buffers in play"]


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("dac.start()", "not configured"),
        ("dac.addbuffer(blob(2))", "not configured"),
        ("dac.configure(hardware.pin2, 10, [blob(2)], f)", "a pin with an analogue output expected"),
        ("dac.configure(hardware.sampler, 10, [blob(2)], f)", "a pin with an analogue output expected"),
        ("dac.configure(hardware.pin5, 10, [blob()], f)", "invalid buffer size"),
        ("dac.configure(hardware.pin5, 10, [], f)", "1 to 8 blobs expected as buffers"),
        ("dac.configure(hardware.pin5, -1, [blob(2)], f)", "invalid sample rate"),
        ("dac.configure(hardware.pin5, 10, [blob(2)], f); dac.addbuffer(blob())", "invalid buffer size"),
        ("dac.configure(hardware.pin5, 10, [blob(2)], f); dac.stop(); dac.stop(SYNC)", None),
    ],
)
def test_what_the_dac_refuses(statement, error):
    program = (
        "local dac = hardware.fixedfrequencydac, f = @(b) 0; try { %s } catch (error) { print(error) }" % statement
    )
    assert one(program, "imp001").run(10).log() == ([error] if error else [])


def test_an_imp004m_emulates_it_on_a_pair_of_pins():
    program = """
        local data = blob(2);
        data.writen(0x8000, 'w');
        hardware.fixedfrequencydac.configure(hardware.pwmpairKD, 10, [data], @(buffer) null);
        hardware.fixedfrequencydac.start();
    """
    story = one(program, "imp004m").run(12)
    assert [pin(story, name).voltage_mv for name in ("pinK", "pinD")] == [1650, 1650]


def test_what_one_imp_plays_it_can_record():
    """Sampled from the pin that the DAC drives: through another pin, wired to it by a watcher."""
    program = """
        local data = blob(8), dac = hardware.fixedfrequencydac;
        foreach (sample in [0, 20000, 40000, 60000]) data.writen(sample, 'w');
        dac.configure(hardware.pin5, 100, [data], @(buffer) null);
        hardware.sampler.configure(hardware.pin2, 100, [blob(8), blob(8)], function(buffer, length) {
            local text = "";
            for (local i = 0; i < length; i += 2) text += buffer.readn('w') + " ";
            print(text);
            hardware.sampler.reset();
        });
        dac.start();
        imp.sleep(0.005);
        hardware.sampler.start();
    """
    story = one(program, "imp001")
    join = lambda _: pin(story, "pin2").drive_signal(pin(story, "pin5").as_signal())  # noqa: E731
    story.at(0, lambda: pin(story, "pin5").follow(join))
    text = story.run(20).log()[0]
    assert [int(word) for word in text.split()] == pytest.approx([20000, 40000, 60000, 60000], abs=32)


# dfsdm


LISTEN = """
    local d = hardware.dfsdm;
    d.configure(%s, [blob(64), blob(64)], function(buffer, length) {
        print(length + " " + buffer.readn('s'));
        d.stop();
    }%s);
    print(d.getsampleratehz());
    d.start();
    imp.wakeup(1, @() print(d.getsampleratehz()));
"""


@pytest.mark.parametrize("model", ["imp004m", "imp006"])
def test_a_microphone(model):
    story = one(LISTEN % ('3, 63, 0, 0, 4, "RISING-EDGE"', ""), model)
    data = find(model)["wiring.dfsdm"].split()[0].partition("=")[2]
    story.at(0, lambda: pin(story, data).drive_mv(2475))  # half as loud as it can be
    log = story.run(20).log()
    assert log == ["0", "64 %d" % (64**3 // 2 >> 4), "32000"]


def test_offset_and_compression():
    story = one(LISTEN % ('1, 31, 0, 1000, 0, ""', ""), "imp006")
    story.at(0, lambda: pin(story, "pinXD").drive_mv(1650))
    assert story.run(20).log()[1] == "64 1000"
    story = one(LISTEN % ('1, 31, 0, 0, 0, ""', ", A_LAW_COMPRESS"), "imp006")
    story.at(0, lambda: pin(story, "pinXD").drive_mv(1650))
    assert story.run(20).log()[1] == "64 %d" % (0xD5D5 - 0x10000)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ('6, 0, 0, 0, 0, ""', "invalid filter parameters"),
        ('0, 1024, 0, 0, 0, ""', "invalid filter parameters"),
        ('0, 0, 256, 0, 0, ""', "invalid filter parameters"),
        ('0, 0, 0, 8388608, 0, ""', "invalid filter parameters"),
        ('0, 0, 0, 0, 25, ""', "invalid filter parameters"),
        ('0, 0, 0, 0, 0, "EDGE"', "invalid sampling edge"),
    ],
)
def test_what_dfsdm_refuses(arguments, error):
    program = "try { hardware.dfsdm.configure(%s, [blob(2)], @(b, l) 0) } catch (error) { print(error) }" % arguments
    assert one(program, "imp004m").run(10).log() == [error]


def test_dfsdm_is_reset():
    program = "try { hardware.dfsdm.reset(); hardware.dfsdm.start() } catch (error) { print(error) }"
    assert one(program, "imp004m").run(10).log() == ["not configured"]
