"""Chromium for tests of pages: one process, a new profile, no network. Every test is marked `browser`."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playground_bench import Bench

from impsim.playground.serve import Server

REQUIRED = "IMPSIM_REQUIRE_BROWSER"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def missing(what: str, how: str) -> None:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, but {what} is missing: {how}", pytrace=False)
    pytest.skip(f"{what} is missing: {how}")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser context in which every page is told of by its test."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright", "`make test` installs it where its wheel exists")
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        missing("chromium", "install it, for example Debian's chromium")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")), executable_path=program, headless=True, args=FLAGS
        )
        yield context
        context.close()


class Watched:
    """A page, and all that went wrong in it.  requests: what it asked for besides itself."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.problems.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path, place: str = "") -> Any:
        """Loads a page from a file; gives the page when it is ready."""
        self.page.goto(path.as_uri() + place)
        self.page.wait_for_selector("html[data-ready]")
        return self.page


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    """A new page; at the end it must have said nothing, and asked for nothing but itself."""
    page = browser.new_page()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    watching = Watched(page)
    yield watching
    if page.url.startswith("file:"):
        page.evaluate("localStorage.clear()")  # the profile is that of all tests
    page.close()
    assert watching.problems == []
    assert [url for url in watching.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in watching.requests if url.startswith("file:")]) <= 1


@pytest.fixture(scope="session")
def playground(root: Path) -> Path:
    """The folder of the playground, built once by whoever of several test processes comes first."""
    if shutil.which("npm") is None:
        missing("npm", "install it, for example Debian's npm")
    folder = Path(tempfile.gettempdir()) / f"impsim-playground-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = folder / sources(root)
        if not built.exists():
            for old in folder.glob("site-*"):
                shutil.rmtree(old)
            command = [sys.executable, "tools/playground.py", "--to", str(built), "--npm", str(folder / "npm")]
            subprocess.run(command, cwd=root, check=True)
    return built


def sources(root: Path) -> str:
    """A name for all that the page is made of."""
    found = sha256()
    for part in ("impsim", "tools/playground", "tools/playground.py"):
        for path in sorted((root / part).rglob("*")) or [root / part]:
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return "site-" + found.hexdigest()[:16]


@pytest.fixture(scope="session")
def site(playground: Path) -> Iterator[str]:
    """The address of the page, which is not the root of its server."""
    with Server(str(playground.parent), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{server.url}{playground.name}/"
        server.shutdown()


@pytest.fixture(scope="module")
def opened(browser: Any, site: str) -> Iterator[Bench]:
    """One page for many tests: starting Python takes seconds."""
    page = browser.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    made = Bench(page, site)
    made.open()
    made.settled()
    yield made
    page.close()


@pytest.fixture
def bench(opened: Bench) -> Iterator[Bench]:
    """The page without anything of other tests; at the end it must have said nothing, and asked nobody else."""
    opened.page.evaluate("() => { localStorage.clear(); history.replaceState(null, '', location.pathname); }")
    yield opened
    problems, foreign = list(opened.problems), list(opened.foreign)
    opened.problems.clear()
    opened.foreign.clear()
    assert problems == []
    assert foreign == []


@pytest.fixture
def fresh(browser: Any, site: str) -> Iterator[Bench]:
    """A page of its own, which is not loaded yet."""
    page = browser.new_page()
    made = Bench(page, site)
    yield made
    page.evaluate("localStorage.clear()")
    page.close()
    assert made.foreign == []
