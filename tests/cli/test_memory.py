"""A program that hoards memory meets a Squirrel error; the host survives."""

import sys
from pathlib import Path

import pytest

HOARDERS = {
    "small pieces": "local a = []; try { while (true) a.append({x = 1}) } catch (e) { a = null; print(e) }",
    "large pieces": "local a = []; try { while (true) a.append(blob(16000000)) } catch (e) { a = null; print(e) }",
    "arrays": "local t = {}, i = 0; try { while (true) t[i++] <- array(1000000, 1) } catch (e) { t = null; print(e) }",
}
pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython" or not Path("/proc/self/statm").exists(),
    reason="memory is limited on CPython under Linux only",
)


@pytest.mark.parametrize("code", HOARDERS.values(), ids=HOARDERS)
def test_a_hoarder_can_catch_the_error(impsim, tmp_path, code):
    program = tmp_path / "hoard.nut"
    program.write_text(code + '; print(" alive")')
    run = impsim("sq", str(program))
    assert (run.returncode, run.stdout, run.stderr) == (0, b"out of memory alive", b"")
