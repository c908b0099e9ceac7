"""`impsim repl` whose entries come through a pipe."""

from __future__ import annotations

import io
import json
import sys

import pytest

from impsim.cli import main


class Piped:
    """Standard input as a pipe."""

    def __init__(self, data):
        self.buffer = io.BytesIO(data)

    def isatty(self):
        return False


@pytest.fixture
def typed(tmp_path, monkeypatch, capfdbinary):
    """What a session prints, and its exit code, given what is typed; in this process, which is quicker."""
    monkeypatch.chdir(tmp_path)

    def run(*entries, options=(), code=0):
        monkeypatch.setattr(sys, "stdin", Piped("\n".join(entries).encode() + b"\n"))
        capfdbinary.readouterr()
        exit_code = main(["repl", *options])
        out, err = (part.decode() for part in capfdbinary.readouterr())
        assert "Traceback" not in err
        assert exit_code == code, out + err
        return out, err

    return run


BEGINNING = "     2.160 [Status] Device connected\n"

# (entries, what is shown)
VALUES = [
    (["1 + 2"], "=> 3\n"),
    (["x <- 5", "x"], "=> 5\n"),
    (['{a = [1, 2.5, null, true], b = "x\\n"}'], '=> {a = [1, 2.5, null, true], b = "x\\n"}\n'),
    (["function f(a, b = 2) {", "    return a + b;", "}", "f(3)", "f"], "=> 5\n=> function (a, b)\n"),
    (["if (1 > 2) {", "    1", "}", "else {", "    x <- 7", "}", "x"], "=> 7\n"),
    (["if (true) x <- 1", "else x <- 2", "x"], "=> 1\n"),
    (["if (true) x <- 1", "", "x"], "=> 1\n"),
    (["/* a comment", "of two lines */ 1"], "=> 1\n"),
    (['@"two', 'lines"'], '=> "two\\nlines"\n'),
    (["x <- {}", "x.x <- x", "x"], "=> {x = {...}}\n"),
    (["class A { a = 1 }", "A()", "A"], "=> instance {a = 1}\n=> class {a}\n"),
    (["blob(3)"], "=> blob of 3 bytes: 00 00 00\n"),
    (["null"], "=> null\n"),
    (["local x = 3; x"], "=> 3\n"),
    (['server.log("ü")'], "     2.161 [Device] ü\n=> 0\n"),
    (["// only a comment", "", "3"], "=> 3\n"),
    (['"ä"'], '=> "ä"\n'),
    (["imp.wakeup(1, @() server.log(1));", ":2s"], "=> instance\n     3.161 [Device] 1\n"),
]


@pytest.mark.parametrize(("entries", "shown"), VALUES)
def test_values_are_shown(typed, entries, shown):
    assert typed(*entries) == (BEGINNING + shown, "")


# (entries, exit code, a line of standard error)
FAILURES = [
    (["1 +* 2"], 2, "input 1:1:4: expression expected"),
    (["nope"], 1, "input 1:1:1: the index 'nope' does not exist"),
    (["{a = nope}"], 1, "input 1:1:6: the index 'nope' does not exist"),
    (["function f() {", "  return nope;", "}", "f()"], 1, "  called from main() at input 2:1"),
    (["local x = 3", "x"], 1, "hint: `local x` ended with the entry that it stood in; `x <- ...` stays"),
    ([":dwon"], 2, "there is no command ':dwon'"),
    ([":do link.dwon"], 2, "hint: did you mean link.down?"),
    ([":do lan.drop loss: much"], 2, "  lan.drop loss: much"),
    ([":do link.up link=5M"], 2, ":do:1:14: '5M' is not one of 10M, 100M"),
    ([":unplug eth1"], 2, "hint: did you mean 'eth0'?"),
    ([":time soon"], 2, "'soon' is not a duration"),
    ([":model imp000"], 2, "there is no model 'imp000'"),
    ([":back to 1h"], 2, "it is 2.160 s: that is still to come"),
    ([":undo"], 2, "nothing was done yet"),
    ([":watch x = 3"], 2, "watch:1:1: in this probe: this changes the program, a look does not"),
    ([":until state happy"], 2, "there is no state 'happy'"),
    ([":do power.off", "1 + 1", "x <- 1"], 1, "the imp is off"),
]


