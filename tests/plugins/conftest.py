"""The fixture `simulation` without pytest's plugin, which the pytest that runs these tests need not have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from impsim.plugins.fixture import Simulations
from impsim.testcase.defaults import Defaults


@pytest.fixture
def simulation(request: pytest.FixtureRequest) -> Iterator[Simulations]:
    made = Simulations(str(request.path.parent), Defaults())
    yield made
    made.close()
