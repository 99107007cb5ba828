"""Restore: choose a backup, open it, see what it holds, and only then put it back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.entry.entries import RestoreEntries
from consult_app.ui.theme import IMPORTANT_HEIGHT, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.gate import Gate, PassphraseField
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

LABEL = 20
"""The height of the words over a field, so that the button beside it stands level with it."""
LINE = "The whole backup is checked before anything is put back."
WAYS = (("passphrase", "A passphrase"), ("key", "The recovery key"))
HINTS = {
    "passphrase": "Anyone in the practice may restore, with their passphrase as it was at the time of the backup.",
    "key": "All eight groups of the sheet in use at the time of the backup.",
}


class RestorePage(Gate):
    """``check_wanted`` asks to read a backup through, ``restore_wanted`` to put back the one that was checked."""

    check_wanted = Signal(object)
    restore_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_restore")
        self.setAccessibleName("Restore a backup")
        self._checked: RestoreEntries | None = None
        self.file = TextField("Backup", placeholder="practice-….mcbackup", important=True)
        self.choose = Button("Choose", important=True)
        self.choose.setAccessibleName("Choose the backup")
        self.choose.clicked.connect(self._choose)
        self.way = ChoiceField("Open it with", WAYS)
        self.way.combo.setMinimumHeight(IMPORTANT_HEIGHT)
        self.way.set_value("passphrase")
        self.way.chosen.connect(lambda _way: self._show_way())
        self.passphrase, self.key = PassphraseField(), TextField("Recovery key", important=True)
        self.passphrase.entered.connect(self._ask)
        self.key.edit.returnPressed.connect(self._ask)
        self.check = Button("Check the backup", "primary", important=True)
        self.restore = Button("Restore", "primary", important=True)
        self.back, self.other = (Button(words, "quiet", important=True) for words in ("Back", "Choose another"))
        self.check.clicked.connect(self._ask)
        self.restore.clicked.connect(self._go_on)
        self.back.clicked.connect(self.left)
        self.other.clicked.connect(self.ask_again)
        self._line = label("", "small", "second", wrap=True)
        names = {"file": self.file, "choose": self.choose, "way": self.way, "passphrase": self.passphrase}
        more = {"key": self.key, "check": self.check, "go_on": self.restore, "back": self.back, "other": self.other}
        for name, part in (names | more).items():
            part.setObjectName(f"restore_{name}")
        self._lay_out()
        self._show_way()
        self.ask_again()

    def use_file(self, name: str) -> None:
        """Take a file as the one to restore."""
        self.file.set_value(name)
        self.file.set_error("")
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self) -> None:
        """Ask for a backup; what was typed stays."""
        self._show_part(found=False)
        (self._secret if self.file.value else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self, words: str) -> None:
        """Say what is being done."""
        for button in (self.check, self.restore, self.back, self.other):
            button.setEnabled(False)
        self._line.setText(words)

    def show_found(self, title: str, line: str) -> None:
        """Say what the backup holds, and offer to restore it."""
        self._show_part(found=True)
        self._title.setText(title)
        self._holds.setText(line)
        speak(self._card, title, line)
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, sentence: str, place: str = "") -> None:
        """Say why not: under the file, under what should open it, or below everything; what was typed stays."""
        self._show_part(found=False)
        field = {"file": self.file, "secret": self._secret}.get(place)
        self._line.setText("" if field else sentence)
        if field is not None:
            field.set_error(sentence)
        (field or self.check).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _secret(self) -> PassphraseField | TextField:
        return self.key if self.way.value == "key" else self.passphrase

    def _ask(self) -> None:
        self.file.set_error("" if self.file.value else "Choose the backup.")
        self._secret.set_error("" if self._secret.value else "Type what opens it.")
        wrong = [part for part in (self.file, self._secret) if part.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.check.isEnabled():
            file = Path(self.file.value).expanduser()
            self._checked = RestoreEntries(file, self._secret.value, self.way.value == "key")
            self.check_wanted.emit(self._checked)

    def _go_on(self) -> None:
        self.restore_wanted.emit(self._checked)

    def _show_way(self) -> None:
        self.passphrase.setVisible(self.way.value != "key")
        self.key.setVisible(self.way.value == "key")
        self._secret.set_note(HINTS[self.way.value])

    def _show_part(self, *, found: bool) -> None:
        for button in (self.check, self.restore, self.back, self.other):
            button.setEnabled(True)
        self._line.setText("")
        self._asking.setVisible(not found)
        self._card.setVisible(found)
        for button, belongs in ((self.check, False), (self.back, False), (self.restore, True), (self.other, True)):
            button.setVisible(belongs is found)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Choose a backup")
        dialog.setObjectName("restore_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(("Backups (*.mcbackup)", "All files (*)"))
        dialog.fileSelected.connect(self.use_file)
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _lay_out(self) -> None:
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        beside = QVBoxLayout()
        beside.addSpacing(current_theme().px(LABEL))
        beside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        beside.addStretch()
        row.addLayout(beside)
        asking.addLayout(row)
        for part in (self.way, self.passphrase, self.key):
            asking.addWidget(part)
        self._card = self._found_card()
        buttons = Flow(20)
        for button in (self.check, self.restore, self.back, self.other):
            buttons.addWidget(button)
        self.column.addStretch()
        self.column.addWidget(label("Restore a backup", "title", wrap=True))
        self.column.addWidget(label(LINE, tone="second", wrap=True))
        self.column.addSpacing(16)
        self.column.addWidget(self._asking)
        self.column.addWidget(self._card)
        self.column.addSpacing(16)
        self.column.addLayout(buttons)
        self.column.addSpacing(8)
        self.column.addWidget(self._line)
        self.column.addStretch()

    def _found_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("ground", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(12)
        row.addWidget(IconView("backup", 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        self._title, self._holds = label("", "strong", wrap=True), label("", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._holds)
        row.addLayout(words, 1)
        return card
