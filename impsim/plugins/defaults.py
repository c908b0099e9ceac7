"""What tests under pytest take for granted: impsim.toml, and before it pytest's own configuration."""

from __future__ import annotations

import os
from functools import partial

import pytest

from impsim.errors import Diagnostic
from impsim.suite import projectfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.testcase.defaults import Defaults

KEY: pytest.StashKey[Defaults] = pytest.StashKey()


def defaults_of(config: pytest.Config) -> Defaults:
    """Read once per session. Raises UsageError for a file that is damaged."""
    if KEY not in config.stash:
        try:
            config.stash[KEY] = _read(config)
        except Diagnostic as problem:
            raise pytest.UsageError(problem.render()) from None
    return config.stash[KEY]


def _read(config: pytest.Config) -> Defaults:
    found = projectfile.load(projectfile.find_file(str(config.rootpath)))
    found.model = config.getini("impsim_model") or found.model
    found.impos = config.getini("impsim_impos") or found.impos
    found.libraries = [str(path) for path in config.getini("impsim_lib")] + found.libraries
    found.take_over(os.environ)
    found.allow_python = True  # as tests for pytest are themselves
    if found.world is not None:
        found.world = partial(found.world, allow_python=True)
    return found
