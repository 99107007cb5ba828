"""Help: the guide in a window of its own beside the program, with its contents, a search, and the topic in front."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from consult_app.ui.help.help_page import HelpPage
from consult_app.ui.help.help_topics import FIRST, SCREENS, found, topic
from consult_app.ui.shortcuts import bind
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.text import label

FIRST_SIZE, SMALLEST, CONTENTS = (920, 680), (560, 400), 288
NOTHING = "Nothing in the guide matches. Try fewer words."


class HelpWindow(QDialog):
    """Stays open beside the program and remembers nothing; Esc closes it."""

    def __init__(self, parent: QWidget, name: str = FIRST) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle("Help")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*SMALLEST)
        self.resize(*(current_theme().px(side) for side in FIRST_SIZE))
        self.search, self.contents, self.page = QLineEdit(), QListWidget(), HelpPage()
        self.nothing = label(NOTHING, "small", "second", wrap=True)
        self._prepare()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addLayout(self._left())
        row.addWidget(self.page, 1)
        bind(self, (("Ctrl+F", self.search.setFocus), ("F1", self.close)))
        self._fill()
        self.open_topic(name)

    def open_topic(self, name: str) -> None:
        """Show a topic, and mark it in the contents."""
        self._mark(name)
        self.page.show_topic(topic(name), self.search.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Down goes from the search into the contents."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.contents.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _prepare(self) -> None:
        self.search.setObjectName("help_search")
        self.search.setPlaceholderText("Search the guide")
        self.search.setAccessibleName("Search the guide")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.contents.setObjectName("help_contents")
        self.contents.setAccessibleName("Contents")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._choose)
        self.page.topic_wanted.connect(self._go)
        self.nothing.hide()

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in (self.search, self.nothing, self.contents):
            part.setFixedWidth(current_theme().px(CONTENTS))
            column.addWidget(part)
        return column

    def _fill(self) -> None:
        """List what the search finds; the topic in sight stays chosen where it is among it."""
        hits = found(self.search.text())
        self.contents.blockSignals(True)
        self.contents.clear()
        for each in hits:
            item = QListWidgetItem(each.title)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            self.contents.addItem(item)
        self.contents.blockSignals(False)
        self.nothing.setVisible(not hits)

    def _search(self, _typed: str) -> None:
        self._fill()
        if self.contents.count():
            self.open_topic(self.contents.item(0).data(Qt.ItemDataRole.UserRole))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page.show_topic(topic(item.data(Qt.ItemDataRole.UserRole)), self.search.text())

    def _go(self, name: str) -> None:
        """Follow a link; a search that does not find it ends."""
        if not self._mark(name):
            self.search.clear()
        self.open_topic(name)

    def _mark(self, name: str) -> bool:
        for at in range(self.contents.count()):
            if self.contents.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(at)
                self.contents.blockSignals(False)
                return True
        return False


class Help(QObject):
    """Opens the one help window of a window, at the topic of the screen in front."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.window: HelpWindow | None = None

    def open(self) -> None:
        """Show the help, in front if it is open already."""
        name = topic_in_front(self._owner)
        if self.window is None or not isValid(self.window):
            self.window = HelpWindow(self._owner, name)
        else:
            self.window.search.clear()
            self.window.open_topic(name)
        self.window.show()
        self.window.activateWindow()
        self.window.page.setFocus(Qt.FocusReason.OtherFocusReason)


def topic_in_front(owner: QWidget) -> str:
    """The topic of the screen that is seen; the first one where none has a topic."""
    for screen, name in SCREENS.items():
        if any(part.isVisible() for part in owner.findChildren(QWidget, screen)):
            return name
    return FIRST
