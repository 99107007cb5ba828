"""What the clinic's file sets, to read; and About: versions, the protocol, third-party licences, where things lie."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.settings.settings_words import NONE, Group
from consult_app.ui.widgets.list_row import Card
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.setting_row import SettingRow
from consult_app.ui.widgets.text import label


class ReadGroups(QWidget):
    """Groups of entries that can be read and copied, not changed; ``note`` is a title and a line above them."""

    def __init__(self, groups: Sequence[Group], note: tuple[str, str] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if note is not None:
            column.addWidget(NoticeLine("info", *note))
        for group in groups:
            column.addWidget(label(group.title, "heading"))
            column.addWidget(Card([SettingRow(*row) for row in group.rows or ((NONE, ""),)]))
            column.addSpacing(8)
        column.addStretch()
