"""The documentation in a real browser: search, light and dark, a phone, 200 %."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
PAGES = ("index", "tutorial/first-scenario", "reference/api/imp-net", "reference/commands", "fidelity", "world")
SIZES = {"desktop": (1280, 900), "phone": (360, 740), "desktop at 200 %": (640, 450)}


@pytest.fixture
def page(browser: Any, documentation: Path) -> Iterator[Any]:
    """The first page, in a tab that must report no error and ask nothing of any other origin."""
    found: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: found.append(str(error)))
    tab.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else found.append(request.url))
    tab.goto((documentation / "index.html").as_uri())
    yield tab
    tab.evaluate("localStorage.clear()")  # the profile is that of all tests
    tab.close()
    assert found == []


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("setsendtimeoutpolicy", "Break the network"),
        ("NO_WIFI", "Constants"),
        ("lan.drop", "Verbs: what can happen > lan.drop"),
        ("TMP102", "Kinds of parts > TMP102"),
    ],
)
def test_search_finds(page: Any, words: str, title: str) -> None:
    page.locator("input[name=q]").first.fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=title, exact=True).last.wait_for()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page(page: Any, documentation: Path, name: str, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto((documentation / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_programs_are_legible(page: Any, documentation: Path, scheme: str) -> None:
    """Every colour of the highlighter against its background: 4.5 to 1, as WCAG 2.2 AA wants."""
    page.emulate_media(color_scheme=scheme)
    page.goto((documentation / "tutorial" / "sensor-to-cloud.html").as_uri())
    ratios = page.evaluate(CONTRASTS)
    assert len(ratios) > 50
    assert min(ratios) >= 4.5


CONTRASTS = """() => {
    const light = (text) => {
        const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [...document.querySelectorAll(".highlight pre span")].map((span) => {
        let box = span;
        while (getComputedStyle(box).backgroundColor === "rgba(0, 0, 0, 0)") box = box.parentElement;
        const pair = [getComputedStyle(span).color, getComputedStyle(box).backgroundColor].map(light);
        return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    });
}"""
