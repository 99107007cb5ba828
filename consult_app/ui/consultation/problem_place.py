"""The place over the footer of an open record where a problem is told, with the ways out."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.errors import ConsultError
from consult_app.ui.widgets.notices import ErrorPanel

UNKNOWN = ("This could not be done.", "Everything saved before is kept. Try again.")


class ProblemPlace(QObject):
    """Shows one problem at a time in a column, over the widget it was given."""

    def __init__(self, column: QVBoxLayout, footer: QWidget) -> None:
        super().__init__(footer)
        self._column, self._footer = column, footer
        self._panel: ErrorPanel | None = None

    def show(self, panel: ErrorPanel) -> None:
        """Show a problem in place of the one before."""
        self.close()
        self._panel = panel
        self._column.insertWidget(self._column.indexOf(self._footer), panel)

    def show_refused(self, error: Exception) -> None:
        """Say why something asked for here cannot be; it stays until the next change is saved."""
        title, line = (error.message, error.next_step) if isinstance(error, ConsultError) else UNKNOWN
        self.show(ErrorPanel(title, line))

    def close(self) -> None:
        """Take the problem away."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
