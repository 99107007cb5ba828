"""Tab goes through what was made late in reading order, and always gets past it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.segmented import SegmentedAnswer
from consult_app.ui.widgets.tab_order import keep_tab_order
from consult_app.ui.widgets.text_field import TextField

Page = tuple[QWidget, list[QWidget], list[QWidget]]


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    """A page with fields made later than its last button: what leads as it stands on screen, and what Tab stops at."""
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    first, last = QPushButton("First"), QPushButton("Last")
    column.addWidget(first)
    column.addWidget(last)
    choice, text, answer = ChoiceField("Kind", [("a", "One")]), TextField("Note"), SegmentedAnswer("Seen")
    for at, late in enumerate((choice, text, answer), 1):
        column.insertWidget(at, late)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    leading = [first, choice, text, answer, last]
    segment = answer.focusProxy()
    assert segment is not None
    return holder, leading, [first, choice.combo, text.edit, segment, last]


def walked(start: QWidget, steps: int, qtbot: QtBot, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget | None]:
    """Where the keyboard is at each step, from where it begins."""
    start.setFocus()
    found = [QApplication.focusWidget()]
    for _step in range(steps):
        here = QApplication.focusWidget()
        assert here is not None
        qtbot.keyClick(here, key)
        found.append(QApplication.focusWidget())
    return found


def test_fields_made_late_are_reached_in_reading_order_and_left_again(page: Page, qtbot: QtBot) -> None:
    _holder, leading, stops = page
    keep_tab_order(*leading)
    assert walked(stops[0], 5, qtbot) == [*stops, stops[0]]
    assert walked(stops[-1], 5, qtbot, Qt.Key.Key_Backtab) == [*reversed(stops), stops[-1]]


def test_the_order_can_be_laid_again(page: Page, qtbot: QtBot) -> None:
    _holder, leading, stops = page
    for _time in range(3):
        keep_tab_order(*leading)
    assert walked(stops[0], 5, qtbot) == [*stops, stops[0]]


def test_the_order_changes_nothing_else(page: Page) -> None:
    _holder, leading, stops = page
    before = [(part.focusPolicy(), part.focusProxy()) for part in (*leading, *stops)]
    keep_tab_order(*leading)
    assert [(part.focusPolicy(), part.focusProxy()) for part in (*leading, *stops)] == before
