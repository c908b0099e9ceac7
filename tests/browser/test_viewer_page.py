"""The viewer's page in a real browser: what it shows at which moment, by keyboard, in every size and scheme."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from impsim.device.profile import find, names
from impsim.trace.html import html

Run = Callable[..., Any]

PROGRAM = """\
// Tells what it is connected by.
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
ticks <- 0;
function tick() {
    imp.wakeup(10, tick);
    ticks++;
    local info = imp.net.info();
    server.log(("active" in info ? info.interface[info.active].type : "nothing") + " " + ticks);
}
tick();
imp.wakeup(95, function() { local t = {}; return t.oops; });
"""
UNPLUG = {
    "wifi": ("wifi.down", "wifi.up"),
    "ethernet": ("link.down", "link.up"),
    "cell": ("cell.set, registered: false", "cell.set, registered: true"),
}


def recorded(impsim: Run, folder: Path, model: str, *more: str) -> Path:
    """The page of a run in which the first network is gone from 50 s to 80 s."""
    away, back = UNPLUG[find(model).preferred[0]]
    (folder / "w.yaml").write_text(f"timeline: [{{at: 50s, do: {away}}}, {{at: 80s, do: {back}}}]\n")
    (folder / "p.nut").write_text(PROGRAM)
    options = ["--model", model, "--world", "w.yaml", "--for", "2m", "--trace", "t", "--watch", "ticks"]
    ran = impsim("run", "p.nut", *options, *more)
    assert b"impsim" not in ran.stderr
    assert impsim("trace", "t", "--html", "page.html").stderr == b""
    return folder / "page.html"


def until(page: Any, condition: str) -> None:
    """Waits for what the page does in its next frame. Its own policy forbids Playwright to wait inside of it."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(condition + " stayed false")


def info_shown(page: Any, device: int = 0) -> dict[str, str]:
    """The table of imp.net.info() as it stands there: path -> value, without what is gone."""
    return page.evaluate(
        """(device) => {
            const found = {};
            let group = "";
            const table = [...document.querySelectorAll(".card")][device].querySelectorAll("details table");
            for (const row of [...table].find((one) => one.caption.textContent === "imp.net.info()").rows) {
                const [name, value] = row.cells;
                if (!value) { group = name.textContent + "."; continue; }
                if (row.classList.contains("gone")) continue;
                found[(row.classList.contains("part") ? group : "") + name.textContent]
                    = value.querySelector(".value").textContent;
            }
            return found;
        }""",
        device,
    )


def flat(value: Any, path: str = "") -> dict[str, str]:
    """The same from a value."""
    if isinstance(value, dict) and value:
        parts = [flat(below, f"{path}.{name}" if path else name) for name, below in value.items()]
    elif isinstance(value, list) and value:
        parts = [flat(below, f"{path}[{number}]") for number, below in enumerate(value)]
    else:
        return {path: json.dumps(value)}
    return {name: text for part in parts for name, text in part.items()}


@pytest.mark.parametrize(
    "model", [pytest.param(name, marks=[pytest.mark.slow] if name != find(name).model else []) for name in names()]
)
def test_every_model_at_every_call(model: str, impsim: Run, tmp_path: Path, watched: Any) -> None:
    """What the page shows when the program asked is what the program was told; back and forth in time."""
    path = recorded(impsim, tmp_path, model)
    events = [json.loads(line) for line in (tmp_path / "t").read_text().splitlines()]
    asked = {event["t_us"]: event["result"] for event in events if event.get("call") == "imp.net.info"}
    assert len(asked) > 8
    page = watched.open(path)
    for t_us in (*list(asked)[::2], *reversed(list(asked))):
        page.evaluate("(t_us) => { impsimViewer.goTo(t_us); impsimViewer.draw(); }", t_us)
        assert info_shown(page) == flat(asked[t_us]), t_us
    radios = page.locator(".radio strong").all_text_contents()
    assert radios == [found["name"] for found in page.evaluate("impsimViewer.trace.devices[0].radios")]


