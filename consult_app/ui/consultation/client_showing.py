"""Turns the window to the client view of a consultation, and back to the same place and focus."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from consult_app.ui.consultation.client_words import client_words
from consult_app.ui.pages.client_view import ClientViewPage
from consult_app.ui.shortcuts import bind
from consult_app.ui.state import ConsultationState


class ClientShowing(QObject):
    """Lays the view over a consultation, in the stack that holds it; F9 in the consultation begins it."""

    def __init__(self, stack: QStackedWidget, consultation: QWidget, state: ConsultationState) -> None:
        super().__init__(consultation)
        self._stack, self._consultation, self._state = stack, consultation, state
        self.page: ClientViewPage | None = None
        self._left_at: QWidget | None = None
        bind(consultation, (("F9", self.begin),))

    def begin(self) -> None:
        """Show the view as the answers are now."""
        if self._stack.currentWidget() is not self._consultation:
            return
        self._clear()
        self._left_at = self._consultation.focusWidget()
        self.page = ClientViewPage(client_words(self._state.summary))
        self.page.ended.connect(self._end)
        self._consultation.destroyed.connect(self.page.deleteLater)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self.page.focus_start()

    def _end(self) -> None:
        """Go back to the consultation; the page stays unseen until the next one, for the lock may give it the focus."""
        if self.page is None or self._stack.indexOf(self.page) < 0:
            return
        if self._stack.currentWidget() is self.page:
            self._stack.setCurrentWidget(self._consultation)
        self._stack.removeWidget(self.page)
        if self._left_at is not None and isValid(self._left_at):
            self.page.hand_focus_on(self._left_at)
            self._left_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        if self.page is not None:
            self.page.deleteLater()
            self.page = None
