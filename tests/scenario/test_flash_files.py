"""`spiflash` in scenario and world files: chips, images, and what is wrong with them; expectations of its events."""

from __future__ import annotations

import pytest
from harness import failed_ids, problems, results

from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.errors import Diagnostic
from impsim.impos.simulation import boot
from impsim.scenario import world

HEAD = """\
impsim: 1
run: {until: 20s}
devices:
  imp: {model: %s, device: p.nut, spiflash: %s}
"""
PROGRAM = 'f <- hardware.spiflash; f.enable(); server.log(f.size() + " " + f.read(0, 3)); f.write(0, "\\x00");'


def test_an_image_and_a_size(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "log.bin").write_bytes(b"abc")
    expect = """
        - {id: there, log: %s abc}
        - {id: written, event: {kind: flash, do: write, address: 0, data: "00", result: 0}, times: 1}
        - {id: never, event: {kind: flash, do: erase}, times: 0}
    """
    given = HEAD % ("imp003", "below/log.bin")
    assert failed_ids(tmp_path, expect % 65536, PROGRAM, head=given) == []
    given = HEAD % ("imp004m", "{image: below/log.bin, size: 4MB}")
    assert failed_ids(tmp_path, expect % ((4096 - 776) << 10), PROGRAM, head=given) == []
    given = HEAD % ("imp003", "{size: 1mb}")
    assert failed_ids(tmp_path, expect % 65536, PROGRAM, head=given) == ["there"]


def test_two_runs_begin_with_the_same_image(tmp_path):
    (tmp_path / "log.bin").write_bytes(b"abc")
    more = "matrix:\n  impos: [36, 38, 42]\n"
    text = HEAD % ("imp003", "log.bin") + "expect:\n  - {log: 65536 abc}\n" + more
    assert [result.status for result in results(tmp_path, text, PROGRAM)] == ["passed"] * 3


# model, what stands there -> the mistake
WRONG = [
    ("imp001", "log.bin", "programs on the imp001 have no flash"),
    ("imp003", "no.bin", "'no.bin': no such file"),
    ("imp003", "below", "'below': no such file"),
    ("imp003", "../log.bin", "'../log.bin' is outside the folder of this file"),
    ("imp003", "/etc/hostname", "'/etc/hostname' is outside the folder of this file"),
    ("imp003", "link.bin", "'link.bin' is outside the folder of this file"),
    ("imp003", "{size: 3MB}", "'3MB' is not a chip's size like 4MB"),
    ("imp003", "{size: 256KB}", "'256KB' is not a chip's size like 4MB"),
    ("imp003", "{size: 99999999999999999999MB}", "'99999999999999999999MB' is not a chip's size like 4MB"),
    ("imp003", "{size: 1GB}", "'1GB' is not a chip's size like 4MB"),
    ("imp003", "{sise: 1MB}", "there is no 'sise' here"),
    ("imp003", "[1]", "one value expected"),
    ("imp004m", "{size: 512KB}", "a flash of 512 KB is too small for the imp004m"),
    ("imp003", "large.bin", "an image of 65537 bytes does not fit the flash"),
]


@pytest.mark.parametrize(("model", "given", "message"), WRONG)
def test_mistakes(tmp_path, model, given, message):
    folder = tmp_path / "tests"
    (folder / "below").mkdir(parents=True)
    (tmp_path / "log.bin").write_bytes(b"abc")
    (folder / "link.bin").symlink_to(tmp_path / "log.bin")
    (folder / "log.bin").write_bytes(b"abc")
    (folder / "large.bin").write_bytes(b"a" * 65537)
    (folder / "p.nut").write_text("", encoding="utf-8")
    found = problems(folder, HEAD % (model, given) + "expect: [{log: x}]\n")
    assert [(line, text) for line, _, text in found] == [(4, message)]


def test_a_world_file_has_it_too(tmp_path):
    (tmp_path / "log.bin").write_bytes(b"abc")
    path = tmp_path / "w.yaml"
    path.write_text("spiflash: {image: log.bin, size: 1MB}\n", encoding="utf-8")
    setting = world.load(str(path))
    assert (setting.site.flash.size, setting.site.flash.image) == (1 << 20, b"abc")
    assert world.load(str(path)).site.flash.image == b"abc"
    path.write_text("spiflash: {size: 512KB}\n", encoding="utf-8")
    setting = world.load(str(path))
    with pytest.raises(Diagnostic, match="too small for the imp004m"):
        boot(find("imp004m"), newest_for(find("imp004m")), None, world=setting.world, site=setting.site)
    boot(find("imp001"), newest_for(find("imp001")), None, world=setting.world, site=setting.site)