def test_an_unplugged_cable(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp005"), "#t=49000000")
    ethernet = page.locator(".radio", has_text="eth0")
    assert ethernet.get_attribute("class") == "radio connected"
    assert "in use" in ethernet.inner_text()
    assert "100M full duplex" in ethernet.inner_text()
    for key in ("]", "ArrowRight"):  # to the fault, and to its first consequence
        page.keyboard.press(key)
    until(page, "document.getElementById('now').textContent === '50.000 s' && impsimViewer.frame === null")
    assert "no link" in ethernet.inner_text()
    page.evaluate("impsimViewer.goTo(79e6); impsimViewer.draw()")
    wifi = page.locator(".radio", has_text="wl0")
    assert "in use" in wifi.inner_text()
    assert "of 4 bars" in str(wifi.locator("svg").get_attribute("aria-label"))
    page.keyboard.press("[")
    until(page, "document.getElementById('now').textContent === '50.000 s'")
    page.keyboard.press("Shift+ArrowLeft")
    until(page, "document.getElementById('now').textContent === '49.000 s'")
    assert ethernet.get_attribute("class") == "radio connected"


def test_by_keyboard_alone(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp003"))
    press = page.keyboard.press

    def at(index: str) -> None:
        until(page, f"impsimViewer.frame === null && ({index})")

    press("Home")
    at("impsimViewer.index === -1")
    press("ArrowRight")
    at("impsimViewer.index >= 0")
    press("End")
    at("impsimViewer.index === impsimViewer.events.length - 1")
    press("PageUp")
    at("['log', 'fault', 'message'].includes(impsimViewer.events[impsimViewer.index].kind)")
    press("Home")
    press("PageDown")
    at("impsimViewer.index === impsimViewer.landmarks[0]")
    press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("oops")
    press("Enter")
    at("impsimViewer.events[impsimViewer.index].backtrace !== undefined")
    assert "the index 'oops' does not exist" in page.locator("#event").inner_text()
    assert page.locator(".line.here code").inner_text().strip().startswith("imp.wakeup(95, function() { local t = {}")
    press("Escape")
    assert page.evaluate("document.activeElement.id") == "events"
    before = page.evaluate("impsimViewer.index")
    press("ArrowUp")
    at(f"impsimViewer.index < {before}")
    press("ArrowDown")
    at(f"impsimViewer.index >= {before}")
    press("?")
    assert page.locator("#help-dialog").is_visible()
    press("Escape")
    assert not page.locator("#help-dialog").is_visible()


def test_focus_goes_everywhere_and_is_seen(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp001"), "#t=30000000")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at);
                const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return [at.id || at.className || at.tagName, seen];
            }"""
        )
        if found[0] == "BODY":
            break
        seen.append(found)
    reached = [name for name, _ in seen]
    assert {"theme", "help", "slider", "next", "search", "events", "code scrolls"} <= set(reached)
    assert [name for name, visible in seen if not visible] == []


def test_watched_values_and_what_has_changed(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp001"), "#t=22170000")
    row = page.locator(".card details", has_text="Watched").locator("tr", has_text="ticks")
    assert row.inner_text().split() == ["ticks", "3", "was", "2"]
    changed = page.evaluate("""() => {
        impsimViewer.goTo(2160000); impsimViewer.draw();
        return [...document.querySelectorAll("tr.changed th")].map((cell) => cell.textContent);
    }""")
    assert "active" in changed


def test_the_program_at_the_moment(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp001"))
    page.keyboard.press("/")
    page.keyboard.type("wifi 1")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.line.here') !== null")
    assert page.locator(".line.here .number").inner_text().endswith("8")
    stack = page.locator(".stack button")
    assert stack.all_inner_texts() == ["tick() p.nut:8", "main() p.nut:10"]
    stack.nth(1).click()
    assert page.locator(".line.here code").inner_text() == "tick();"


def test_the_slider_and_the_timeline(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp005"))
    slider = page.locator("#slider")
    slider.fill("60000")
    until(page, "document.getElementById('now').textContent.startsWith('1:00')")
    assert "1:00" in str(slider.get_attribute("aria-valuetext"))
    box = page.locator("#timeline").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    until(page, "impsimViewer.t_us > 55e6 && impsimViewer.t_us < 75e6")
    width = "impsimViewer.timeline.to_us - impsimViewer.timeline.from_us"
    whole = page.evaluate(width)
    page.keyboard.press("+")
    assert page.evaluate(width) == pytest.approx(whole / 2)
    page.keyboard.press("0")
    assert page.evaluate(width) == whole
    painted = page.evaluate("""() => {
        const canvas = document.getElementById("timeline");
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(Array.from({length: data.length / 4}, (_, i) => data.slice(4 * i, 4 * i + 3).join())).size;
    }""")
    assert painted > 10


def test_it_is_told_to_who_does_not_see(impsim: Run, tmp_path: Path, watched: Any) -> None:
    page = watched.open(recorded(impsim, tmp_path, "imp001"))
    page.keyboard.press("PageDown")
    until(page, "document.getElementById('live').textContent.includes('log, imp')")
    chosen = page.locator("#events").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    unnamed = page.evaluate("""() => [...document.querySelectorAll("button, input, select, [role=listbox], [role=img]")]
        .filter((one) => !one.textContent.trim() && !one.ariaLabel && !(one.labels && one.labels.length))
        .map((one) => one.outerHTML)""")
    assert unnamed == []


LUMINANCE = """() => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", {willReadFrequently: true});
    const rgb = (colour, below) => {
        pen.fillStyle = below; pen.fillRect(0, 0, 1, 1);
        pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (colour) => colour.map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const css = (colour) => `rgb(${colour.join()})`;
    const ground = (element) => {
        const chain = [];
        for (let one = element; one; one = one.parentElement) chain.unshift(getComputedStyle(one).backgroundColor);
        return chain.reduce((below, colour) => rgb(colour, css(below)), [255, 255, 255]);
    };
    const bad = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !element.checkVisibility({checkVisibilityCSS: true})) continue;
        if (["SCRIPT", "STYLE", "OPTION"].includes(element.tagName) || element.closest(".hidden, noscript")) continue;
        const below = ground(element), style = getComputedStyle(element);
        const share = style.opacity;
        const faded = rgb(style.color, css(below)).map((part, index) => part * share + below[index] * (1 - share));
        const [one, other] = [light(faded), light(below)].sort((a, b) => b - a);
        const contrast = (one + 0.05) / (other + 0.05);
        if (contrast < 4.5) bad.push([contrast.toFixed(2), element.className, element.textContent.slice(0, 40)]);
    }
    return bad;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (640, 400), (400, 700)], ids=["desk", "zoomed-200", "phone"])
