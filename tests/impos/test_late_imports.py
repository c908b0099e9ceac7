"""What a program reaches for is imported then; where its stack overflows does not depend on whether that was before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TWICE = """
import sys
from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.impos.simulation import boot
from impsim.squirrel.compile import compile_source

unit = compile_source(open(sys.argv[1]).read(), "p.nut", steps=True)
for _ in range(2):
    events = []
    boot(find("imp003"), newest_for(find("imp003")), unit, sink=events.append).run(60000000)
    print(*[event["msg"] for event in events if event["type"] == "server.log"])
"""
DEEPEST = """
depth <- 0;
function down() { depth++; down(); }
try { down(); } catch (e) {}
calls <- [
    @() hardware.i2cAB.configure(400000), @() hardware.spiLGDK.configure(0, 1000), @() imp.getbssid(),
    @() hardware.uartFG.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS), @() blob(8).writen(1.5, 'f'),
    @() [3, 1, 2].sort(), @() agent.send("x", {a = 1}), @() hardware.pinA.configure(DIGITAL_OUT, 1),
];
function deeper(left, call) { return left == 0 ? call() : deeper(left - 1, call); }
foreach (call in calls) {
    local failed = 0;
    for (local left = 1; left < 60; left++) {
        try { deeper(depth - left, call); } catch (e) { failed += e == "stack overflow" ? 1 : 1000; }
    }
    server.log(failed);
}
"""


def test_the_stack_overflows_where_it_did_before(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "p.nut"
    program.write_text(DEEPEST)
    command = [sys.executable, "-c", TWICE, str(program)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    assert ran.stderr == ""
    first, second = [[int(count) for count in line.split()] for line in ran.stdout.splitlines()]
    assert len(first) == len(second) == 8
    assert all(0 < count < 59 for count in first)
    # What CPython has specialised by the second run may take a call less, whatever was imported.
    assert all(abs(one - other) <= 1 for one, other in zip(first, second))
