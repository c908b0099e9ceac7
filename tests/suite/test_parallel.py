"""Running tests over processes: order, deaths, limits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toys import Toy, Unreadable

from impsim.suite.parallel import Crew, Worker
from impsim.testcase.outcome import CAUSE
from impsim.testcase.result import Result, Test


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers get the path of modules from here; the toys are one."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def ran(tests: list[Test], jobs: int = 2) -> list[list[Result]]:
    return list(Crew(tests, jobs).run())


def only(test: Test) -> Result:
    ((result,),) = ran([test])
    return result


@settings(max_examples=8)
@given(st.lists(st.sampled_from([0.0, 0.01, 0.05, 0.15]), max_size=6), st.integers(1, 4))
def test_results_come_in_the_order_of_collection(sleeps: list[float], jobs: int) -> None:
    tests: list[Test] = [Toy(f"t{number}", sleep_s=sleep_s) for number, sleep_s in enumerate(sleeps)]
    assert [[result.id for result in results] for results in ran(tests, jobs)] == [[test.id] for test in tests]


def test_several_at_once_take_the_time_of_one() -> None:
    begin = time.monotonic()
    ran([Toy(f"t{number}", sleep_s=3) for number in range(4)], 4)
    assert time.monotonic() - begin < 11


def test_a_test_of_several_results_and_one_of_none() -> None:
    several, none, one = ran([Toy("a", "several"), Toy("b", "none"), Toy("c")])
    assert [result.id for result in several] == ["a::testA", "a::testB"]
    assert [(result.id, result.status, result.message) for result in none] == [
        ("b", "skipped", "none of its tests was run")
    ]
    assert [result.id for result in one] == ["c"]


def test_a_result_comes_whole() -> None:
    result = only(Toy("a", "fail"))
    assert (result.status, result.message) == ("failed", "expected: online\nseen: nothing")
    assert (result.virtual_s, result.line, result.detail) == (12.5, 7, {"expectation": "online"})
    assert only(Toy("a", sleep_s=0.2)).wall_s >= 0.2


@pytest.mark.parametrize(
    ("does", "cause", "message"),
    [
        ("die", "process", "the process that ran the test ended: killed by SIGKILL"),
        ("exit", "process", "the process that ran the test ended: exit code 7"),
        ("hang", "wall_limit", "no end after 0.5 s of real time, its wall limit"),
        ("hoard", "wall_limit", "this machine has no more memory for the test"),
        ("break", "defect", "a defect of impsim, not of your program: KeyError: 'oops'"),
        ("unsendable", "defect", "a defect of impsim, not of your program: "),
        ("refuse", "input", "a:2:3: bad\n  a b\n    ^\nhint: think\na:4:1: worse\n  c\n  ^"),
    ],
)
def test_what_keeps_a_test_from_an_end_is_an_error(does: str, cause: str, message: str) -> None:
    bad = Toy("a", does, wall_limit_s=0.5)
    (first,), (result,), (last,) = ran([Toy("before"), bad, Toy("after")])
    assert (first.status, last.status) == ("passed", "passed")
    assert (result.id, result.file, result.status, result.detail[CAUSE]) == ("a", "a", "error", cause)
    assert result.message.startswith(message)


def test_a_test_that_tells_its_parts_loses_only_the_one_that_hangs() -> None:
    results, (after,) = ran([Toy("a", "hang_in_part", wall_limit_s=1), Toy("b")], 1)
    assert [(result.id, result.status) for result in results] == [
        ("a::testA", "passed"),
        ("a::testB", "failed"),
        ("a::testC", "error"),
    ]
    assert results[-1].message == "no end after 1 s of real time, its wall limit"
    assert after.status == "passed"


def test_a_part_may_be_told_in_any_thread() -> None:
    result = only(Toy("a", "tell_in_thread", wall_limit_s=0.5))
    assert (result.id, result.detail[CAUSE]) == ("a::testA", "wall_limit")


def test_a_part_in_which_the_process_dies_is_named() -> None:
    result = only(Toy("a", "die_in_part"))
    assert (result.id, result.detail[CAUSE]) == ("a::testA", "process")


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_failure_that_stops_its_project_leaves_the_rest_of_it_out(jobs: int) -> None:
    tests: list[Test] = [Toy("a"), Toy("b", "stop", sleep_s=0.3), Toy("c"), Toy("other"), Toy("d", "hang"), Toy("e")]
    for test in tests:
        test.project = ".imptest" if test.id == "other" else ".impt.test"
    crew = Crew(tests, jobs)
    found = [(result.id, result.status, result.message) for results in crew.run() for result in results]
    message = "not run: b::testB failed, and its project stops at the first failure"
    assert found == [
        ("a", "passed", ""),
        ("b::testA", "passed", ""),
        ("b::testB", "failed", "no"),
        ("c", "skipped", message),
        ("other", "passed", ""),
        ("d", "skipped", message),
        ("e", "skipped", message),
    ]
    assert (crew.done, list(crew.rest())) == (6, [])


def test_a_test_that_cannot_be_sent_is_a_defect() -> None:
    bad = Toy("a")
    bad.extra = lambda: None  # type: ignore[attr-defined]
    (result,), (other,) = ran([bad, Toy("b")], 1)
    assert (result.detail[CAUSE], other.status) == ("defect", "passed")


def test_a_test_that_does_not_arrive_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    (result,), (other,) = ran([Unreadable("a"), Toy("b")], 1)
    assert (result.status, other.status) == ("error", "passed")


def test_the_wall_limit_does_not_count_the_start_of_a_process() -> None:
    assert only(Toy("a", wall_limit_s=0.05)).status == "passed"


def test_what_a_test_prints_is_not_in_the_report(capfd: pytest.CaptureFixture[str]) -> None:
    assert only(Toy("a", "print")).status == "passed"
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "a test prints" in printed.err
    assert "and so does its C code" in printed.err


def test_what_a_late_test_started_ends_with_it(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    result = only(Toy(str(pid), "leave_child", wall_limit_s=1.0))
    assert result.detail[CAUSE] == "wall_limit"
    child = int(pid.read_text())
    assert gone(child), "the child lives on"


def gone(pid: int) -> bool:
    """Whether a process has ended, within a second; nobody may have waited for it yet."""
    for _ in range(100):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


def test_a_worker_that_died_between_two_tests_is_replaced() -> None:
    crew = Crew([Toy("a"), Toy("b")], 1)
    results = crew.run()
    assert next(results)[0].status == "passed"
    (worker,) = crew._workers
    os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.join()
    assert next(results)[0].status == "passed"
    results.close()


def test_no_process_is_left() -> None:
    crew = Crew([Toy("a"), Toy("b", sleep_s=60)], 2)
    results = crew.run()
    next(results)
    pids = [worker.process.pid for worker in crew._workers]
    assert len(pids) == 2
    results.close()
    assert all(gone(pid) for pid in pids)


def test_no_more_processes_than_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    hire = Worker.__init__
    monkeypatch.setattr(Worker, "__init__", lambda self, prepare: (made.append(self), hire(self, prepare))[1])
    assert len(ran([Toy("a"), Toy("b")], 50)) == 2
    assert len(made) == 2


def test_processes_are_prepared() -> None:
    (result,) = next(Crew([Toy("a")], 1, prepare=fail_to_prepare).run())
    assert (result.status, result.detail[CAUSE]) == ("error", "process")


def fail_to_prepare() -> None:
    os._exit(3)


def test_workers_end_when_the_one_that_reports_is_killed(tmp_path: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from toys import Toy
from impsim.suite.parallel import Crew
if __name__ == "__main__":
    crew = Crew([Toy("a"), Toy("b", sleep_s=2)], 2)
    results = crew.run()
    next(results)
    print(*[worker.process.pid for worker in crew._workers], flush=True)
    next(results)
"""
    script = tmp_path / "reporter.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment) as reporter:
        assert reporter.stdout is not None
        pids = [int(word) for word in reporter.stdout.readline().split()]
        reporter.kill()
    assert len(pids) == 2
    time.sleep(2)
    assert all(gone(pid) for pid in pids)


def test_an_interrupt_does_not_reach_a_process_that_is_starting(tmp_path: Path) -> None:
    code = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from toys import Toy
from impsim.suite.parallel import Worker
if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    worker = Worker(None)
    os.killpg(0, signal.SIGINT)
    worker.begin(0, Toy("a"))
    print(worker.pipe.recv(), worker.pipe.recv())
    worker.end()
"""
    script = tmp_path / "reporter.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    ran = subprocess.run([sys.executable, script], capture_output=True, env=environment, start_new_session=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"None [<Result a passed>]\n", b"")