@pytest.mark.parametrize(("entries", "code", "message"), FAILURES)
def test_the_first_entry_that_fails_ends_it(typed, entries, code, message):
    shown, told = typed(*entries, '"not reached"', code=code)
    assert any(line.startswith(message) for line in told.splitlines()), told
    assert "not reached" not in shown


def test_a_cable_that_is_pulled(typed):
    shown, _ = typed(
        ":unplug eth0", ":30s", "imp.net.info().active", ":plug eth0", ":status", options=("--impos", "36")
    )
    assert "=> 0\n" in shown
    assert "wl0          CONNECTED" in shown


def test_what_has_changed_in_the_info_is_marked(typed):
    shown, _ = typed(":info", ":unplug eth0", ":15s", ":info")
    assert "* active: 0  was 1" in shown
    assert "interface.1.link" in shown


def test_watched_values_are_told_when_they_change(typed):
    shown, _ = typed("n <- 0", ":watch n", "n = 1", ":watch", ":unwatch n", "n = 2")
    assert shown == BEGINNING + "     2.161 n = 0\n     2.162 n = 1\nn\n"


def test_back_and_undo(typed):
    shown, _ = typed("n <- 1", ":10s", "n = 2", ":back 5s", "n", ":undo", '"n" in this')
    assert shown == BEGINNING + (
        "(it is 7.162 s; not done: n = 2)\n=> 1\n(it is 2.160 s; not done: n <- 1)\n=> false\n"
    )


def test_the_program_starts_anew_after_an_error(typed):
    shown, told = typed("mine <- 1", "imp.wakeup(1, @() nope);", ":3s", '"mine" in this')
    assert "     3.162 [Device] ERROR: the index 'nope' does not exist\n" in shown
    assert (
        "(the program has started anew at 4.162: nothing had caught an error; what you had defined in it is gone)"
        in shown
    )
    assert shown.endswith("=> false\n")
    assert "input 2:1:19: the index 'nope' does not exist" in told


def test_the_agent_has_entries_of_its_own(typed):
    shown, _ = typed(
        ":side agent", 'device.on("a", @(x) server.log("got " + x));', ":device", 'x <- agent.send("a", 3);', ":1s",
        ":agent device.isconnected()",
    )  # fmt: skip
    assert shown == BEGINNING + "     2.192 [Agent] got 3\n=> true\n"


def test_programs_and_their_files(typed, tmp_path):
    (tmp_path / "d.nut").write_text("const K = 4;\nfunction twice(x) { return 2 * x }\n", encoding="utf-8")
    (tmp_path / "more.nut").write_text("more <- twice(K);\n", encoding="utf-8")
    shown, _ = typed(":load more.nut", "more", "twice(K)", ":reset", '"more" in this', options=("d.nut",))
    assert [line for line in shown.splitlines() if line.startswith("=>")] == ["=> 8", "=> 8", "=> false"]


def test_another_model(typed):
    shown, _ = typed(":model imp003", "imp.info()", ":model", ":model imp001 36", ":model", ":unplug wl0", ":status")
    assert '=> instance {type = "imp003"}' in shown
    assert "imp003 with impOS" in shown
    assert "imp001 with impOS 36" in shown


def test_every_command_has_help(typed):
    shown, _ = typed(":help")
    names = [line.split()[0][1:] for line in shown.splitlines() if line.startswith(":")]
    assert len(names) > 15
    helped, _ = typed(*[":help " + name for name in names])
    assert all(f"\n:{name}" in "\n" + helped for name in names)


def test_json_lines(typed):
    shown, _ = typed("{a = 1.5}", ":unplug eth0", options=("--format", "json"))
    lines = [json.loads(line) for line in shown.splitlines()]
    assert lines[0] == {"type": "log", "t": 2.16, "log_type": "status", "msg": "Device connected"}
    assert lines[1] == {"type": "value", "text": "{a = 1.5}", "value": {"a": 1.5}}


def test_nothing_at_all(impsim):
    assert impsim("repl", stdin=b"").returncode == 0


def test_bytes_that_are_no_text_are_bytes(impsim):
    assert b"=> 2\n" in impsim("repl", stdin=b'"\xff\xfe".len()\n').stdout


def test_what_is_not_whole_at_the_end_is_told(impsim):
    ran = impsim("repl", stdin=b"function f() {\n")
    assert ran.returncode == 2
    assert b"`{` opened at 1:14 is not closed" in ran.stderr