def test_it_is_legible(scheme: str, size: tuple[int, int], impsim: Run, tmp_path: Path, watched: Any) -> None:
    """Contrast, nothing wider than the window: in both schemes, at 200 % of 1280 x 800, on a phone."""
    watched.page.emulate_media(color_scheme=scheme)
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    path = recorded(impsim, tmp_path, "imp005")
    page = watched.open(path, "#t=51000000")
    page.wait_for_timeout(50)
    for place in (51000000, 97160000):
        page.evaluate("(t_us) => { impsimViewer.goTo(t_us); impsimViewer.draw(); }", place)
        assert page.evaluate(LUMINANCE) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert dark == (scheme == "dark")
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    while page.locator("#theme").inner_text() != ("Theme: light" if dark else "Theme: dark"):
        page.keyboard.press("t")
    assert page.evaluate(background) != before
    assert page.evaluate(LUMINANCE) == []


def test_nothing_moves_for_who_wants_that(impsim: Run, tmp_path: Path, watched: Any) -> None:
    watched.page.emulate_media(reduced_motion="reduce")
    page = watched.open(recorded(impsim, tmp_path, "imp001"), "#t=30000000")
    assert "LED blinks" in page.locator(".lights").inner_text()
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate("document.getAnimations().length") == 1


