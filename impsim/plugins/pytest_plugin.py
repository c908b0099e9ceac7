"""The pytest plugin: scenario files and Electric Imp test files as tests, and the fixture `simulation`.

Every pytest that runs where impsim is installed loads it, so it imports nothing until a file or a test asks for
that. See docs/testing.md.
"""

from __future__ import annotations

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path
    from typing import Optional, Union

    from impsim.plugins.fixture import Simulations

SUFFIXES = (".scenario.yaml", ".scenario.yml", ".scenario.json", ".test.nut")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What stands in pytest's own configuration goes before impsim.toml."""
    parser.addini("impsim_lib", "folders where #require finds libraries", type="paths", default=[])
    parser.addini("impsim_model", "which imp tests run on that do not say it, like imp005", default="")
    parser.addini("impsim_impos", "which impOS tests run on that do not say it, like 36", default="")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Optional[pytest.Collector]:
    """Scenario files and test files of Electric Imp test projects."""
    return SuiteFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIXES) else None


class SuiteFile(pytest.File):
    """A file of tests. pytest makes one for each that it finds beside what it was asked for, and leaves it at that."""

    def collect(self) -> Iterable[Union[pytest.Item, pytest.Collector]]:
        from impsim.plugins.collecting import nodes_of

        return nodes_of(self)


@pytest.fixture
def simulation(request: pytest.FixtureRequest) -> Iterator[Simulations]:
    """Simulations for tests in Python.

    `sim = simulation(model="imp005", device="blink.device.nut")` is an imp that has just been switched on; then
    `sim.run(to="10s")`, `sim.evaluate("imp.net.info()")`, `sim.do("link.down")`, `sim.log`.
    """
    from impsim.plugins.defaults import defaults_of
    from impsim.plugins.fixture import Simulations

    made = Simulations(str(request.path.parent), defaults_of(request.config))
    yield made
    made.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Shows what simulated imps have logged beside the failure of their test."""
    report = yield
    made = getattr(item, "funcargs", {}).get("simulation")
    if report.when == "call" and report.failed and made is not None:
        report.sections += [("log of " + name, text) for name, text in made.logs()]
    return report
