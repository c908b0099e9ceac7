"""Every member of the API is called by some test, and docs/fidelity.md says by which."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from impsim.cli.fidelity import Fidelity, fidelity
from impsim.device.profile import find, names
from impsim.device.release import lines_of, newest
from impsim.impos.report import documentation
from impsim.impos.simulation import boot
from impsim.impos.stubs import Stub, every_stub, existing
from impsim.squirrel.compile import compile_source

TOOLS = str(Path(__file__).parents[2] / "tools")


@pytest.fixture(scope="module")
def tests_by_member(root):
    sys.path.insert(0, TOOLS)
    try:
        from evidence import evidence
    finally:
        sys.path.remove(TOOLS)
    return evidence(list(every_stub()))


def test_every_member_is_in_a_test(tests_by_member):
    """A new stub comes with a test that calls it: `make generate` then names it in docs/fidelity.md."""
    untested = [key for key, files in tests_by_member.items() if not files]
    assert untested == []


def test_a_test_that_is_gone_is_missed(tests_by_member):
    """That a name is only in lists of names does not count."""
    assert not [files for files in tests_by_member.values() if "tests/impos/used_names.py" in files]
    assert "tests/impos/test_codespace.py" in tests_by_member["imp.getmemoryfree"]
    assert "tests/impos/test_codespace.py" in tests_by_member["agent: imp.getmemoryfree"]
    assert "tests/impos/test_codespace.py" not in tests_by_member["imp.scanwifinetworks"]


@pytest.mark.parametrize("model", names())
def test_every_constant_has_its_value_on_every_model(model):
    """Those of agents are the same for all."""
    profile = find(model)
    for line in {lines_of(profile)[0], lines_of(profile)[-1]}:
        release = newest(line)
        imp = boot(profile, release, None, agent=compile_source(""), pausable=True)
        for program in (imp, imp.agent):
            stubs = [stub for stub in existing(profile.model, release, program.side) if stub.kind == "constant"]
            text = "return [%s]" % ", ".join(stub.path for stub in stubs)
            assert program.evaluate(compile_source(text)) == [stub.value for stub in stubs]


# The table -----------------------------------------------------------------------------------------------------


def stub(path, kind="method", side="device"):
    owner, _, name = path.rpartition(".")
    return Stub(owner, name, kind, 1, ".", (), None, None, side)


def test_what_is_exact_approximate_and_absent():
    stubs = [
        stub("imp", "object"),
        stub("imp.info"),
        stub("imp.wakeup"),
        stub("thing.act", side="instance"),
        stub("imp.NEW", "constant"),
        stub("PI", "constant"),
        stub("server.load", side="agent"),
    ]
    documents = {"imp.wakeup": {"assumed": ["one thing", "another"]}, "thing.act": {"assumed": "all of it"}}
    found = {entry.path: entry for entry in fidelity(stubs, documents)}
    assert (found["imp"].exact, found["imp"].approximate) == (["info"], {"wakeup": "one thing; another"})
    assert "sleep" in found["imp"].absent and "info" not in found["imp"].absent
    assert found["thing"].approximate == {"act": "all of it"}  # nobody had to name the object anywhere else
    assert found["constants"].exact == ["NEW", "PI"]
    assert found["agent: server"].exact == ["load"]
    assert isinstance(found["agent"], Fidelity)


def test_an_exact_member_states_where_its_behaviour_stands():
    documents = documentation()
    for one in every_stub():
        found = documents[one.key]
        assert found.get("assumed") or found.get("source"), one.key
