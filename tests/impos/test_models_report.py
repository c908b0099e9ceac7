"""What `impsim models` prints, and the list of assumptions."""

from __future__ import annotations

import json
import pathlib
import re

import pytest

import impsim
from impsim.device.profile import names
from impsim.errors import Diagnostic
from impsim.impos import report

PACKAGE = pathlib.Path(impsim.__file__).parent
OTHER_FORMS = (  # of assumptions, and what reads them
    "impos/report.py",
    "impos/_stubs.py",
    "device/profile.py",
    "device/profile_writer.py",
    "device/_profiles.py",
)


def test_every_model_and_variant_is_reported():
    assert [row["name"] for row in report.models_report()] == names()


def test_a_report_is_json():
    assert json.loads(json.dumps(report.models_report())) == report.models_report()


def test_only_models_that_ran_the_release():
    assert {row["model"] for row in report.models_report(impos="46")} == {"imp006"}
    assert {row["model"] for row in report.models_report(impos="34")} == {"imp001", "imp002", "imp003", "imp005"}


def test_one_model():
    (row,) = report.models_report(model="imp005", impos="36")
    assert row["interfaces"] == [
        {"type": "wifi", "name": "wl0", "bands": "2.4G,5G", "country": "XX/17"},
        {"type": "ethernet", "name": "eth0"},
    ]
    assert (row["release"], row["lines"], row["deep_sleep"]) == ("36.14", [34, 36, 38, 40, 42], False)
    assert row["identity"] == {"device_id": "5000 and the MAC address", "macaddress": "0c2a69 and 6 digits"}
    assert "imp.net.info" in row["simulated"]
    assert "hardware.uart1" not in row["absent"]
    assert all(name.startswith("hardware.") for name in report.models_report(model="imp004m")[0]["absent"])
    assert "hardware.mcu" in row["assumptions"]
    assert row["sources"]["wifi.bands"] == [["2.4G", "5G"], "https://developer.electricimp.com/node/2315"]


def test_a_variant_reports_its_own_values():
    (row,) = report.models_report(model="imp006b-eg25")
    assert row["interfaces"][1] == {
        "type": "cell",
        "name": "cell0",
        "modem": "Quectel EG25",
        "generations": ["4G", "3G", "2G"],
    }
    (cell_only,) = report.models_report(model="imp006c")
    assert not [key for key in {**cell_only["sources"], **cell_only["assumptions"]} if key.startswith("wifi.")]


def test_a_model_that_never_ran_the_release_is_refused():
    with pytest.raises(Diagnostic):
        report.models_report(model="imp001", impos="46")


def test_gates_are_reported_by_line():
    lines = {row["line"]: row for row in report.releases_report()}
    assert "ethernet_record_needs_power" in lines[36]["gates"]
    assert "ethernet_record_needs_power" not in lines[38]["gates"]
    assert (lines[36]["production"], lines[37]["production"]) == (True, False)


def test_assumptions_come_from_everywhere_and_say_why():
    found = report.assumptions()
    assert {
        "imp005",
        "releases",
        "stubs",
        "device/world.py",
        "impos/imp.py",
        "device/netinfo.py",
        "impt/session.py",
    } <= {row["where"] for row in found}
    assert [row for row in found if len(row["why"]) < 8] == []


def test_no_assumption_in_the_code_is_overlooked():
    listed = sum(row["where"].endswith(".py") for row in report.assumptions())
    marked = 0
    for path in [path for layer in report.LAYERS for path in PACKAGE.glob(layer + "/**/*.py")]:
        if path.relative_to(PACKAGE).as_posix() not in OTHER_FORMS:
            marked += len(re.findall(r"(?i)\bassumed\b", path.read_text(encoding="utf-8")))
    assert listed == marked
