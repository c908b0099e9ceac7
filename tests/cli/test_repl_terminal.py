"""`impsim repl` at a terminal: the real process behind a pseudo-terminal."""

from __future__ import annotations

import os
import re
import time

import pytest
from terminal import PATIENCE_S, Terminal


@pytest.fixture
def terminal(tmp_path, own_environment):
    """Begins a session and waits for its first prompt."""

    begun = []

    def begin(*options, **environment):
        begun.append(Terminal(tmp_path, {**own_environment, **environment}, *options))
        begun[-1].see()
        return begun[-1]

    yield begin
    for one in begun:
        if one.pid:  # the test has failed
            os.kill(one.pid, 9)
            one.ended()


def test_a_conversation(terminal):
    session = terminal("--model", "imp003")
    assert "imp003 2.160> " in session.shown.decode()
    assert "\n=> 3\nimp003 2.160> " in session.enter("1 + 2")
    session.enter("function f(a) {", "... ")
    session.enter("    return a * 2;", "... ")
    session.enter("}")
    assert "=> 8" in session.enter("f(4)")
    assert "the index 'nope' does not exist" in session.enter("nope")
    session.enter("if (f(1) == 3) {", "... ")
    session.enter("    x <- 1", "... ")
    session.enter("}", "... ")
    session.enter("else x <- 2")
    assert "=> 2" in session.enter("x")
    session.enter(":side agent", "agent 2.1")
    assert session.leave() == 0


def test_tab_completes_names_members_and_commands(terminal):
    session = terminal("--model", "imp005")
    session.type("readi", "")
    session.type("ngs <- [{celsius = 3}]; null")
    session.see()
    session.type("readin\t[0].cel\t")
    assert session.see("=> 3")
    session.see()
    session.type("imp.net.\t\t", "")
    shown = session.see("setwifihints")
    assert re.search(r"^  info +\(\) A snapshot of what the imp knows", shown, re.MULTILINE)
    session.type("info\t().act\t\r", "")
    session.see("=> 1")
    session.type(":unpl\tet\t")
    session.see(":unplug eth0")
    session.type(":do link.n\tlink: 10M")
    session.see("link.negotiate link: 10M")
    assert "did you mean" not in session.see()
    assert session.leave() == 0


def test_an_interrupt_ends_what_runs_and_what_is_typed(terminal):
    session = terminal()
    session.type("while (true) {}")
    session.see("true")
    begun = time.monotonic()
    session.interrupt()
    assert "interrupted: it is 2.160 s, and nothing of this has happened" in session.see()
    assert time.monotonic() - begun < PATIENCE_S / 2
    session.type("1 + ", "")
    session.see("1 + ")
    session.interrupt()
    session.see()
    session.enter("function f() {", "... ")
    session.interrupt()
    session.see()
    assert "=> 4" in session.enter("2 + 2")
    assert session.leave() == 0


def test_an_interrupt_ends_the_passing_of_time(terminal):
    session = terminal()
    session.enter("function tick() { imp.wakeup(0.01, tick); } tick();")
    session.type(":time 1000d")
    session.see("1000d")
    session.interrupt()
    assert "(interrupted at " in session.see("s)")
    session.see()
    assert "=> 5" in session.enter("2 + 3")
    assert session.leave() == 0


def test_history_is_there_again_in_the_next_session(terminal, tmp_path):
    session = terminal()
    session.enter("old <- 123")
    os.kill(session.pid, 9)  # what was typed is kept even so
    session.ended()
    assert (tmp_path / "state" / "impsim" / "repl_history").read_text() == "old <- 123\n"
    session = terminal()
    session.type("\x1b[A\r", "")
    session.see("old <- 123")
    session.see()
    assert "=> 123" in session.enter("old")
    assert session.leave() == 0


def test_without_a_place_for_the_history_all_goes_on(terminal, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    session = terminal(XDG_STATE_HOME=str(tmp_path / "file"))
    session.enter("1")
    assert "=> 7" in session.enter("3 + 4")
    assert session.leave() == 0


def test_quitting(terminal):
    session = terminal()
    session.type(":quit")
    assert session.ended() == 0
