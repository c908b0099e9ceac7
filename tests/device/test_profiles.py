"""Profiles and releases as data: complete, sourced, generated afresh; and how they are found."""

from __future__ import annotations

import pytest

from impsim.device import profile_writer
from impsim.device.profile import check_interface, find, names
from impsim.device.release import Release, check_ran, lines_of, newest_for, parse_release
from impsim.errors import Diagnostic

PRODUCTION = [34, 36, 38, 40, 42, 44, 46]

# What each model ran (facts: D/node/881, 890, 3075, 3184), written down once more.
RAN = {
    "imp001": [34, 36, 38, 40, 42],
    "imp002": [34, 36, 38, 40, 42],
    "imp003": [34, 36, 38, 40, 42],
    "imp004m": [36, 38, 40, 42],
    "imp005": [34, 36, 38, 40, 42],
    "imp006": [42, 44, 46],
    "impC001": [38, 40, 42],
}
INTERFACES = {
    "imp001": {"wifi"},
    "imp002": {"wifi"},
    "imp003": {"wifi"},
    "imp004m": {"wifi"},
    "imp005": {"wifi", "ethernet"},
    "imp006": {"wifi", "cell"},
    "imp006a": {"wifi"},
    "imp006b": {"wifi"},
    "imp006c": {"cell"},
    "imp006b-eg91-na": {"wifi", "cell"},
    "imp006c-ec25-e": {"cell"},
    "impC001": {"cell"},
    "impC001-us": {"cell"},
}
BANDS = {
    "imp001": "2.4G",
    "imp002": "2.4G",
    "imp003": "2.4G",
    "imp004m": "2.4G",
    "imp005": "2.4G,5G",
    "imp006a": "2.4G,5G",
    "imp006b": "2.4G",
    "imp006c": "",
    "impC001": "",
}
MODEMS = {
    "impC001": ("Cinterion", "ELS61-E"),
    "impC001-eur": ("Cinterion", "ELS61-E"),
    "impC001-us": ("Cinterion", "ELS61-US"),
    "impC001-aus": ("Cinterion", "ELS61-AUS"),
    "imp006": ("Quectel", "BG96"),
    "imp006a-bg95-m3": ("Quectel", "BG95-M3"),
    "imp006c-eg21-g": ("Quectel", "EG21-G"),
}


def leaf_tables():
    for model, document in profile_writer.model_files().items():
        for key, leaf in profile_writer.own_values(document).items():
            yield "%s %s" % (model, key), leaf
        for part, found in profile_writer.parts_of(document).items():
            for key, leaf in found.items():
                yield "%s %s %s" % (model, part, key), leaf
    for key, leaf in profile_writer.leaves(profile_writer.releases_file()).items():
        yield "releases " + key, leaf


def test_the_generated_module_is_fresh():
    assert profile_writer.TARGET.read_text(encoding="utf-8") == profile_writer.generate()


def test_each_value_has_a_source_or_says_why_it_is_assumed():
    wrong = [name for name, leaf in leaf_tables() if len({"source", "assumed"} & set(leaf)) != 1 or len(leaf) != 2]
    assert wrong == []


def test_texts_are_not_empty():
    wrong = [name for name, leaf in leaf_tables() if len(profile_writer.provenance(leaf)[1]) < 8]
    assert wrong == []


def test_models_have_the_same_keys():
    keys = {model: set(profile_writer.own_values(document)) for model, document in profile_writer.model_files().items()}
    kinds = ("wifi.", "ethernet.", "cell.", "wiring.", "spiflash.")
    common = {model: {key for key in found if not key.startswith(kinds)} for model, found in keys.items()}
    assert len({frozenset(found) for found in common.values()}) == 1


@pytest.mark.parametrize("name", sorted(RAN))
def test_each_model_ran_its_lines_and_no_other(name):
    profile = find(name)
    assert [line for line in lines_of(profile) if line % 2 == 0] == RAN[name]
    for line in PRODUCTION:
        if line in RAN[name]:
            check_ran(profile, parse_release(str(line)))
        else:
            with pytest.raises(Diagnostic) as caught:
                check_ran(profile, parse_release(str(line)))
            assert name in caught.value.message
            assert ", ".join(map(str, RAN[name])) in caught.value.hint


def test_a_pre_release_of_the_first_line_counts_as_run():
    check_ran(find("imp006"), parse_release("41.38"))
    check_ran(find("imp004m"), parse_release("35.7"))
    with pytest.raises(Diagnostic):
        check_ran(find("imp004m"), parse_release("34"))
    with pytest.raises(Diagnostic):
        check_ran(find("imp005"), parse_release("43"))


