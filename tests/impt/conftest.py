"""What the tests of test projects share."""

from __future__ import annotations

import pathlib
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).parent))

from impt_suite import Suite

collect_ignore = ["projects"]  # some of their tests are meant to fail


@pytest.fixture
def suite(tmp_path, monkeypatch):
    """An empty project in the current folder."""
    return Suite(tmp_path, monkeypatch)
