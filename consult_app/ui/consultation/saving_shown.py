"""Whether an open record is saved: told in its bar, and where it is not, over its footer with the ways out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from consult_app.ui.consultation.ordered_saving import OrderedSaving
from consult_app.ui.consultation.problem_place import ProblemPlace
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.top_bar import ConsultationBar

NOT_SAVED = "Not saved"
WAYS_OUT = (("retry", "Try again"), ("copy", "Copy everything typed"))


class SavingShown(QObject):
    """``saved_at`` says when the record was last saved, ``typed`` gives all of it as text; ``said`` what was done."""

    said = Signal(str)

    def __init__(
        self,
        bar: ConsultationBar,
        saving: OrderedSaving,
        problems: ProblemPlace,
        saved_at: Callable[[], str],
        typed: Callable[[], str],
    ) -> None:
        super().__init__(bar)
        self._bar, self._saving, self._problems = bar, saving, problems
        self._saved_at, self._typed = saved_at, typed
        self._copied: str | None = None
        saving.told.connect(self.show)
        bar.retry_wanted.connect(saving.save)
        self.show()

    @property
    def was_copied(self) -> bool:
        """Whether everything typed so far was copied out of the window."""
        return self._copied == self._typed()

    def show(self) -> None:
        """Show how the last change stands; once it is saved, no problem is left to tell."""
        if self._saving.failed:
            self._bar.show_saved("not_saved")
        elif not self._saving.is_clean:
            self._bar.show_saved("saving")
        else:
            self._bar.show_saved("saved", self._saved_at())
            self._problems.close()

    def show_not_saved(self) -> None:
        """Say that the last change is not on the disk, with the ways out."""
        panel = ErrorPanel(NOT_SAVED, f"{self._saving.failed} Everything is still in this window.", WAYS_OUT)
        panel.acted.connect(self._solve)
        self._problems.show(panel)

    def _solve(self, way: str) -> None:
        if way == "retry":
            self._saving.save()
        else:
            self._copied = self._typed()
            QGuiApplication.clipboard().setText(self._copied)
            self.said.emit("Copied. Paste it where it is safe.")
