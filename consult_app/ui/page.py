"""What a page of the consultation is: a widget that shows some parts of the state and refreshes with them."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.state import ConsultationState


@dataclass(frozen=True)
class KeyHint:
    """A key hint in the footer: the keys, and what they do."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class FooterAction:
    """A plain button a page adds beside Next."""

    id: str
    text: str
    icon: str = ""
    enabled: bool = True
    primary: bool = False


class StepPage(QWidget):
    """One of the seven steps. It is given the state, keeps its connections, and never asks its parent.

    ``step`` is the step's id in ``clinical.workflow``; ``parts`` are the parts of the consultation it shows, empty for
    all. ``jump`` asks the window to open a question, a detail (``question.field``) or a step by its id, ``done`` to go
    on to the next question without an answer, on whatever step it is.
    """

    step: ClassVar[str]
    title: ClassVar[str]
    parts: ClassVar[frozenset[str]] = frozenset()
    has_rail: ClassVar[bool] = False
    hints: ClassVar[tuple[KeyHint, ...]] = ()

    jump = Signal(str)
    done = Signal()
    toast = Signal(str, bool)
    footer_changed = Signal()

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.setObjectName(f"page_{self.step}")
        self.setAccessibleName(self.title)
        self._rests = self._is_stale = False
        state.changed.connect(self._on_changed)

    def rest(self) -> None:
        """Go out of sight: what changes meanwhile is shown when the page is in sight again."""
        self._rests = True

    def wake(self) -> None:
        """Come into sight, with everything that changed meanwhile."""
        self._rests = False
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_changed(self, parts: frozenset[str]) -> None:
        if not self.parts or self.parts & parts:
            if self._rests:
                self._is_stale = True
            else:
                self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now; typed text that is not yet committed stays."""
        raise NotImplementedError

    def footer_actions(self) -> tuple[FooterAction, ...]:
        """Plain footer buttons of this page."""
        return ()

    def run_action(self, action: str) -> None:
        """Do what one of ``footer_actions`` stands for."""

    def show_question(self, name: str) -> bool:  # noqa: ARG002 (a page without questions has none of them)
        """Bring a question, or one of its details, into view and focus it; False when it is not on this page."""
        return False

    def first_focus(self) -> QWidget | None:
        """Where the keyboard belongs when the page opens; None for its first control."""
        return None

    def commit(self) -> None:
        """Hand over text that is still being typed, before saving, leaving or locking."""

    def set_narrow(self, narrow: bool) -> None:
        """Lay out for the smallest window."""
