"""Today's card about backups: when, where, whether checked, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from consult_app.ui.office.backup_words import BackupView
from consult_app.ui.widgets.button import Button, icon_button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, set_tone

CHOOSE, CHECK = "Choose folder", "Check the last backup"


class BackupCard(QFrame):
    """Told what to say; says what is wanted. A failure brings the choice of another folder to the front."""

    wanted = Signal()
    stop_wanted = Signal()
    folder_wanted = Signal()
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backup_card")
        self.setProperty("ground", "card")
        self._icon, self._title = IconView("backup", 22), label("", "small_strong", wrap=True)
        self._line = label("", "small", "second", wrap=True)
        self.now = Button("Back up now", "plain", small=True)
        self.now.setObjectName("back_up_now")
        self.now.clicked.connect(self.wanted)
        self.stop = Button("Cancel", "plain", small=True)
        self.stop.setAccessibleName("Cancel the backup")
        self.stop.clicked.connect(self.stop_wanted)
        self.stop.hide()
        self.choose = Button(CHOOSE, small=True)
        self.choose.setObjectName("choose_backup_folder")
        self.choose.clicked.connect(self.folder_wanted)
        self.more = icon_button("more", "More about backups")
        self.more.clicked.connect(self._open_menu)
        self._lay_out()

    def show_view(self, view: BackupView, *, is_busy: bool = False) -> None:
        """Show how the records stand; while a backup is made it can be stopped, and no second one asked for."""
        self._icon.show_icon(view.icon, view.outcome)
        self._title.setText(view.title)
        set_tone(self._title, view.outcome)
        self._line.setText(view.line)
        self._line.setVisible(bool(view.line))
        self.now.setVisible(not is_busy)
        self.stop.setVisible(is_busy)
        self.more.setVisible(not is_busy and not view.is_failure)
        self.choose.setVisible(view.is_failure)
        speak(self, view.title, view.line)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._line)
        words.addStretch()
        acts = QVBoxLayout()
        acts.setSpacing(4)
        acts.addWidget(self.now)
        acts.addWidget(self.stop)
        acts.addWidget(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 8, 7)
        row.setSpacing(4)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(8)
        row.addLayout(words, 1)
        row.addSpacing(4)
        row.addLayout(acts)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        self.choose.hide()

    def _open_menu(self) -> None:
        menu = QMenu(self.more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, wanted in ((CHOOSE, self.folder_wanted), (CHECK, self.check_wanted)):
            menu.addAction(text).triggered.connect(wanted)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