TOLD: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": "power", "state": "running", "wake_reason": 1}, ".facts", "woken by: timer"),
    ({"kind": "vm", "state": "start"}, ".facts", "Program running since 0.002 s"),
    ({"kind": "pin", "pin": "pinA", "mode": "DIGITAL_IN"}, ".pin", "A DIGITAL_IN"),
    ({"kind": "pin", "pin": "pinA", "level": 1}, ".pin", "A DIGITAL_IN 1"),
    ({"kind": "pin", "pin": "pinA", "mode": "PWM_OUT"}, ".pin", "A PWM_OUT 1"),
    ({"kind": "pin", "pin": "pinA", "duty": 0.25, "mv": 825}, ".pin", "A PWM_OUT 1 duty 0.25 mv 825"),
    ({"kind": "vm", "state": "end"}, ".pin", "A – 1 mv 825"),
    (
        {"kind": "part", "part": "knob", "state": {"position": 0.5}},
        "details:has(summary:text('Parts'))",
        "position 0.5",
    ),
    ({"kind": "part", "part": "knob", "state": {"position": 1.0}}, "details:has(summary:text('Parts'))", "1.0 was 0.5"),
    ({"kind": "led", "lit": True}, ".lights", "LED blinks"),
    ({"kind": "agent", "state": "restarted", "reason": "reload"}, ".facts", "Agent restarted reload"),
    ({"kind": "dhcp", "interface": "wl0", "step": "ack", "address": "10.0.0.3"}, ".facts", "wl0 10.0.0.3 (ack"),
    ({"kind": "dhcp", "interface": "wl0", "step": "release", "address": "10.0.0.3"}, ".facts", "Lease none"),
    (
        {"kind": "cell.registration", "status": "denied", "generation": "", "carrier": "c"},
        ".radio:last-child",
        "denied",
    ),
    ({"kind": "at", "sent": "AT+COPS?", "answer": "OK"}, ".radio:last-child", "AT+COPS? → OK"),
    ({"kind": "cloud.session", "state": "closed", "interface": "wl0", "reason": "gone"}, ".facts", ": gone"),
    ({"kind": "connect", "code": 11}, ".facts", "latest result 11 REGISTRATION_DENIED"),
    ({"kind": "power", "state": "sleeping", "until_us": 90000000}, ".facts", "wakes at 1:30.000"),
    ({"kind": "power", "state": "off"}, ".lights", "off"),
]


def test_cards_tell_what_events_told(tmp_path: Path, watched: Any) -> None:
    events = [{"t_us": 1000 * number, "device": "imp", **event} for number, (event, _, _) in enumerate(TOLD, 1)]
    header = {"impsim": 1, "kind": "header", "model": "imp006", "impos": "44.4"}
    (tmp_path / "page.html").write_text(html(header, events, "t"), encoding="utf-8")
    page = watched.open(tmp_path / "page.html")
    for index, (event, where, text) in enumerate(TOLD):
        page.evaluate("(index) => { impsimViewer.go(index); impsimViewer.draw(); }", index)
        assert text in " ".join(page.locator(f".card {where}").first.inner_text().split()), event


ODD_EVENTS = [
    {"kind": "__proto__"},
    {"kind": "constructor", "device": "constructor"},
    {"kind": "state", "device": "__proto__", "state": 3, "interface": {}},
    {"kind": "net.info", "gone": 5, "changed": "x"},
    {"kind": "net.info", "gone": ["x"], "changed": {"__proto__": 1, "interface.0.type": None, "a..b": [], "": 0}},
    {"kind": "log", "msg": "<img src=x onerror=alert(1)>", "type": [], "at": "nowhere"},
    {"kind": "log", "msg": None, "backtrace": [[1], None, ["f", "<b>", 3]]},
    {"kind": "api", "args": {"x": 1}, "call": None},
    {"kind": "api", "args": [{"ƒ": 3}, {"ƒ": "1.0"}], "result": "\u2028", "since_us": "x"},
    {"kind": "pin", "pin": None, "level": {}, "mode": 5},
    {"kind": "probe", "probe": "<script>alert(1)</script>", "value": {"a": [1, {"b": None}], "__proto__": 3}},
    {"kind": "probe", "probe": 5, "error": {}},
    {"kind": "cloud.session", "state": None},
    {"kind": "power", "state": 5, "until_us": "soon"},
    {"kind": "vm", "state": "constructor"},
    {"kind": "dhcp", "step": [], "interface": "toString"},
    {"kind": "message", "from": 5, "data": "</script><script>alert(1)</script>"},
    {"kind": "wifi.associated", "interface": None, "channel": "<i>"},
    {"kind": "source", "path": None, "text": 5},
    {"kind": "led", "lit": "no"},
]


