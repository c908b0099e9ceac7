"""The playground in a real browser, served by `impsim play`'s own server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from impsim.playground.serve import Server

READY_MS = 60_000  # Python starts in the page; others use this machine, too


@pytest.fixture(scope="session")
def site(playground: Any) -> Iterator[str]:
    """The address of the page."""
    with Server(str(playground), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


class Bench:
    """The page, and all that went wrong in it."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.problems: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.problems.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(url)

    def open(self, fragment: str = "") -> None:
        self.page.goto(self.url + fragment)
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=READY_MS)

    def until(self, expression: str) -> None:
        """Waits until an expression is true. Playwright's own waiting would need a policy that permits eval."""
        deadline = monotonic() + READY_MS / 1000
        while not self.page.evaluate(f"() => Boolean({expression})"):
            assert monotonic() < deadline, expression
            self.page.wait_for_timeout(20)

    def settled(self) -> None:
        """Waits until a run is there and nothing is being computed."""
        self.until("impsimPlayground.run && !impsimPlayground.simulator.waiting.size")

    def write(self, text: str, side: str = "device") -> None:
        self.page.evaluate("([side, text]) => { impsimPlayground.editors[side].text = text }", [side, text])

    def run(self) -> None:
        self.page.click("#run")
        self.settled()

    def at(self, seconds: float) -> None:
        """Moves to a time, which need not have been seen yet."""
        self.page.evaluate("t_us => { const p = impsimPlayground.playback; p.pause(); p.go(t_us) }", int(seconds * 1e6))
        self.page.evaluate("() => new Promise(requestAnimationFrame)")

    def log(self) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all("#events .said", "rows => rows.map(row => row.textContent)")
        return found


@pytest.fixture
def bench(browser: Any, site: str) -> Iterator[Bench]:
    """A new page; at the end it must have said nothing, and asked for nothing from elsewhere."""
    page = browser.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    made = Bench(page, site)
    yield made
    page.evaluate("localStorage.clear()")
    page.close()
    assert made.problems == []
    assert made.foreign == []


def test_it_runs_the_first_example_and_an_unplugged_cable_shows(bench: Bench) -> None:
    bench.open()
    bench.settled()
    bench.at(10)
    assert "[server.log] interface 1: ethernet (in use)" in bench.log()
    assert "100M full duplex" in bench.page.inner_text(".card")
    bench.page.click("[data-do='link.down']")
    bench.settled()
    bench.at(15)
    assert "no link" in bench.page.inner_text(".card")
    assert bench.page.inner_text("#actions li code") == "link.down"
