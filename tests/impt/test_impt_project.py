"""Configuration files of test projects, and which files they make tests."""

from __future__ import annotations

import pytest

from impsim.errors import Diagnostic
from impsim.impt import project
from impsim.impt.testfile import partner_of, side_of

OLD = """{
    "modelId": "abc" /* a "model" of
       two lines */,
    "devices": ["one" /* 1 */, "two"], // the farm
    "agentFile": false,
    "deviceFile": "code.nut",
    "stopOnFailure": true,
    "timeout": 60,
    "tests": ["*/**.test.nut", "http://no/comment*.nut"]
}
"""


def test_an_old_configuration_file_means_the_same(suite):
    suite.write("code.nut", "")
    suite.write(".imptest", OLD)
    found = project.load(".imptest")
    assert found.sources == {"agent": "", "device": "code.nut"}
    assert (found.stop_on_fail, found.allow_disconnect, found.timeout_s) == (True, False, 60)
    assert found.patterns == ["*/**.test.nut", "http://no/comment*.nut"]


def test_the_new_file_counts_where_both_are(suite):
    suite.write(".imptest", '{"timeout": 1}')
    suite.configure(timeout=2)
    assert project.nearest("x.test.nut").timeout_s == 2


@pytest.mark.parametrize(("given", "seconds"), [(30, 30), (0.5, 0.5), ("45", 45), ("45.5s", 45.5), (" 7 ", 7)])
def test_a_timeout_is_a_number_or_text_that_begins_with_one(suite, given, seconds):
    suite.configure(timeout=given)
    assert project.load(".impt.test").timeout_s == seconds


def test_what_only_the_cloud_needs_is_ignored_and_the_rest_has_defaults(suite):
    suite.configure(deviceGroupId="a", deviceGroupName="b", builderCache=True, githubConfig="nowhere", more=1)
    found = project.load(".impt.test")
    assert (found.timeout_s, found.stop_on_fail, found.allow_disconnect) == (30, False, False)
    assert found.patterns == ["*.test.nut", "tests/**/*.test.nut"]
    assert found.sources == {"agent": "", "device": ""}


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('{\n  "timeout": 30,,\n}', 2, 17, "not JSON"),
        ("", 1, 1, "not JSON"),
        ("[1]", 1, 1, "not a JSON object"),
        ('{\n  "timeout": "soon"\n}', 2, 3, "'timeout' is not a number of seconds: \"soon\""),
        ('{"timeout": 0}', 1, 2, "'timeout' is not a number of seconds: 0"),
        ('{"timeout": true}', 1, 2, "'timeout' is not a number of seconds: true"),
        ('{\n "deviceFile": "none.nut"}', 2, 2, "there is no file none.nut"),
        ('{"agentFile": 5}', 1, 2, "'agentFile' is neither a path nor false"),
        ('{"testFiles": [1]}', 1, 2, "'testFiles' is not a list of file patterns"),
        ('{"tests": {}}', 1, 2, "'tests' is not a list of file patterns"),
        ('/* "timeout" */ {\n"agentFile": 5}', 2, 1, "'agentFile' is neither a path nor false"),
    ],
)
def test_a_damaged_file_is_refused_at_its_place(suite, text, line, column, message):
    suite.write(".impt.test", text)
    with pytest.raises(Diagnostic) as refused:
        project.load(".impt.test")
    found = refused.value
    assert (found.path, found.line, found.column) == (".impt.test", line, column)
    assert found.message.startswith(message)


# Which files


def ids(suite, path="."):
    return [test.id for test in project.tests_of(path, suite.defaults)]


def test_files_come_pattern_by_pattern_each_sorted_and_once(suite):
    for path in (
        "b.test.nut",
        "a.test.nut",
        "tests/z.test.nut",
        "tests/deep/er/y.test.nut",
        "tests/.hidden/h.test.nut",
        "other/x.test.nut",
        "tests/x.nut",
    ):
        suite.write(path, "")
    suite.configure()
    assert ids(suite) == ["a.test.nut", "b.test.nut", "tests/deep/er/y.test.nut", "tests/z.test.nut"]
    suite.configure(testFiles=["./*/*.test.nut", "*.test.nut", "tests/**/*.test.nut", "nothing*.nut"])
    assert ids(suite) == [
        "other/x.test.nut",
        "tests/z.test.nut",
        "a.test.nut",
        "b.test.nut",
        "tests/deep/er/y.test.nut",
    ]


def test_a_project_is_found_by_its_folder_its_file_and_each_of_its_tests(suite):
    suite.write("p/tests/a.test.nut", "")
    suite.write("p/tests/b.test.nut", "")
    suite.write("p/.impt.test", "{}")
    assert ids(suite, "p") == ids(suite, "p/.impt.test") == ["p/tests/a.test.nut", "p/tests/b.test.nut"]
    assert ids(suite, "p/tests/b.test.nut") == ["p/tests/b.test.nut"]
    assert project.nearest("p/tests/b.test.nut").home == "p"
    absolute = str(suite.folder / "p/tests/b.test.nut")
    assert ids(suite, absolute) == [absolute]


def test_a_test_file_without_a_project_has_defaults(suite):
    suite.write("p/LICENSE", "")
    suite.write("p/tests/a.test.nut", "")
    assert ids(suite, "p/tests/a.test.nut") == ["p/tests/a.test.nut"]
    assert project.nearest("p/tests/a.test.nut").home == "p"


def test_a_folder_without_a_project_is_refused(suite):
    with pytest.raises(Diagnostic, match=r"neither \.impt\.test nor \.imptest is here"):
        ids(suite)


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("tests/x.test.nut", "device"),
        ("tests/x.agent.test.nut", "agent"),
        ("tests/Agent/x.device.test.nut", "agent"),
        ("tests/agent_x.test.nut", "device"),
        ("tests/my-agent-x.test.nut", "agent"),
        ("tests/agents/x.test.nut", "device"),
    ],
)
def test_an_agents_test_has_the_word_agent_in_its_path(path, side):
    assert side_of(path) == side


def test_the_path_that_counts_is_the_one_inside_the_project(suite):
    suite.write("agent/p/tests/x.test.nut", "")
    suite.write("agent/p/.impt.test", "{}")
    (test,) = project.tests_of("agent/p", suite.defaults)
    assert test.side == "device"


def test_a_partner_stands_beside_its_test_and_has_the_other_sides_name(suite):
    for path in ("a.agent.test.nut", "a.device.nut", "b.device.test.nut", "b.agent.nut", "c.test.nut", "c.agent.nut"):
        suite.write(path, "")
    assert partner_of("a.agent.test.nut") == "a.device.nut"
    assert partner_of("b.device.test.nut") == "b.agent.nut"
    assert partner_of("c.test.nut") is None
    assert partner_of("d.agent.test.nut") is None
