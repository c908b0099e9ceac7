"""imp.net.getcellinfo(): whose answers reach which program."""

from __future__ import annotations

import pytest

from impsim.impos.api.net_cell import getcellinfo
from impsim.squirrel.errors import SquirrelError


class Modem:
    """Keeps questions until somebody answers them."""

    def __init__(self):
        self.questions = []

    def ask(self, done):
        self.questions.append(done)


class Host:
    """As much of an imp as the function needs."""

    def __init__(self, cellular):
        self.device = self
        self.cellular = cellular
        self.vm = object()
        self.line = []

    def in_line(self, function, *arguments):
        self.line.append((function, *arguments))


def test_every_question_has_its_own_answer_in_line():
    host = Host(Modem())
    assert getcellinfo(host, "first") is None
    getcellinfo(host, "second")
    assert not host.line
    host.cellular.questions[1]("4G,SEARCH")
    host.cellular.questions[0]("")
    assert host.line == [("second", "4G,SEARCH"), ("first", "")]


def test_text_that_is_not_ascii_arrives_as_bytes():
    host = Host(Modem())
    getcellinfo(host, "callback")
    host.cellular.questions[0]("é")
    assert host.line == [("callback", "\xc3\xa9")]


def test_a_program_that_was_restarted_hears_nothing_of_what_was_asked_before():
    host = Host(Modem())
    getcellinfo(host, "callback")
    host.vm = object()
    host.cellular.questions[0]("4G,SEARCH")
    assert not host.line


def test_an_imp_without_a_modem_says_so():
    with pytest.raises(SquirrelError, match="no cellular interface"):
        getcellinfo(Host(None), "callback")
