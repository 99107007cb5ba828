"""The recovery sheet, shown once: printed, saved or copied by hand, and proved by typing one group back."""

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout

from consult_app.errors import ConsultError
from consult_app.records.recovery import normal_group
from consult_app.ui.pages.handouts_files import save_dialog, save_file
from consult_app.ui.printing import PrintDialog, print_pdf
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.gate import Gate
from consult_app.ui.widgets.text import label, set_tone
from consult_app.ui.widgets.text_field import TextField

LINE = "It opens the records when a passphrase is lost. It is shown this once and cannot be made again."
PAPER = "Keep it on paper, away from this computer, and delete the file."
COPIED = "Hide the groups, then type one back from your paper."


class RecoverySheetPage(Gate):
    """``confirmed`` says that the group asked for was typed back; ``later`` that somebody goes on without."""

    confirmed = Signal()
    later = Signal()

    def __init__(self, data: bytes, groups: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("page_recovery_sheet")
        self.setAccessibleName("Print your recovery sheet")
        self._data, self._groups = data, tuple(groups)
        self.asked = 1 + secrets.randbelow(len(groups))
        self.print_button = Button("Print", "primary", icon="print", important=True)
        self.save_button = Button("Save PDF", important=True)
        self.show_button = Button("Copy it by hand", "quiet", important=True)
        self.show_button.setCheckable(True)
        self.group = TextField(f"Group {self.asked} from the sheet", important=True)
        self.done_button, self.later_button = Button("Done", important=True), Button("Later", "quiet", important=True)
        self._said = label("", "small", "second", wrap=True)
        self._shown = _groups_box(self._groups)
        self._connect()
        self._lay_out()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        parts = {"print": self.print_button, "save": self.save_button, "show": self.show_button}
        for name, part in (parts | {"group": self.group, "done": self.done_button, "later": self.later_button}).items():
            part.setObjectName(f"sheet_{name}")
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.show_button.toggled.connect(self._show_groups)
        self.group.edit.returnPressed.connect(self._check)
        self.done_button.clicked.connect(self._check)
        self.later_button.clicked.connect(self.later)

    def _print(self) -> None:
        dialog = PrintDialog(self._data, self)
        dialog.accepted.connect(lambda: self._try(lambda: print_pdf(self._data, dialog.target), "Sent to the printer."))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _save(self) -> None:
        dialog = save_dialog(self, "recovery_sheet.pdf")
        dialog.fileSelected.connect(
            lambda path: self._try(lambda: save_file(Path(path), self._data), f"Saved {Path(path).name}. {PAPER}")
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_groups(self, shown: bool) -> None:
        """While the groups are on the screen none can be typed back: it would prove nothing."""
        self._shown.setVisible(shown)
        self.show_button.setText("Hide the groups" if shown else "Copy it by hand")
        self.group.edit.setEnabled(not shown)
        self.done_button.setEnabled(not shown)
        self._say(COPIED if shown else "")

    def _check(self) -> None:
        if normal_group(self.group.value) != self._groups[self.asked - 1]:
            self.group.set_error(f"That is not group {self.asked}. Compare it with the sheet.")
            self.group.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.group.set_error("")
        self.confirmed.emit()

    def _try(self, work: Callable[[], None], words: str) -> None:
        try:
            work()
        except ConsultError as error:
            self._say(str(error), wrong=True)
        else:
            self._say(words)
            self.group.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._said.setText(words)
        set_tone(self._said, "do_not_treat" if wrong else "second")
        self._said.setVisible(bool(words))

    def _lay_out(self) -> None:
        self.column.addStretch()
        self.column.addWidget(label("Print your recovery sheet", "title", wrap=True))
        self.column.addWidget(label(LINE, tone="second", wrap=True))
        self.column.addSpacing(16)
        self.column.addLayout(_row(self.print_button, self.save_button, self.show_button))
        self.column.addSpacing(8)
        self.column.addWidget(self._shown)
        self.column.addWidget(self._said)
        self.column.addSpacing(24)
        self.column.addWidget(label("Then type one group back, to be sure that the sheet can be read.", wrap=True))
        self.column.addSpacing(6)
        self.column.addWidget(self.group)
        self.column.addSpacing(16)
        self.column.addLayout(_row(self.done_button, self.later_button))
        self.column.addStretch()
        self._shown.hide()
        self._say("")


def _row(*buttons: Button) -> Flow:
    row = Flow(16)
    for button in buttons:
        row.addWidget(button)
    return row


def _groups_box(groups: Sequence[str]) -> QFrame:
    """The groups in two columns, read down the first."""
    box = QFrame()
    box.setProperty("ground", "inset")
    box.setAccessibleName("Recovery key")
    grid = QGridLayout(box)
    grid.setContentsMargins(16, 12, 16, 12)
    half = (len(groups) + 1) // 2
    for at, group in enumerate(groups):
        shown = label(group, "large")
        shown.setAccessibleName(f"Group {at + 1}: {' '.join(group)}")
        grid.addWidget(label(str(at + 1), "small", "second"), at % half, 2 * (at // half))
        grid.addWidget(shown, at % half, 2 * (at // half) + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return box
