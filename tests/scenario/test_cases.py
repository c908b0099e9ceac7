"""Cases, matrix, repetitions: one file as many tests."""

from __future__ import annotations

import pickle

import pytest
from scenario.harness import COUNTER, HEAD, collected, results, written

from impsim.errors import Diagnostic
from impsim.scenario import load

EXPECT = """\
expect:
  - {id: counts, at: 10s, probe: count, that: {equals: 7}}
  - {id: says, log: tick 3}
"""
SLOW = COUNTER.replace("imp.wakeup(1, tick);\n}", "imp.wakeup(2, tick);\n}")


def statuses(folder, text, **programs):
    return {result.id.partition("::")[2]: result.status for result in results(folder, text, **programs)}


def test_a_case_patches_the_document(tmp_path):
    text = HEAD + EXPECT + "cases:\n  - {id: slow, patch: {devices: {imp: {device: slow.nut}}}}\n"
    assert statuses(tmp_path, text, slow=SLOW) == {"base": "passed", "slow": "failed"}


def test_a_patch_appends_and_takes_away(tmp_path):
    text = HEAD + EXPECT + "timeline: [{at: 5s, do: link.down}]\ncases:\n"
    text += "  - {id: more, patch: {timeline+: [{at: 6s, do: power.off}]}, expect: [{at: 7s, state: 'off'}], "
    text += "replace_expect: [counts]}\n"
    text += "  - {id: less, patch: {timeline: null}, expect: [{never: [0s, end], event: {kind: fault}}]}\n"
    assert statuses(tmp_path, text) == {"base": "passed", "more": "passed", "less": "passed"}


@pytest.mark.parametrize(
    ("must_fail", "status"),
    [("[counts]", "passed"), ("[counts, says]", "failed"), ("[says]", "failed"), ("", "failed")],
)
def test_a_case_that_must_fail_passes_when_just_that_fails(tmp_path, must_fail, status):
    case = "id: slow, patch: {devices: {imp: {device: slow.nut}}}"
    text = HEAD + EXPECT + "cases:\n  - {%s%s}\n" % (case, must_fail and ", must_fail: " + must_fail)
    assert statuses(tmp_path, text, slow=SLOW)["slow"] == status


def test_what_should_fail_and_holds_is_named(tmp_path):
    text = HEAD + EXPECT + "cases:\n  - {id: teeth, must_fail: [says]}\n"
    assert "says: must fail, and holds" in results(tmp_path, text)[1].message


def test_a_case_replaces_expectations(tmp_path):
    text = HEAD + EXPECT + "cases:\n"
    text += "  - {id: one, replace_expect: [counts], expect: [{id: counts, log: tock}]}\n"
    text += "  - {id: only, only_expect: true, expect: [{log: tick}]}\n"
    text += "  - {id: both, expect: [{log: tock}]}\n"
    assert statuses(tmp_path, text) == {"base": "passed", "one": "failed", "only": "passed", "both": "failed"}


def test_every_combination_of_the_matrix_is_a_test(tmp_path):
    text = HEAD + EXPECT + "cases: [{id: again}]\nmatrix:\n  seed: [1, 2]\n  impos: [34, 36.14]\n"
    names = [test.id.partition("::")[2] for test in collected(written(tmp_path, text))]
    rows = ["seed=1,impos=34", "seed=1,impos=36.14", "seed=2,impos=34", "seed=2,impos=36.14"]
    assert names == ["%s[%s]" % (case, row) for case in ("base", "again") for row in rows]


def test_the_matrix_reaches_any_parameter(tmp_path):
    text = HEAD + "expect: [{log: tick, times: 17}]\nmatrix: {run.until: [20s, 30s], devices.imp.model: [imp005]}\n"
    assert list(statuses(tmp_path, text).values()) == ["passed", "failed"]


def test_repetitions_have_other_seeds(tmp_path):
    text = HEAD.replace("until: 20s", "until: 5s, seed: 4, repeat: 3") + "expect: [{log: tick}]\n"
    found = collected(written(tmp_path, text))
    assert [test.id.partition("::")[2] for test in found] == ["base", "base#2", "base#3"]
    assert [test.scenario().seed for test in found] == [4, 5, 6]


def test_the_seed_of_the_command_line_is_the_default(tmp_path):
    path = written(tmp_path, HEAD + EXPECT)
    assert [test.scenario().seed for test in collected(path, seed=9)] == [9]


def test_model_and_release_have_defaults(tmp_path):
    text = "impsim: 1\ndevices: {imp: {device: p.nut}}\nexpect: [{log: tick}]\n"
    (test,) = collected(written(tmp_path, text), model="imp003", impos="36")
    device = test.scenario().devices[0]
    assert (device.profile.name, str(device.release)) == ("imp003", "36.14")


def test_a_test_can_be_run_in_another_process(tmp_path):
    (test,) = collected(written(tmp_path, HEAD + EXPECT))
    load._files.clear()
    (result,) = pickle.loads(pickle.dumps(test)).run()
    assert pickle.loads(pickle.dumps(result)).status == "passed"


def test_the_same_file_and_seed_make_the_same_trace(tmp_path):
    path = written(tmp_path, HEAD + EXPECT.replace("tick 3", "tock"))
    traces = []
    for folder in ("one", "two"):
        (test,) = collected(path, keep=str(tmp_path / folder))
        (result,) = test.run()
        with open(result.detail["trace"], "rb") as file:
            traces.append(file.read())
    assert traces[0] == traces[1]
    assert str(tmp_path).encode() not in traces[0].replace(str(tmp_path / "p.nut").encode(), b"")


def test_too_many_tests_are_a_slip_of_the_pen(tmp_path):
    many = ", ".join(map(str, range(200)))
    text = HEAD + EXPECT + "matrix: {seed: [%s], until: [%s]}\n" % (many, many)
    with pytest.raises(Diagnostic, match="40000 tests"):
        collected(written(tmp_path, text))


def test_json_is_the_same(tmp_path):
    written(tmp_path, "")
    path = tmp_path / "s.scenario.json"
    path.write_text(
        '{"impsim": 1, "devices": {"imp": {"model": "imp005", "device": "p.nut"}}, "expect": [{"log": "tick"}]}'
    )
    (test,) = collected(str(path))
    assert test.run()[0].status == "passed"


@pytest.mark.parametrize(
    "text", ["", "- 1\n", "impsim\n", "impsim: 2\ndevices: {}\n", "impsim: 1\n", "devices: [\n", "a: {b\n"]
)
def test_what_is_no_scenario_is_refused(tmp_path, text):
    with pytest.raises(Diagnostic):
        collected(written(tmp_path, text))