def test_the_newer_modems_need_their_line():
    with pytest.raises(Diagnostic):
        check_ran(find("imp006a-bg95-m3"), parse_release("44"))
    check_ran(find("imp006a-bg95-m3"), parse_release("45.0"))


@pytest.mark.parametrize("name", sorted(INTERFACES))
def test_interfaces(name):
    assert set(find(name).interfaces) == INTERFACES[name]


@pytest.mark.parametrize("name", sorted(BANDS))
def test_bands(name):
    assert find(name).bands == BANDS[name]


@pytest.mark.parametrize("name", sorted(MODEMS))
def test_modems(name):
    profile = find(name)
    assert (profile["cell.manufacturer"], profile["cell.model"]) == MODEMS[name]


def test_every_model_and_every_variant_is_found_and_knows_its_model():
    assert {find(name).model for name in names()} == set(RAN)
    assert all(name.startswith(find(name).model) for name in names())
    assert {"imp006%s-%s" % (r, m) for r in "abc" for m in ("bg96", "bg95-m3", "ec25-e")} < set(names())


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("imp05", "did you mean imp005?"),
        ("IMP005", "did you mean imp005?"),
        ("impc001", "did you mean impC001?"),
        ("impc001-UK", "did you mean impC001-us?"),
        ("imp006b-BG96", "did you mean imp006b-bg96?"),
        ("arduino", "the models are imp001, imp002, imp003, imp004m, imp005, imp006, impC001"),
        ("", "the models are imp001, imp002, imp003, imp004m, imp005, imp006, impC001"),
    ],
)
def test_unknown_models_are_refused_with_a_hint(asked, hint):
    with pytest.raises(Diagnostic) as caught:
        find(asked)
    assert caught.value.hint == hint
    assert "'%s'" % asked in caught.value.message


@pytest.mark.parametrize(
    ("text", "release"),
    [("34", (34, 11)), ("36", (36, 14)), ("38", (38, 19)), ("40", (40, 14)), ("46", (46, 12)), ("41", (41, 45))],
)
def test_a_line_means_its_newest_release(text, release):
    assert parse_release(text) == release


def test_a_release_is_a_comparable_value():
    assert parse_release("36.13") < parse_release("36") < parse_release("38.1") < parse_release("41.38")
    assert parse_release("36.13") == Release((36, 13))
    assert str(parse_release(" 36.13 ")) == "36.13"
    assert parse_release("36.9") < parse_release("36.10")


@pytest.mark.parametrize("text", ["", "x", "36.", "36.x", ".5", "99", "12", "36.99", "-36", "36.1.2", "٣٦", "9" * 50])
def test_releases_that_never_were_are_refused(text):
    with pytest.raises(Diagnostic) as caught:
        parse_release(text)
    assert caught.value.hint


GATES = {
    "connectedssid": (["35.7", "36", "46"], ["34", "35.6"]),
    "ethernet_record_needs_power": (["36.0", "36.13", "36"], ["34", "35.8", "37", "38", "42"]),
    "cell_ipv4": (["41.38", "41.44"], ["41.37", "41.45", "42", "40"]),
    "cell_error_codes": (["39.0", "40", "42"], ["38"]),
    "sim_error_is_no_wifi": (["41.0", "41.44"], ["40", "41.45", "42"]),
    "full_modem_version": (["45.4", "46"], ["45.3", "44"]),
    "imp004m_audio": (["37.0", "38", "42"], ["36"]),
    "several_interfaces": (["41.0", "42"], ["40"]),
}


@pytest.mark.parametrize("gate", sorted(GATES))
def test_gates(gate):
    having, lacking = GATES[gate]
    assert [text for text in having if not parse_release(text).has(gate)] == []
    assert [text for text in lacking if parse_release(text).has(gate)] == []


def test_every_gate_is_in_the_table_above():
    assert set(profile_writer.releases_file()["gate"]) == set(GATES)


def test_the_newest_release_of_a_model_is_in_production():
    assert newest_for(find("imp006")).line == 46
    assert newest_for(find("imp005")).line == 42


@pytest.mark.parametrize(("asked", "hint"), [("eth0", "did you mean ethernet?"), ("eth", "did you mean ethernet?")])
def test_interfaces_by_other_names_are_refused_with_a_hint(asked, hint):
    with pytest.raises(Diagnostic) as caught:
        check_interface(find("imp005"), asked)
    assert caught.value.hint == hint


def test_an_interface_that_a_model_has_not_is_refused():
    with pytest.raises(Diagnostic) as caught:
        check_interface(find("imp005"), "cell")
    assert caught.value.hint == "it has wifi, ethernet"
