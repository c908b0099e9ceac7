"""impsim eval: the value of one expression, for people and for programs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    ("expression", "text", "document"),
    [
        ("1 + 1", "2", "2"),
        ("-5", "-5", "-5"),
        ("-(2 + 3)", "-5", "-5"),
        ("30.0", "30.0", "30.0"),
        ("0.1", "0.1", "0.1"),
        ("1e20", "1e+20", "1e+20"),
        ("1.0 / 0", "inf", '"inf"'),
        ("true", "true", "true"),
        ("null", "null", "null"),
        ('"é\\n€"', "é\n€", '"é\\n€"'),
        ("[]", "[]", "[]"),
        ('[1, 2.5, "a\\"b"]', '[1, 2.5, "a\\"b"]', '[1, 2.5, "a\\"b"]'),
        ("{a = 1}", "{a = 1}", '{"a": 1}'),
        ('{[1] = null, ["a b"] = [{}]}', '{["a b"] = [{}], [1] = null}', '{"a b": [{}], "1": null}'),
        ("1 // a comment", "1", "1"),
        ("imp.info().type", "imp005", '"imp005"'),
    ],
)
def test_values(expression: str, text: str, document: str, impsim: Run) -> None:
    ran = impsim("eval", "--", expression)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, text + "\n", b"")
    ran = impsim("eval", "--format", "json", "--", expression)
    assert json.loads(ran.stdout) == json.loads(document)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, document + "\n", b"")


def test_a_wide_value_is_laid_out(impsim: Run) -> None:
    ran = impsim("eval", "{wide = array(40, 1000), b = {c = 1}}")
    lines = ran.stdout.decode().splitlines()
    assert lines[0] == "{"
    assert "  b = {c = 1}" in lines
    assert lines[lines.index("  wide = [") + 1] == "    1000"
    assert lines[-1] == "}"


def test_a_value_that_contains_itself(impsim: Run) -> None:
    expression = "(function() { local t = {}; t.t <- t; return t; })()"
    for form in ("text", "json"):
        ran = impsim("eval", expression, "--format", form)
        assert ran.returncode == 0
        assert len(ran.stdout) < 5000


def test_a_program_before(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text('x <- 40; server.log("starts"); imp.wakeup(5, function() { x = 50; });')
    early = impsim("eval", "x + 2", "--program", "p.nut")
    assert (early.returncode, early.stdout, early.stderr) == (0, b"42\n", b"starts\n")
    assert impsim("eval", "x + 2", "--program", "p.nut", "--at", "10s").stdout == b"52\n"


def test_a_moment_before_the_imp_is_connected(impsim: Run) -> None:
    assert impsim("eval", '"active" in imp.net.info()', "--at", "0").stdout == b"false\n"
    assert impsim("eval", '"active" in imp.net.info()').stdout == b"true\n"


def test_state_options(impsim: Run) -> None:
    options = ["--model", "imp005", "--impos", "36", "--offline", "--format", "json"]
    info = json.loads(impsim("eval", "imp.net.info()", *options).stdout)
    assert [interface["type"] for interface in info["interface"]] == ["wifi"]
    assert info["ipv4"]["server"]["tcptimeout"] == 30.0


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (
            "imp.nope",
            "EXPR:1:4: the index 'nope' does not exist [R201]\n  imp.nope\n     ^\n"
            "why: `imp` has no member 'nope'\n  in main()\n",
        ),
        ("1 +\n[].x.y", "EXPR:2:3: the index 'x' does not exist [R201]\n  [].x.y\n    ^\n  in main()\n"),
        ("(function() { throw 42 })()", "EXPR:1:15: 42 [R220]\n"),
    ],
)
def test_what_has_no_value(expression: str, said: str, impsim: Run) -> None:
    ran = impsim("eval", expression)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode().startswith(said)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["1 +"], "EXPR:1:4: expression expected [C102]\n  1 +\n     ^\n"),
        (["a b"], "EXPR:1:3: "),
        (["1 +\n* 2"], "EXPR:2:1: expression expected [C102]\n  * 2\n  ^\n"),
        ([""], "impsim eval: EXPR is empty\n"),
        ([], "impsim eval: EXPR is missing\n"),
        (["1", "2"], "impsim eval: one EXPR only, but there is also '2'\n"),
        (["1", "--program", "gone.nut"], "gone.nut: there is no such file\n"),
        (["1", "--at", "x"], "impsim: 'x' is not a duration\n"),
        (["1", "--model", "x"], "there is no model 'x'\n"),
        (["1", "--for", "1s"], "impsim eval: unknown option '--for'\n"),
    ],
)
def test_wrong_calls(argv: list[str], said: str, impsim: Run) -> None:
    ran = impsim("eval", *argv)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)
