"""The forms of a report: text, JSON lines, GitHub's annotations, JUnit; numbers and exit codes."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.errors import Diagnostic
from impsim.suite import github, jsonlines, junit, summary
from impsim.suite.progress import CLEAR, Progress
from impsim.suite.summary import Count, span
from impsim.testcase.outcome import refusal, warn
from impsim.testcase.result import STATUSES, Result, Test


def result(id: str = "s/a.scenario.yaml::one", status: str = "passed", message: str = "", **more: object) -> Result:
    return Result(id, id.partition("::")[0], status, message, **more)  # type: ignore[arg-type]


def counted(*results: Result) -> Count:
    count = Count()
    for one in results:
        count.add(one)
    return count


FAILURE = result(
    "s/a.scenario.yaml::two[seed=1]",
    "failed",
    'expected: log "online"\n\n50% of a: b, c',
    virtual_s=61.25,
    line=12,
    detail={"expectation": "online", "replay": "impsim test x", "window": [0, 60]},
)
PROBLEM = Diagnostic("there is no 'evnt' here", "s/b.scenario.yaml", 3, 5, "    evnt: x", "did you mean event?")
PROBLEM.also = [Diagnostic("no program", "b.device.nut")]  # type: ignore[attr-defined]
REFUSED = refusal("s/b.scenario.yaml", "s/b.scenario.yaml", PROBLEM)
SKIPPED = result("t/x.test.nut::C::testB", "skipped", "needs hardware\nreally")
RESULTS = [result(virtual_s=60), FAILURE, REFUSED, SKIPPED]


def report(module: object, *results: Result) -> str:
    written: list[str] = []
    made = module.Report(written.append)  # type: ignore[attr-defined]
    for one in results:
        made.add(one)
    made.end(counted(*results))
    return "".join(written)


def doubtful() -> list[Result]:
    found = [result(), result("s/b.test.nut::T::test")]
    for one in found:
        warn([one], [Diagnostic("'A' is not defined", "s/a.nut", 3, 2, "@{A}", "define it")])
    return found


def test_a_warning_is_told_once_and_fails_nothing() -> None:
    text = report(summary, *doubtful())
    assert text.startswith("warning s/a.nut:3: 'A' is not defined (define it)\npassed  s/a.scenario.yaml::one\npassed")
    assert text.count("warning") == 1
    annotated = report(github, *doubtful())
    assert "\n::warning file=s/a.nut,line=3,title=impsim::'A' is not defined\n" in annotated
    first, *_ = report(jsonlines, *doubtful()).splitlines()
    assert json.loads(first)["warnings"] == ["s/a.nut:3:2: 'A' is not defined"]


def test_text() -> None:
    assert (
        report(summary, *RESULTS)
        == """\
passed  s/a.scenario.yaml::one
failed  s/a.scenario.yaml::two[seed=1]
error   s/b.scenario.yaml
skipped t/x.test.nut::C::testB: needs hardware

FAILED: s/a.scenario.yaml::two[seed=1] (s/a.scenario.yaml:12)
  expected: log "online"

  50% of a: b, c

ERROR: s/b.scenario.yaml (s/b.scenario.yaml:3)
  s/b.scenario.yaml:3:5: there is no 'evnt' here
  b.device.nut: no program

