"""What went wrong and why: the catalogue of codes, the reasons of run-time errors, the warnings of `impsim check`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.diagnosis.failure import Failure


def explain_failure(error: BaseException, *how: Any, **more: Any) -> Failure:
    """Why a program failed, as a Diagnostic with its call stack: see failure.explain_failure, which this calls."""
    from impsim.diagnosis import failure

    return failure.explain_failure(error, *how, **more)
