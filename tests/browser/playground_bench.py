"""The playground's page as tests use it."""

from __future__ import annotations

from time import monotonic
from typing import Any

READY_MS = 60_000  # Python starts in the page; others use this machine, too


class Bench:
    """The page, and all that went wrong in it.  foreign: what it asked of other origins."""

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
        self.page.goto("about:blank")
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

    def begin(self, **experiment: Any) -> None:
        """Another experiment, which is run."""
        self.page.evaluate("experiment => impsimPlayground.open(experiment)", experiment)
        self.settled()

    @property
    def experiment(self) -> Any:
        return self.page.evaluate("impsimPlayground.experiment")

    def events_of(self, experiment: Any) -> Any:
        """What the run of an experiment tells in the browser."""
        call = "experiment => impsimPlayground.simulator.call('run', { experiment, until_us: 120e6 })"
        return self.page.evaluate(call, experiment)["content"]["events"]

    def write(self, text: str, side: str = "device") -> None:
        """As if somebody had typed it."""
        self.page.evaluate(
            "([side, text]) => { impsimPlayground.editors[side].text = text; impsimPlayground.changed(); }",
            [side, text],
        )

    def run(self) -> None:
        self.page.click("#run")
        self.settled()

    def at(self, seconds: float) -> None:
        """Moves to a time, which need not have been seen yet."""
        self.page.evaluate("t_us => { const p = impsimPlayground.playback; p.pause(); p.go(t_us) }", int(seconds * 1e6))
        self.drawn()

    def drawn(self) -> None:
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def log(self) -> list[str]:
        """The lines that the programs wrote, up to the latest moment."""
        events = (
            "impsimPlayground.run.events.filter((event) => event.kind === 'log' && event.type !== 'status'"
            " && event.t_us <= impsimPlayground.playback.latest_us).map((event) => event.msg)"
        )
        found: list[str] = self.page.evaluate(events)
        return found

    def rows(self) -> list[str]:
        """What stands in the list of events."""
        found: list[str] = self.page.eval_on_selector_all("#events .said", "rows => rows.map(row => row.textContent)")
        return found

    def card(self) -> str:
        return str(self.page.inner_text(".card"))

    def do(self, verb: str) -> None:
        """Presses the button of a fault."""
        self.page.click(f"[data-do='{verb}']")
        self.settled()
        self.drawn()
