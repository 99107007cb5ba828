"""The tabs of the skin step: one look for each area, marked done once its whole field was looked at."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from consult_app.ui.pages.skin_area import SkinArea
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import rule


class AreaTabs(QWidget):
    """A tab bar over the looks; an area that stays keeps its look, its place and what is being typed there."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: dict[str, SkinArea] = {}
        self._scrolls: dict[str, QScrollArea] = {}
        self.bar, self._stack = QTabBar(), QStackedWidget()
        self._stack.setProperty("ground", "surface")
        self.bar.setObjectName("area_tabs")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        speak(self.bar, "Areas", "Ctrl+Tab goes to the next")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line())
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show)

    def _line(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "canvas")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 24, 0)
        row.addWidget(self.bar, 1)
        return holder

    def add_keys(self, page: QWidget) -> None:
        """Let Ctrl+Tab go to the next area anywhere on the page."""
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._go(step))

    def show_areas(self, names: Mapping[str, str], make: Callable[[str], SkinArea]) -> bool:
        """Have one tab for each area key; ``make`` builds a look. True when the tabs changed."""
        if list(self.looks) == list(names):
            return False
        here = self.here
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        for key in [key for key in self.looks if key not in names]:
            self._drop(key)
        self.looks = {key: self.looks.get(key) or self._add(key, make(key)) for key in names}
        for name in names.values():
            self.bar.addTab(name)
        self.bar.blockSignals(False)
        self.open(here if here in names else next(iter(names), ""))
        return True

    def mark(self, key: str, name: str, *, done: bool) -> None:
        """Mark an area as looked at or not yet."""
        at, side = list(self.looks).index(key), QTabBar.ButtonPosition.RightSide
        shown = self.bar.tabButton(at, side)
        if not isinstance(shown, IconView):
            shown = IconView("check", 16)
            self.bar.setTabButton(at, side, shown)
        shown.show_icon(*(("check", "treat") if done else ("state_incomplete", "incomplete")))
        words = f"{name}, {'looked at' if done else 'not looked at yet'}"
        self.bar.setTabToolTip(at, words)
        self.bar.setAccessibleTabName(at, words)

    @property
    def here(self) -> str:
        """The key of the area in sight; empty without areas."""
        keys = list(self.looks)
        return keys[self.bar.currentIndex()] if 0 <= self.bar.currentIndex() < len(keys) else ""

    def open(self, key: str) -> None:
        """Show an area."""
        if key in self.looks:
            self.bar.setCurrentIndex(list(self.looks).index(key))
            self._stack.setCurrentWidget(self._scrolls[key])

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in order."""
        return (self.bar, *self.looks.values())

    def _show(self, _at: int) -> None:
        self.open(self.here)

    def _go(self, step: int) -> None:
        if self.bar.count():
            self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def _add(self, key: str, look: SkinArea) -> SkinArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(look)
        self._stack.addWidget(scroll)
        self._scrolls[key] = scroll
        return look

    def _drop(self, key: str) -> None:
        scroll = self._scrolls.pop(key)
        self._stack.removeWidget(scroll)
        scroll.deleteLater()