1 passed, 1 failed, 1 error, 1 skipped; 2 min 1 s of virtual time
"""
    )


def test_text_of_what_passed() -> None:
    assert report(summary, result(virtual_s=2)) == ("passed  s/a.scenario.yaml::one\n1 passed; 2 s of virtual time\n")
    assert report(summary) == "no results; 0 s of virtual time\n"


def test_json_lines() -> None:
    lines = [json.loads(line) for line in report(jsonlines, *RESULTS).splitlines()]
    assert lines[1] == {
        "type": "test",
        "id": "s/a.scenario.yaml::two[seed=1]",
        "file": "s/a.scenario.yaml",
        "status": "failed",
        "message": FAILURE.message,
        "virtual_s": 61.25,
    }
    assert [line["status"] for line in lines[:-1]] == ["passed", "failed", "error", "skipped"]
    assert lines[-1] == {"type": "summary", "passed": 1, "failed": 1, "errors": 1, "skipped": 1}


@given(st.text(), st.text())
def test_json_lines_are_lines(id: str, message: str) -> None:
    lines = report(jsonlines, result(id, "failed", message)).split("\n")
    assert len(lines) == 3
    assert json.loads(lines[0])["message"] == message


def test_github() -> None:
    lines = report(github, *RESULTS).splitlines()
    assert [line for line in lines if line.startswith("::")] == [
        "::error file=s/a.scenario.yaml,line=12,title=failed%3A s/a.scenario.yaml%3A%3Atwo[seed=1]"
        '::expected: log "online"%0A%0A50%25 of a: b, c',
        "::error file=s/b.scenario.yaml,line=3,title=error%3A s/b.scenario.yaml"
        "::there is no 'evnt' here%0Adid you mean event?",
        "::error file=b.device.nut,line=1,title=error%3A s/b.scenario.yaml::no program",
    ]
    assert lines[-1].startswith("1 passed, 1 failed")


@given(st.text(), st.text())
def test_an_annotation_is_one_line_that_reads_back(id: str, message: str) -> None:
    (line,) = github.commands_of(result(id, "failed", message))
    assert "\n" not in line and "\r" not in line
    command, properties, data = line.split("::", 2)[0], line.split("::", 2)[1], line.split("::", 2)[2]
    assert command == ""
    read = dict(part.split("=", 1) for part in properties.removeprefix("error ").split(","))
    assert unescaped(read["title"]) == "failed: " + id
    assert unescaped(data) == (message or "failed")


def unescaped(text: str) -> str:
    for name, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(name, character)
    return text


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ([], 0),
        ([result()], 0),
        ([SKIPPED], 0),
        ([result(), FAILURE], 1),
        ([result(status="error", detail={"cause": "wall_limit"})], 1),
        ([result(status="error")], 1),
        ([FAILURE, REFUSED], 2),
        ([REFUSED, result(status="error", detail={"cause": "process"})], 3),
        ([result(status="error", detail={"cause": "defect"}), FAILURE], 3),
    ],
)
def test_exit_codes(results: list[Result], code: int) -> None:
    count = counted(*results)
    assert count.code == code
    count.interrupted = True
    assert count.code == 130


def test_an_interrupted_run_says_what_it_did_not_finish() -> None:
    count = counted(result())
    count.interrupted, count.unfinished = True, 3
    assert count.line() == "1 passed; interrupted: 3 not finished; 0 s of virtual time"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (1.23456, "1.235 s"), (59.5, "59.5 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (7384, "2 h 3 min")],
)
def test_spans(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_no_other_status() -> None:
    with pytest.raises(ValueError):
        result(status="pass")


# JUnit

ATTRIBUTES = {  # required and allowed; jenkinsci/xunit-plugin, junit-10.xsd, and what GitLab and pytest use
    "testsuites": ({"name"}, {"name", "tests", "failures", "errors", "skipped", "time"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"name", "tests", "failures", "errors", "skipped", "time"}),
    "testcase": ({"name", "classname"}, {"name", "classname", "file", "line", "time"}),
    "properties": (set(), set()),
    "property": ({"name", "value"}, {"name", "value"}),
    "failure": ({"message", "type"}, {"message", "type"}),
    "error": ({"message", "type"}, {"message", "type"}),
    "skipped": (set(), {"message"}),
}
CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["testcase"],
    "testcase": ["properties", "skipped", "error", "failure"],
    "properties": ["property"],
}


def check(element: ET.Element) -> None:
    """The rules that CI systems have."""
    required, allowed = ATTRIBUTES[element.tag]
    assert required <= set(element.attrib) <= allowed
    for name in {"tests", "failures", "errors", "skipped", "line"} & set(element.attrib):
        assert int(element.attrib[name]) >= 0
    if "time" in element.attrib:
        assert float(element.attrib["time"]) >= 0
    for child in element:
        assert child.tag in CHILDREN.get(element.tag, [])
        check(child)
    if element.tag in ("testsuites", "testsuite"):
        cases = list(element.iter("testcase"))
        assert int(element.attrib["tests"]) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.attrib[name]) == len(list(element.iter(tag)))
    if element.tag == "testcase":
        assert sum(child.tag != "properties" for child in element) <= 1


def parsed(results: list[Result]) -> ET.Element:
    root = ET.fromstring(junit.text(results).encode("utf-8"))
    check(root)
    return root


def test_junit_says_what_is_known() -> None:
    FAILURE.wall_s = 0.5
    root = parsed(RESULTS)
    assert root.attrib["tests"] == "4"
    assert [suite.attrib["name"] for suite in root] == ["s/a.scenario.yaml", "s/b.scenario.yaml", "t/x.test.nut"]
    case = root[0][1]
    assert case.attrib == {
        "classname": "s.a",
        "name": "two[seed=1]",
        "file": "s/a.scenario.yaml",
        "line": "12",
        "time": "0.500",
    }
    properties = {one.attrib["name"]: one.attrib["value"] for one in case.iter("property")}
    assert properties == {
        "id": "s/a.scenario.yaml::two[seed=1]",
        "virtual_s": "61.250",
        "expectation": "online",
        "replay": "impsim test x",
    }
    failure = case.find("failure")
    assert failure is not None
    assert (failure.attrib["message"], failure.text) == ('expected: log "online"', FAILURE.message)
    error = root[1][0].find("error")
    assert error is not None
    assert (error.attrib["type"], error.text) == ("input", REFUSED.message)
    assert root[2][0].find("skipped") is not None


@pytest.mark.parametrize(
    ("id", "file", "names"),
    [
        ("s/a.scenario.yaml::one", "s/a.scenario.yaml", ("s.a", "one")),
        ("s/a.scenario.yaml", "s/a.scenario.yaml", ("s.a", "a")),
        ("t/x.test.nut::Queue::testDrop", "t/x.test.nut", ("t.x_test.Queue", "testDrop")),
        ("/tmp/x.scenario.json::c", "/tmp/x.scenario.json", ("tmp.x", "c")),
        ("../v1.2/x.scenario.yaml::c", "../v1.2/x.scenario.yaml", ("v1_2.x", "c")),
        ("odd", "file", ("file", "file")),
    ],
)
def test_junit_names(id: str, file: str, names: tuple[str, str]) -> None:
    assert junit.names(Result(id, file, "passed")) == names


texts = st.text(st.characters(codec=None) | st.sampled_from("\0\x1b<&>\"'\r\n\t]\ud800\ufffe"))


@given(st.lists(st.tuples(texts, texts, st.sampled_from(STATUSES), texts), max_size=5))
def test_any_result_is_xml(given: list[tuple[str, str, str, str]]) -> None:
    results = [Result(id, file, status, message, detail={"cause": id}) for id, file, status, message in given]
    root = parsed(results)
    files = list(dict.fromkeys(result.file for result in results))
    ordered = [result for file in files for result in results if result.file == file]
    for case, one in zip(root.iter("testcase"), ordered):
        assert case.attrib["file"] == junit.legal(one.file)
        found = [child for child in case if child.tag != "properties"]
        assert [child.tag for child in found] == ([] if one.status == "passed" else [junit.TAGS[one.status]])
        assert all((child.text or "") == junit.legal(one.message) for child in found)


def test_junit_makes_its_folder(tmp_path: Path) -> None:
    junit.write(str(tmp_path / "out" / "junit.xml"), RESULTS)
    check(ET.parse(tmp_path / "out" / "junit.xml").getroot())


def test_junit_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Diagnostic, match="cannot be written: is a directory"):
        junit.write(str(tmp_path), RESULTS)


# progress


def test_progress_leaves_nothing_behind() -> None:
    written: list[str] = []
    progress = Progress(written.append, 40, 12)
    progress.clear()
    assert written == []
    progress.draw(3, counted(result(), FAILURE), [Test("a" * 50, "a")])
    line = written[0].removeprefix(CLEAR)
    assert line.startswith("3/12, 1 not passed  aaa")
    assert len(line) == 39
    progress.clear()
    progress.clear()
    assert written[1:] == [CLEAR]


def test_progress_is_not_drawn_all_the_time() -> None:
    written: list[str] = []
    progress = Progress(written.append, 40, 12)
    for done in range(100):
        progress.draw(done, counted(), [])
    assert len(written) < 10