def test_any_trace_is_shown(tmp_path: Path, watched: Any) -> None:
    """Traces come from anywhere: odd events are text, break nothing and run nothing."""
    events = [{"t_us": number * 1000, "device": "imp", **event} for number, event in enumerate(ODD_EVENTS)]
    header = {"impsim": 1, "kind": "header", "model": "<b>x</b>", "seed": {}, "devices": {"imp": "a", "__proto__": "b"}}
    (tmp_path / "page.html").write_text(html(header, events, "<title>"), encoding="utf-8")
    page = watched.open(tmp_path / "page.html")
    for box in page.locator("#filters input").all():
        box.check()
    for _ in range(len(events) + 2):
        page.keyboard.press("ArrowRight")
        page.evaluate("impsimViewer.draw()")
    assert page.evaluate("impsimViewer.index") == len(events) - 2  # the source is none of the list
    assert "<img src=x onerror=alert(1)>" in page.locator("#events").inner_text()
    assert page.locator("#events img, #event img, #cards script").count() == 0
    for _ in range(len(events) + 2):
        page.keyboard.press("ArrowLeft")
        page.evaluate("impsimViewer.draw()")
    assert page.evaluate("impsimViewer.index") == -1


def test_a_trace_without_events(tmp_path: Path, watched: Any) -> None:
    (tmp_path / "page.html").write_text(html({"impsim": 1, "kind": "header"}, [], "t"), encoding="utf-8")
    page = watched.open(tmp_path / "page.html")
    for key in ("ArrowRight", "End", "PageUp", "Home", "+", "0", "n"):
        page.keyboard.press(key)
    assert page.locator("#of").inner_text() == "event 0 of 0"


FLEET = """\
impsim: 1
name: busy
run: {until: 20m}
devices:
  cellar: {model: imp005, device: p.nut}
  kitchen: {model: imp001, device: p.nut}
  tracker: {model: impC001-us, device: p.nut}
timeline:
  - {at: 4m, do: link.down, device: cellar}
expect:
  - {log: {device: cellar, equals: never}}
"""


@pytest.mark.slow
def test_twenty_minutes_of_three_devices(impsim: Run, tmp_path: Path, watched: Any) -> None:
    """Tens of thousands of events: few elements whatever the cursor does, and each way to a moment shows the same."""
    (tmp_path / "p.nut").write_text(
        PROGRAM.replace("wakeup(10,", "wakeup(1,").replace("imp.wakeup(95", "imp.wakeup(900")
    )
    (tmp_path / "s.scenario.yaml").write_text(FLEET)
    assert impsim("test", "s.scenario.yaml").returncode == 1
    impsim("trace", ".impsim/traces/s.scenario.yaml__base.trace", "--html", "page.html")
    page = watched.open(tmp_path / "page.html")
    assert page.evaluate("impsimViewer.events.length") > 15000
    assert page.locator(".card h2").all_inner_texts() == ["cellar", "kitchen", "tracker"]
    shown = """(t_us) => { impsimViewer.goTo(t_us); impsimViewer.draw();
        return [document.getElementById("cards").textContent, document.querySelectorAll("*").length]; }"""
    times = [1200000000, 3000000, 240500000, 239999999, 600000000, 905000000]
    onwards = {t_us: page.evaluate(shown, t_us) for t_us in sorted(times)}
    for t_us in times:
        assert page.evaluate(shown, t_us)[0] == onwards[t_us][0]
    assert max(count for _, count in onwards.values()) < 1500
    page.locator("#device").select_option("tracker")
    page.locator("#filters input[data-filter=network]").uncheck()
    assert set(page.locator(".row .device").all_inner_texts()) <= {"tracker", "world"}
