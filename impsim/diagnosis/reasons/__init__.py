"""The reasons of run-time errors, each in the program's own terms.

A reason looks at the tree where the program failed and at the values that it had, as far as they are there to see
(diagnosis.looking). It first makes sure that what it sees would fail with exactly the error that was thrown; where
that is not so, or more than one place could have failed, it says nothing.
"""

from __future__ import annotations

from impsim.diagnosis.looking import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Optional

    from impsim.diagnosis.failure import Scene


class Reason:
    """why: in the program's own terms; hint: one suggestion; code: the page that fits better than the text's own."""

    def __init__(self, why: str = "", hint: str = "", code: str = "") -> None:
        self.why = why
        self.hint = hint
        self.code = code


class Look:
    """A scene with a view of the frame that failed: what reasons are given."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.message = scene.message
        self.source = scene.source
        self.host = scene.host
        self.frame = scene.frame
        self.view = View(scene.frame, scene.source)
        self.nodes = scene.source.at(scene.frame)
        self.root = scene.frame.root

    def quoted(self, node: object) -> str:
        """An expression in backticks, or words for one that is too long."""
        return self.source.quoted(node) or "this value"  # type: ignore[arg-type]


def reason(scene: Scene, code: str) -> Optional[Reason]:
    """Why a program failed with a text whose page is `code`; None where nothing is certain."""
    from impsim.diagnosis.reasons import calls, operators, slots

    if not scene.frames:
        return calls.by_the_host(scene) if code == calls.ARITY else None
    found: dict[str, Callable[[Look], Optional[Reason]]] = {**slots.REASONS, **calls.REASONS, **operators.REASONS}
    look = found.get(code)
    return look(Look(scene)) if look is not None else None
