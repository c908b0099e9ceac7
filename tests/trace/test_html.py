"""The page of a trace: whole, alone, safe whatever a trace says, and always the same. tests/browser loads it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import EVENTS, FLEET, HEADER, event

from impsim.device.profile import names
from impsim.trace.html import FOLDER, MODULES, devices_of, html, radios_of


class Reader(HTMLParser):
    """What a browser would find: elements with their attributes, and the text of scripts, styles and the rest."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in ("script", "style", "title"):
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style", "title"):
            self.texts[self._open][-1] += data

    @property
    def content(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.texts["script"][0])
        return made


PAGE = html(HEADER, EVENTS, "t.trace")


def test_it_is_whole_and_alone() -> None:
    page = Reader(PAGE)
    assert page.texts["title"] == ["t.trace"]
    assert [
        tag for tag, attributes in page.elements if set(attributes) & {"src", "srcset", "action", "background"}
    ] == []
    assert [attributes["href"] for _, attributes in page.elements if "href" in attributes] == ["data:,", "#events"]
    assert re.findall(r"url\(|@import|https?://", re.sub(r"http://www\.w3\.org/2000/svg", "", PAGE)) == []
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    assert [name for _, attributes in page.elements for name in attributes if name == "style"] == []


def test_the_policy_names_just_its_own_script_and_style() -> None:
    page = Reader(PAGE)
    (policy,) = [found["content"] for tag, found in page.elements if "http-equiv" in found]
    assert policy is not None
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    hashes = {
        kind: "'sha256-%s'" % b64encode(sha256(page.texts[kind][-1].encode()).digest()).decode()
        for kind in ("script", "style")
    }
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == hashes["script"]
    assert rules["style-src"] == hashes["style"]
    assert "unsafe" not in policy


def test_every_event_is_in_it() -> None:
    content = Reader(PAGE).content
    assert content["header"] == HEADER
    assert [found["kind"] for found in content["events"]] == [found["kind"] for found in EVENTS]
    assert content["end_us"] == EVENTS[-1]["t_us"]
    assert Reader(html(FLEET, EVENTS, "t")).content["end_us"] == FLEET["end_us"]


def test_whole_floats_stay_floats() -> None:
    content = Reader(PAGE).content
    (message,) = [found for found in content["events"] if found["kind"] == "message"]
    assert message["data"] == {"x": {"ƒ": "1.0"}}
    infos = [resolved(content, found["changed"]) for found in content["events"] if found["kind"] == "net.info"]
    assert infos[1]["ipv4.server.tcptimeout"] == {"ƒ": "30.0"}


def resolved(content: dict[str, Any], value: Any) -> Any:
    if isinstance(value, dict) and type(value.get("ƒ")) is int:
        return resolved(content, content["shared"][value["ƒ"]])
    if isinstance(value, dict):
        return {name: resolved(content, below) for name, below in value.items()}
    return [resolved(content, below) for below in value] if isinstance(value, list) else value


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text("abc\u2028<", max_size=9), below, max_size=4),
)


@given(st.lists(PLAIN))
def test_what_is_said_again_is_there_once(values: list[Any]) -> None:
    events = [event(number, "probe", probe="x", value=value) for number, value in enumerate(values * 2)]
    content = Reader(html(HEADER, events, "t")).content
    legible = json.loads(json.dumps(values * 2, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    assert [resolved(content, found["value"]) for found in content["events"]] == legible
    assert len({json.dumps(value) for value in content["shared"]}) == len(content["shared"])


def test_names_of_programs_are_not_ours() -> None:
    content = Reader(html(HEADER, [event(1, "probe", probe="x", value={"ƒ": 0, "ƒ ": 1.0})], "t")).content
    assert content["events"][0]["value"] == {"ƒ ": 0, "ƒ  ": {"ƒ": "1.0"}}


def test_a_page_of_repetitions_is_small() -> None:
    value = {"interface": [{"type": "wifi", "bssid": "02494d500001"}] * 5}
    events = [event(number, "api", call="f", args=[number, value], result=value) for number in range(1000)]
    assert len(html(HEADER, events, "t")) < len(html(HEADER, [], "t")) + 200000


def test_no_events() -> None:
    content = Reader(html(HEADER, [], "t")).content
    assert (content["events"], content["end_us"]) == ([], 0)


TEXTS = st.text() | st.sampled_from(
    ["</script>", "<!--", "<script>", "]]>", "&lt;", "\u2028", "\ud800", "{trace}", "{script}", "\\u003c", "%s", "\x00"]
)


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_a_trace_says_stays_text(title: str, said: str, name: str) -> None:
    header = {**HEADER, "model": said, name: said}
    events = [event(1, "log", type="server.log", msg=said), event(2, said, device=name, **{"f" + name: [said]})]
    text = html(header, events, title)
    text.encode("utf-8")
    page = Reader(text)
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in Reader(PAGE).elements]
    assert page.texts["script"][1:] == Reader(PAGE).texts["script"][1:]
    found = page.content["events"]
    legible = said.encode("utf-8", "backslashreplace").decode()
    assert found[0]["msg"] in (said, legible)
    assert found[1]["kind"] in (said, legible)


def test_it_is_always_the_same() -> None:
    assert html(HEADER, EVENTS, "t.trace") == PAGE


def test_its_own_part_is_small() -> None:
    assert len(html(HEADER, [], "t")) < 90000


def test_devices_of_one_run() -> None:
    (device,) = devices_of(HEADER, EVENTS)
    assert (device["name"], device["model"], device["impos"]) == ("imp", "imp005", "36.14")
    assert device["radios"] == [
        {"name": "wl0", "kind": "wifi", "label": "Wi-Fi 2.4G,5G"},
        {"name": "eth0", "kind": "ethernet", "label": "Ethernet"},
    ]


def test_devices_of_a_scenario_and_one_that_no_header_names() -> None:
    devices = devices_of(FLEET, [event(1, "log", device="d"), event(1, "fault", device="")])
    assert [(device["name"], device["model"], len(device["radios"])) for device in devices] == [
        ("a", "imp001", 1),
        ("b", "imp006", 2),
        ("c", "none-such", 0),
        ("d", "", 0),
    ]


@pytest.mark.parametrize("model", names())
def test_radios_of_every_model(model: str) -> None:
    radios = radios_of(model)
    assert radios
    assert all(set(radio) == {"name", "kind", "label"} and radio["label"] for radio in radios)


def test_modules_can_be_joined() -> None:
    """Imports come from modules that stand before, and no name is declared twice."""
    declared: list[str] = []
    for name in MODULES:
        with open(f"{FOLDER}/{name}", encoding="utf-8") as file:
            text = file.read()
        for imported, module in re.findall(r"^import \{([^}]*)\} from \"\./([\w.]+)\";$", text, re.MULTILINE):
            assert MODULES.index(module) < MODULES.index(name)
            assert {part.strip() for part in imported.split(",")} <= set(declared)
        declared += re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    assert [name for name in set(declared) if declared.count(name) > 1] == []
    script = Reader(PAGE).texts["script"][1]
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
