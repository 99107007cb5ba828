"""The earlier and later values of something that is being written, for undo and redo."""

from collections.abc import Callable
from typing import Generic, TypeVar

UNDO_DEPTH = 500
V = TypeVar("V")


class UndoList(Generic[V]):
    """Keeps whole frozen values, so that any change can be taken back in the same way."""

    def __init__(self, depth: int = UNDO_DEPTH) -> None:
        self._depth = depth
        self._earlier: list[V] = []
        self._later: list[V] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier value."""
        return bool(self._earlier)

    def keep(self, before: V) -> None:
        """Remember the value before a change; what was undone till then is gone."""
        self._earlier = [*self._earlier, before][-self._depth :]
        self._later = []

    def undo(self, now: V) -> V | None:
        """The value before the last change, None where there is none; ``now`` can be brought back."""
        return _step(now, self._earlier, self._later)

    def redo(self, now: V) -> V | None:
        """The value before the last undo, None where there is none."""
        return _step(now, self._later, self._earlier)

    def rewrite(self, change: Callable[[V], V]) -> None:
        """Carry something into every value that can be brought back."""
        self._earlier = [change(value) for value in self._earlier]
        self._later = [change(value) for value in self._later]


def _step(now: V, away_from: list[V], onto: list[V]) -> V | None:
    if not away_from:
        return None
    onto.append(now)
    return away_from.pop()
