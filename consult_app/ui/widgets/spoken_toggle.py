"""Makes a toggle by assistive technology the same act as a click, which Qt alone does not."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    Mixed = QAbstractButton
else:
    Mixed = object  # Qt's own class comes with the check box or radio button that this is mixed into


class SpokenToggle(Mixed):
    """Mixed into a check box or radio button before Qt's class; call ``hear_toggles`` once it is made.

    Assistive technology turns the state without a click, so that nobody would be told that something was chosen.
    """

    _is_clicked = False

    def hear_toggles(self) -> None:
        """Begin to take what is turned without a click for one."""
        self.toggled.connect(self._take)

    def setChecked(self, on: bool) -> None:  # noqa: N802
        """Show a state; says nothing to listeners."""
        was_blocked = self.blockSignals(True)
        super().setChecked(on)
        self.blockSignals(was_blocked)

    def nextCheckState(self) -> None:  # noqa: N802
        """A click turns it and reports itself."""
        self._is_clicked = True
        super().nextCheckState()
        self._is_clicked = False

    def _take(self, on: bool) -> None:
        if not self._is_clicked:
            self.setChecked(not on)
            self.click()
