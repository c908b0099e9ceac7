"""What importing the lower layers brings along: start-up is part of every run, and PyPy's 3.9 must do."""

from __future__ import annotations

import subprocess
import sys

import pytest

TOO_MUCH = {"lark", "yaml", "re", "ast", "argparse", "dataclasses", "typing", "enum", "json", "pathlib", "tomllib"}


def modules_after(package, root):
    program = "import sys; sys.path.insert(0, '.'); before = set(sys.modules); import %s" % package
    program += "; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-S", "-c", program], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["impsim.sim.clock", "impsim.device", "impsim.device.device", "impsim.impos.imp"])
def test_a_run_imports_nothing_that_it_does_not_need(package, root):
    loaded = modules_after(package, root)
    assert package in loaded
    assert loaded & TOO_MUCH == set()


def test_devices_do_not_know_squirrel(root):
    assert not {name for name in modules_after("impsim.device.device", root) if "squirrel" in name}


def test_an_imp_boots_on_pypy(pypy, root):
    program = (
        "from impsim.device.profile import find; from impsim.device.release import parse_release;"
        "from impsim.impos.simulation import boot;"
        "imp = boot(find('imp005'), parse_release('36'), None); imp.run_until_started();"
        "print(imp.device.net_info()['active'], imp.clock.now_us)"
    )
    done = subprocess.run([pypy, "-c", program], cwd=root, capture_output=True, text=True)
    assert done.stdout.split() == ["1", "2160000"], done.stderr
