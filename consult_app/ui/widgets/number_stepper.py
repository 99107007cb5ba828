"""A number typed or stepped with minus and plus; blank until it is known."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from consult_app.ui.widgets.button import Button, icon_button
from consult_app.ui.widgets.field import Committer, Field


class NumberStepper(Field):
    """Emits the number, or None when the field is empty or cannot be read."""

    committed = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        low: float = 0,
        high: float = 999,
        step: float = 1,
        decimals: int = 0,
        unit: str = "",
        inline: bool = False,
    ) -> None:
        self._low, self._high, self._step, self._decimals, self._unit = low, high, step, decimals, unit
        self._kept: float | None = None
        self.edit = _StepEdit()
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.less, self.more = icon_button("minus", f"{name}: less"), icon_button("plus", f"{name}: more")
        super().__init__(name, self._control_row(), inline=inline, focus=self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._committer = Committer(self)
        self._committer.due.connect(self._commit)
        self.edit.textChanged.connect(self._committer.typed)  # assistive technology sets text without editing it
        self.edit.editingFinished.connect(self._leave)
        self.edit.stepped.connect(self._step_by)
        for button, way in ((self.less, -1), (self.more, 1)):
            self._connect_step(button, way)

    def _connect_step(self, button: Button, way: int) -> None:
        button.setAutoRepeat(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._step_by(way))

    def _control_row(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("stepper", "true")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.less, self.edit, self.more):
            row.addWidget(part)
        self.less.setProperty("stepper_part", "less")
        self.more.setProperty("stepper_part", "more")
        self.edit.setProperty("stepper_part", "value")
        return holder

    @property
    def value(self) -> float | None:
        """The number shown, or None."""
        typed = self.edit.text().replace(self._unit, "").replace(",", ".").strip()
        try:
            return float(typed) if typed else None
        except ValueError:
            return None

    def set_value(self, number: float | None) -> None:
        """Show a number or none, unheard by listeners; leaves what is being typed alone while nothing changed."""
        if number != self._kept:
            self.reset()
            self._kept = number
            self._write(number)
            self._committer.stop()

    def reset(self) -> None:
        """Forget everything, what cannot be read too: the field now belongs to another record."""
        self._kept = None
        self.edit.clear()
        self._committer.stop()
        self.set_error("")

    def set_locked(self, locked: bool) -> None:
        """Show the number without letting it change."""
        self.edit.setReadOnly(locked)
        self.less.setEnabled(not locked)
        self.more.setEnabled(not locked)

    def flush(self) -> None:
        """Keep what is typed now."""
        self._committer.flush()

    def _write(self, number: float | None) -> None:
        shown = "" if number is None else f"{number:.{self._decimals}f}"
        self.edit.setText(f"{shown} {self._unit}" if shown and self._unit else shown)

    def _step_by(self, way: int) -> None:
        if self.edit.isReadOnly():
            return
        now = self.value
        wanted = self._low if now is None else now + way * self._step
        self._write(round(min(max(wanted, self._low), self._high), self._decimals))
        self._committer.flush()
        self.set_error("")

    def _leave(self) -> None:
        self._committer.flush()
        self.set_error(self._problem())

    def _problem(self) -> str:
        number = self.value
        if number is None:
            return "This is not a number yet. Type figures only." if self.edit.text().strip() else ""
        if self._low <= number <= self._high:
            return ""
        return f"Between {self._low:g} and {self._high:g}. Check the figure."

    def _commit(self) -> None:
        usable = None if self._problem() else self.value
        if usable != self._kept:
            self._kept = usable
            self.committed.emit(usable)


class _StepEdit(QLineEdit):
    """A line edit in which Up and Down step the number."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)
