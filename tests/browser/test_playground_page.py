"""The playground in a real browser, below a path of `impsim play`'s own server."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playground_bench import READY_MS, Bench

from impsim.device.profile import find, names
from impsim.lessons.loading import course
from impsim.playground.catalogue import examples

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


EXAMPLES = {found["id"]: found for found in examples()}
INFO = EXAMPLES["net-info"]["experiment"]


def test_it_begins_with_an_example_that_runs(fresh: Bench) -> None:
    fresh.open()
    fresh.settled()
    assert fresh.experiment["device"] == INFO["device"]
    fresh.at(3)
    assert "[server.log] interface 1: ethernet (in use)" in fresh.rows()
    assert fresh.problems == []
    inline = "Object.assign(document.createElement('script'), { textContent: 'window.foreign = 1' })"
    fresh.page.evaluate(f"document.head.append({inline})")
    assert fresh.page.evaluate("window.foreign") is None


@pytest.mark.parametrize("model", names())
def test_the_example_runs_on_every_model(model: str, bench: Bench) -> None:
    bench.begin(**{**INFO, "model": "imp001" if model != "imp001" else "imp002"})
    bench.page.select_option("#model", model)
    bench.run()
    bench.at(20)
    profile = find(model)
    log = bench.log()
    assert f"interface 0: {profile.interfaces[0]}" in [line.partition(" (")[0] for line in log]
    assert f"{model} · impOS" in bench.card()
    assert bench.page.evaluate("impsimPlayground.run.events.some((event) => event.backtrace)") is False
    releases = bench.page.eval_on_selector_all("#impos option", "options => options.map(option => option.value)")
    assert [int(line) for line in releases] == [line for line in range(30, 50) if str(line) in releases]
    assert str(profile.first_line) in releases or profile.first_line % 2


def test_an_unplugged_cable_and_taking_it_back(bench: Bench) -> None:
    bench.begin(**INFO)
    bench.at(10)
    before = bench.page.evaluate("impsimPlayground.run.events.filter((event) => event.t_us < 10e6)")
    bench.do("link.down")
    assert bench.page.evaluate("impsimPlayground.playback.t_us") == 10_000_000
    bench.at(25)
    assert "no link" in bench.card()
    assert "interface 0: wifi (in use)" in bench.log()
    assert bench.page.inner_text("#actions li code") == "link.down"
    assert bench.page.evaluate("impsimPlayground.run.events.filter((event) => event.t_us < 10e6)") == before
    bench.page.click("#actions button")
    bench.settled()
    assert bench.page.evaluate("impsimPlayground.playback.t_us") == 10_000_000
    bench.at(25)
    assert "interface 0: wifi (in use)" not in bench.log()
    assert bench.page.is_hidden("#actions-part")


def test_time_goes_both_ways(bench: Bench) -> None:
    bench.begin(**{**EXAMPLES["timers"]["experiment"], "watch": ["ticks"]})
    bench.at(9)
    assert bench.log()[-1].startswith("tick")
    late = bench.card()
    bench.page.focus("#slider")
    bench.page.keyboard.press("Home")
    bench.drawn()
    assert bench.page.inner_text("#now") == "0.000 s"
    assert bench.card() != late
    assert "tick 5" in bench.log()  # what has been seen stays in sight
    bench.page.keyboard.press("End")
    bench.drawn()
    assert bench.page.inner_text("#now") == "9.000 s"
    assert bench.card() == late
    bench.page.click("#back")
    bench.drawn()
    assert bench.page.inner_text("#now") == "4.000 s"
    bench.page.focus("#events")
    here = bench.page.inner_text("#moment .headline")
    bench.page.keyboard.press("ArrowUp")
    bench.drawn()
    assert bench.page.inner_text("#moment .headline") != here
    bench.page.keyboard.press("ArrowDown")
    bench.drawn()
    assert bench.page.inner_text("#moment .headline") == here


def test_it_plays_and_computes_more_in_time(bench: Bench) -> None:
    bench.begin(device="function f() { imp.wakeup(60, f); server.log(hardware.millis()); } f();")
    bench.page.select_option("#speed", "1000")
    bench.page.select_option("#speed", "1000")
    bench.until("impsimPlayground.run && impsimPlayground.playback.t_us > 600e6")
    bench.page.click("#play")
    assert bench.page.inner_text("#play") == "Play"
    assert len(bench.log()) >= 10
    bench.page.select_option("#speed", "10")


def test_the_next_event_may_lie_far_ahead(bench: Bench) -> None:
    bench.begin(device='imp.wakeup(100, @() server.log("late"));')
    bench.at(5)
    assert bench.log() == []
    bench.page.click("#next")
    bench.drawn()
    assert bench.log() == ["late"]


SHARED = {
    "device": 'server.log("ü 😀 \\x80");\n',
    "agent": "heard <- 0;\n",
    "world": "lan: {lease: 40s}\n",
    "model": "imp006",
    "impos": "42",
    "network": "wifi",
    "seed": 7,
    "watch": ["agent: heard"],
    "parts": {"door": {"kind": "switch", "pin": "pinW"}},
    "actions": [{"at_us": 5_000_000, "do": "part.set", "part": "door", "set": {"closed": True}}],
}


def test_a_link_brings_back_exactly_what_was_shared(bench: Bench, fresh: Bench) -> None:
    bench.begin(**SHARED)
    bench.page.click("#share")
    href = bench.page.input_value("#dialog input")
    bench.page.click("#dialog-close")
    assert href == bench.page.evaluate("location.href")
    fresh.open(href.removeprefix(fresh.url))
    fresh.settled()
    assert fresh.experiment == SHARED
    fresh.at(6)
    assert fresh.page.evaluate("impsimPlayground.run.events.filter((event) => event.kind === 'fault').length") == 1
    assert fresh.problems == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda link: link[:-9],
        lambda link: link[:40] + ("A" if link[40] != "A" else "B") + link[41:],
        lambda link: "#x=",
        lambda link: "#x=%%%",
        lambda link: "#x=" + "A" * 5000,
        lambda link: "#x=eJyrVipKTVeyUjBUqgUAEMMCwQ",  # {"sees": 1}
        lambda link: "#x=eJwDAAAAAAE",  # nothing
    ],
)
def test_a_damaged_link_is_told(damage: Callable[[str], str], bench: Bench) -> None:
    bench.begin(**INFO)
    bench.page.click("#share")
    link = "#" + bench.page.input_value("#dialog input").partition("#")[2]
    bench.page.click("#dialog-close")
    bench.page.evaluate("fragment => { location.hash = fragment; }", damage(link))
    bench.page.wait_for_selector("#notice:not([hidden])")
    assert bench.page.inner_text("#notice").startswith("The link is damaged: ")
    bench.page.evaluate("impsimPlayground.notice('')")
    bench.run()
    bench.at(5)
    assert bench.log() != []


@pytest.mark.slow
def test_what_was_written_is_there_again(fresh: Bench) -> None:
    fresh.open()
    fresh.write('server.log("mine");')
    fresh.until("(localStorage.getItem('impsim-experiment') || '').includes('mine')")
    fresh.open()
    fresh.settled()
    assert fresh.experiment["device"] == 'server.log("mine");'


def test_an_error_is_shown_at_its_place(bench: Bench) -> None:
    bench.begin(device="local a = 1;")
    bench.write("local b = 2;\nlocal é = ;\n")
    bench.page.click("#run")
    bench.page.wait_for_selector("#problems .place", timeout=READY_MS)
    place = bench.page.locator("#problems .place").first
    assert place.inner_text().startswith("device 2:")
    place.click()
    assert bench.page.evaluate("impsimPlayground.editors.device.view.state.selection.main.head") > 12
    assert bench.page.locator("#panel-device .cm-lint-marker-error").count() == 1


def test_a_failure_is_explained_when_it_comes(bench: Bench) -> None:
    bench.begin(device="reading <- 1;\nfunction show() { server.log(raeding); }\nimp.wakeup(5, show);")
    bench.at(4)
    assert "raeding" not in bench.page.inner_text("#problems").replace("W531", "").partition("Error at")[2]
    bench.at(8)
    told = bench.page.inner_text("#problems")
    assert "Error at 7.160 s device 2:30 the index 'raeding' does not exist R201" in told
    assert "reading" in told
    bench.page.click("#problems .place:text-is('R201')")
    bench.page.wait_for_selector("#dialog[open]")
    bench.page.keyboard.press("Escape")


def test_a_trap_is_warned_of_and_explained(bench: Bench) -> None:
    bench.begin(device="local a = 1;")
    bench.write("local a = 1;\nif (a = 2) server.log(a);\n")
    bench.page.wait_for_selector("#problems .warning", timeout=READY_MS)
    assert bench.page.locator("#panel-device .cm-lint-marker-warning").count() == 1
    bench.page.click("#problems .place:text-is('W501')")
    bench.page.wait_for_selector("#dialog[open]")
    assert "assignment-in-condition" in bench.page.inner_text("#dialog-title")
    assert "compares" in bench.page.inner_text("#dialog-body")
    bench.page.keyboard.press("Escape")
    bench.page.wait_for_selector("#dialog", state="hidden")


def test_a_button_is_wired_and_pressed(bench: Bench) -> None:
    bench.begin(
        model="imp001",
        device='b <- hardware.pin1; b.configure(DIGITAL_IN_PULLDOWN, @() server.log("pin " + b.read()));',
    )
    bench.page.click("#wiring summary")
    bench.page.click("#parts button[type=submit]")
    bench.settled()
    bench.at(5)
    bench.page.click(".deed button:text-is('Press')")
    bench.settled()
    bench.at(10)
    assert bench.log() == ["pin 1", "pin 0"]
    assert bench.experiment["parts"] == {"button": {"kind": "button", "pin": "pin1"}}
    bench.page.click("#wiring summary")


def test_any_verb_and_a_wrong_one(bench: Bench) -> None:
    bench.begin(**INFO)
    bench.at(5)
    bench.page.click("#more summary")
    bench.page.fill("#verb", "lan.latencie")
    bench.page.fill("#args", '{"latency": "2s"}')
    bench.page.click("#other button")
    bench.page.wait_for_selector("#problems li", timeout=READY_MS)
    assert "did you mean lan.latency?" in bench.page.inner_text("#problems")
    bench.page.click("#actions button")
    bench.page.fill("#verb", "lan.latency")
    bench.page.click("#other button")
    bench.settled()
    assert bench.page.inner_text("#actions li code") == "lan.latency latency=2s"
    bench.page.click("#more summary")


def test_watched_expressions_come_and_go(bench: Bench) -> None:
    bench.begin(device="count <- 40 + 2;")
    bench.at(5)
    bench.page.fill("#watch", "count")
    bench.page.keyboard.press("Enter")
    bench.settled()
    bench.drawn()
    assert "count\t42" in bench.card()
    bench.page.fill("#watch", "count = 3")
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector("#watches .more")
    assert "this changes the program" in bench.page.inner_text("#watches")


def test_an_experiment_is_saved_as_a_scenario_that_passes(bench: Bench, impsim: Run, tmp_path: Path) -> None:
    bench.begin(**EXAMPLES["outage"]["experiment"])
    bench.at(100)
    with bench.page.expect_download() as downloading:
        bench.page.click("#save")
    with zipfile.ZipFile(downloading.value.path()) as archive:
        archive.extractall(tmp_path)
    ran = impsim("test", "experiment.scenario.yaml")
    assert (ran.returncode, ran.stdout.split(b"\n")[0]) == (0, b"passed  experiment.scenario.yaml::base")


def test_a_lesson_from_its_start_to_the_next(bench: Bench) -> None:
    lesson = course().lessons[0]
    bench.page.select_option("#lessons", lesson.name)
    bench.settled()
    assert lesson.title in bench.page.inner_text("#lesson-title")
    bench.page.click("#lesson button.main")
    bench.page.wait_for_selector(".outcomes .failed", timeout=READY_MS)
    assert bench.page.locator(".hints > li").count() == 0
    for count in range(1, len(lesson.hints) + 1):
        bench.page.click(f"#lesson button:has-text('Hint {count} of')")
        assert bench.page.locator(".hints > li").count() == count
    (solution,) = lesson.solution.values()
    bench.write(solution)
    bench.page.click("#lesson button.main")
    bench.page.wait_for_selector(".result p.passed", timeout=READY_MS)
    assert bench.page.locator(".outcomes .failed").count() == 0
    assert "✓" in bench.page.inner_text(f"#lessons option[value={lesson.name}]")
    bench.page.click("#lesson button:has-text('Next')")
    bench.settled()
    assert course().lessons[1].title in bench.page.inner_text("#lesson-title")
    bench.page.select_option("#lessons", lesson.name)
    assert bench.experiment["device"] == solution
    bench.page.select_option("#lessons", "")
    assert bench.page.is_hidden("#lesson")


@pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: str(lesson.name))
def test_every_lesson_can_be_solved_here(lesson: Any, bench: Bench) -> None:
    bench.page.select_option("#lessons", lesson.name)
    bench.settled()
    sides = {".device.nut": "device", ".agent.nut": "agent", ".world.yaml": "world", ".scenario.yaml": "scenario"}
    for name, text in {**lesson.start, **lesson.solution}.items():
        bench.write(text, next(side for ending, side in sides.items() if name.endswith(ending)))
    bench.page.click("#lesson button.main")
    bench.page.wait_for_selector(".result p.passed, .result p.failed", timeout=READY_MS)
    assert bench.page.inner_text(".result p.passed").startswith("Solved")
    bench.page.select_option("#lessons", "")


def test_the_keyboard_alone(bench: Bench) -> None:
    """From the top of the page: pick a model, write a program, leave the editor, run it, let a cable be unplugged."""
    page = bench.page
    bench.begin(device="")
    page.evaluate("document.activeElement.blur()")

    def tab_to(wanted: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"{wanted} cannot be reached")

    tab_to("#model")
    page.keyboard.type("imp005")
    tab_to("#tab-device")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#panel-agent")
    page.keyboard.press("ArrowLeft")
    tab_to(".editor")
    page.keyboard.type('server.log("typed");')
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert bench.experiment["device"] == 'server.log("typed");\n    '
    page.keyboard.press("Escape")
    tab_to("#run")
    page.keyboard.press("Enter")
    bench.settled()
    bench.at(5)
    assert bench.log() == ["typed"]
    tab_to("[data-do='link.down']")
    page.keyboard.press("Space")
    bench.settled()
    assert page.inner_text("#actions li code") == "link.down"
    tab_to("#actions button")
    page.keyboard.press("Enter")
    bench.settled()
    assert bench.experiment["actions"] == []


def test_everything_has_a_name(bench: Bench) -> None:
    bench.begin(**EXAMPLES["button"]["experiment"])
    bench.page.click("#wiring summary")
    nameless = bench.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [role=listbox], [role=tabpanel]")]
        .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.getAttribute("aria-labelledby")
          || (one.labels && [...one.labels].some((label) => label.textContent.trim()))))
        .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    ids = bench.page.evaluate("() => [...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    bench.page.click("#wiring summary")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (640, 450), (1280, 720)])
def test_no_width_needs_scrolling_to_the_side(width: int, height: int, bench: Bench) -> None:
    """640 is a screen of 1280 at 200 %."""
    bench.page.set_viewport_size({"width": width, "height": height})
    bench.begin(**EXAMPLES["temperature"]["experiment"])
    bench.at(5)
    assert bench.page.evaluate("document.documentElement.scrollWidth") <= width
    bench.page.set_viewport_size({"width": 1280, "height": 900})


def test_light_and_dark(bench: Bench) -> None:
    seen = set()
    for _ in range(3):
        bench.page.click("#theme")
        bench.page.emulate_media(color_scheme="light")
        seen.add(
            (bench.page.inner_text("#theme"), bench.page.evaluate("getComputedStyle(document.body).backgroundColor"))
        )
    assert {name for name, _ in seen} == {"Theme: auto", "Theme: light", "Theme: dark"}
    assert len({colour for _, colour in seen}) == 2
