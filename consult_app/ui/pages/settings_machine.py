"""Settings of this machine: how the window looks, when it locks, on which paper, where backups go; the check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.settings import TEXT_SIZES, Settings
from consult_app.ui.pages.settings_check import CheckPanel
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.list_row import Card
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.setting_row import SettingRow

THEMES = (Option("system", "System"), Option("light", "Light"), Option("dark", "Dark"))
PAPERS = (Option("A4", "A4"), Option("Letter", "US Letter"))
SIZES = tuple(Option(str(size), f"{size} %") for size in TEXT_SIZES)
IN_HOME = "In the practice's folder. A folder on another drive keeps the records when this machine fails."
LOCK_LOW, LOCK_HIGH = 1, 30


class MachineSettings(QWidget):
    """Shows the settings and says which one was chosen, by its name."""

    chosen = Signal(str, object)
    folder_wanted = Signal()

    def __init__(self, *, is_demo: bool) -> None:
        super().__init__()
        self.theme = Segmented("Theme", THEMES, segment_width=96)
        self.text_size = Segmented("Text size", SIZES, segment_width=76)
        self.paper = Segmented("Paper", PAPERS, segment_width=112)
        self.lock = NumberStepper("Lock after, in minutes", low=LOCK_LOW, high=LOCK_HIGH, unit="min")
        self.lock.set_label_visible(False)
        self.folder = Button("Choose folder")
        names: dict[str, QWidget] = {"theme": self.theme, "text_size": self.text_size, "paper": self.paper}
        for name, part in (names | {"lock_minutes": self.lock, "choose_folder": self.folder}).items():
            part.setObjectName(f"setting_{name}")
        self.folder.setAccessibleName("Choose the folder for backups")
        if is_demo:
            self.folder.hide()
        self.theme.chosen.connect(lambda key: self.chosen.emit("theme", key))
        self.text_size.chosen.connect(lambda key: self.chosen.emit("text_size", int(key)))
        self.paper.chosen.connect(lambda key: self.chosen.emit("paper", key))
        self.lock.committed.connect(self._take_minutes)
        self.folder.clicked.connect(self.folder_wanted)
        self.check = CheckPanel()
        self._backup = SettingRow("Backup folder", "", self.folder)
        self._is_demo = is_demo
        self._lay_out()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self.theme.set_value(settings.theme)
        self.text_size.set_value(str(settings.text_size))
        self.paper.set_value(settings.paper)
        self.lock.set_value(settings.lock_minutes)
        self._backup.say("The demonstration makes none." if self._is_demo else settings.backup_folder or IN_HOME)

    def _take_minutes(self, minutes: float | None) -> None:
        if minutes is not None and minutes == int(minutes):
            self.chosen.emit("lock_minutes", int(minutes))

    def _lay_out(self) -> None:
        rows = (
            SettingRow("Theme", "Light, dark, or as the system is set.", self.theme),
            SettingRow("Text size", "Some parts grow only when the program is next opened.", self.text_size),
            SettingRow("Lock when left alone", "From 1 to 30 minutes. What is typed is saved first.", self.lock),
            SettingRow("Paper", "For consultations opened from now on.", self.paper),
            self._backup,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Card(rows))
        column.addWidget(self.check)
        column.addStretch()
