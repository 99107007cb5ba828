"""Settings: its sections side by side, and whether what was changed last is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from consult_app.ui.theme import CONTROL_HEIGHT, current_theme
from consult_app.ui.widgets.layouts import centred, empty, scrolled
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.top_bar import SaveMark, SaveState

WIDEST, EDGE = 960, 12


class SettingsPage(QWidget):
    """Shows one section at a time; says which one was opened, and that saving is wanted once more."""

    opened = Signal(str)
    retry_wanted = Signal()

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("page_settings")
        self.setAccessibleName("Settings")
        self.sections = Segmented("Section", [Option(key, name) for key, name in sections])
        self.sections.setObjectName("settings_sections")
        self.saved = SaveMark()
        self.saved.setMinimumHeight(current_theme().px(CONTROL_HEIGHT))
        self.saved.hide()
        self.saved.retry_wanted.connect(self.retry_wanted)
        self._names = dict(sections)
        self._stack, self._shown = QStackedWidget(), dict[str, QScrollArea]()
        self._problem = QVBoxLayout()
        self.sections.chosen.connect(self.opened)
        self._lay_out()

    def holds(self, key: str) -> bool:
        """Whether a section was made already."""
        return key in self._shown

    def put(self, key: str, section: QWidget) -> None:
        """Take a section in; one that only is read scrolls by the keyboard."""
        section.setContentsMargins(0, 0, EDGE, 0)
        scroll = scrolled(section)
        scroll.setObjectName(f"settings_{key}")
        scroll.setAccessibleName(self._names[key])
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        has_controls = any(child.focusPolicy() & Qt.FocusPolicy.TabFocus for child in section.findChildren(QWidget))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus if has_controls else Qt.FocusPolicy.StrongFocus)
        scroll.setProperty("reading", "false" if has_controls else "true")
        self._shown[key] = scroll
        self._stack.addWidget(scroll)

    def show_section(self, key: str) -> None:
        """Show a section that was put in."""
        self.sections.set_value(key)
        self._stack.setCurrentWidget(self._shown[key])

    def show_saved(self, state: SaveState, time: str = "") -> None:
        """Say whether the last change is saved, and when it was."""
        self.saved.show()
        self.saved.show_state(state, time)

    def show_problem(self, title: str = "", line: str = "") -> None:
        """Say above the sections why something was not saved, or take that back."""
        empty(self._problem)
        if title:
            self._problem.addWidget(ErrorPanel(title, line))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, EDGE, 0)
        title = label("Settings", "title")
        title.setMinimumHeight(current_theme().px(CONTROL_HEIGHT))
        head.addWidget(title, 1)
        head.addWidget(self.saved)
        inner = centred(self, WIDEST)
        inner.setContentsMargins(40, 24, 40 - EDGE, 24)
        sections = QHBoxLayout()
        for part in (sections, self._problem):
            part.setContentsMargins(0, 0, EDGE, 0)
        sections.addWidget(self.sections)
        inner.addLayout(head)
        inner.addLayout(sections)
        inner.addLayout(self._problem)
        inner.addWidget(self._stack, 1)
