"""The stack of the window: the desk, and the gate page in front of it while there is one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from consult_app.errors import BadInputError, ConsultError, WrongPassphraseError
from consult_app.ui.pages.emergency import EmergencyPage
from consult_app.ui.pages.problems import ProblemsPage
from consult_app.ui.pages.recover import RecoverPage
from consult_app.ui.pages.server_login import ServerPage
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.widgets.gate import Gate

if TYPE_CHECKING:
    from consult_app.clinical.emergencies import EmergencySteps

GATES = (SetUpPage, ServerPage, UnlockPage, RecoverPage)


class GateStack(QStackedWidget):
    """Shows one gate page at a time, and says on it what went wrong behind it."""

    def __init__(self, *, on_server: bool) -> None:
        super().__init__()
        self.is_on_server = on_server
        self.gate: QWidget | None = None

    def show_gate(self, gate: QWidget) -> None:
        """Put a gate page in front, in place of the one before."""
        self.close_gate()
        self.gate = gate
        if self.is_on_server and isinstance(gate, Gate):
            gate.side.show_on_server()
        self.addWidget(gate)
        self.setCurrentWidget(gate)

    def close_gate(self) -> None:
        """Take the gate page away."""
        if self.gate is not None:
            self.removeWidget(self.gate)
            self.gate.deleteLater()
            self.gate = None

    def show_emergency(self, steps: "EmergencySteps | None") -> None:
        """Show the emergency steps over the gate page, which stays as it is; None when they cannot be read."""
        page, behind = EmergencyPage(steps), self.gate
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.back.setFocus(Qt.FocusReason.OtherFocusReason)
        page.left.connect(lambda: self._close_emergency(page, behind))

    def _close_emergency(self, page: QWidget, behind: QWidget | None) -> None:
        self.removeWidget(page)
        page.deleteLater()
        if isinstance(behind, UnlockPage) and behind is self.gate:
            self.setCurrentWidget(behind)
            behind.emergency.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self) -> None:
        """Say that what was entered is being looked at."""
        if isinstance(self.gate, GATES):
            self.gate.show_working()

    def refuse(self, error: Exception) -> None:
        """Say why what was entered leads no further; the page stays, unless only a list of problems can say it."""
        if not isinstance(error, ConsultError) or (isinstance(error, BadInputError) and error.problems):
            self.show_problems(error)
        elif isinstance(error, WrongPassphraseError) and isinstance(self.gate, UnlockPage):
            self.gate.show_refused(error.message, error.wait_seconds)
        elif isinstance(self.gate, GATES):
            self.gate.show_refused(str(error))

    def show_problems(self, error: Exception) -> None:
        """Show what keeps the practice closed; a fault of the program goes on to where faults are reported."""
        if not isinstance(error, ConsultError):
            raise error
        self.show_gate(ProblemsPage(error))
