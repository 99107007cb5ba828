"""The client view in the window: one key there, one key back to the same place and focus, and large text throughout."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.headline import WORDS
from consult_app.clinical.summary import Summary
from consult_app.knowledge.case_files import case_or_error
from consult_app.ui.appearance import apply_theme
from consult_app.ui.consultation.client_showing import ClientShowing
from consult_app.ui.consultation.client_words import client_words
from consult_app.ui.pages.client_view import ClientViewPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.top_bar import ConsultationBar
from tests.documents import cases
from tests.ui.pages.safety_pages import example

SMALLEST_TEXT = 18
MADE = (cases.dated_wait, cases.careful, cases.cleared_first, cases.barred, cases.incomplete)


class Room(QWidget):
    """A consultation in a stack, as the desk holds it, beside a cover."""

    def __init__(self) -> None:
        super().__init__()
        self.stack, self.consultation, self.cover = QStackedWidget(), QWidget(), QWidget()
        self.fields = [QLineEdit(), QLineEdit()]
        inner = QVBoxLayout(self.consultation)
        for field in self.fields:
            inner.addWidget(field)
        column = QVBoxLayout(self)
        column.addWidget(self.stack)
        self.stack.addWidget(self.consultation)
        self.stack.addWidget(self.cover)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.fields[1].setFocus()
    return made


@pytest.fixture
def showing(room: Room, catalogue: Catalogue) -> ClientShowing:
    state = ConsultationState(case_or_error(example("back_scars_waiting"), catalogue), catalogue)
    return ClientShowing(room.stack, room.consultation, state)


def labels_of(page: QWidget) -> list[QLabel]:
    return [each for each in page.findChildren(QLabel) if each.text()]


@pytest.mark.parametrize("way", [Qt.Key.Key_F9, Qt.Key.Key_Escape])
def test_one_key_shows_it_and_one_key_leads_back(room: Room, showing: ClientShowing, way: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(room.fields[1], Qt.Key.Key_F9)
    page = room.stack.currentWidget()
    assert isinstance(page, ClientViewPage)
    assert "Please wait until 12 March 2027" in [each.text() for each in labels_of(page)]
    qtbot.keyClick(QApplication.focusWidget() or page, way)
    assert room.stack.currentWidget() is room.consultation
    assert room.fields[1].hasFocus()
    assert room.stack.count() == 2
    assert showing.page is page


def test_it_can_be_shown_again_and_leaves_nothing_behind(room: Room, showing: ClientShowing, qtbot: QtBot) -> None:
    for _time in range(3):
        showing.begin()
        showing.begin()
        qtbot.keyClick(QApplication.focusWidget() or room, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert room.stack.count() == 2
    qtbot.waitUntil(lambda: len(room.findChildren(ClientViewPage)) <= 1)


def test_the_lock_ends_it_and_the_keyboard_comes_back_to_where_it_was(room: Room, showing: ClientShowing) -> None:
    showing.begin()
    left_at = room.focusWidget()
    room.hide()  # the cover takes the window's place
    assert room.stack.currentWidget() is room.consultation
    room.show()
    assert left_at is not None
    left_at.setFocus()
    assert room.focusWidget() is room.fields[1]


def test_what_is_opened_in_its_place_stays_in_front(room: Room, showing: ClientShowing) -> None:
    showing.begin()
    room.stack.setCurrentWidget(room.cover)
    assert room.stack.currentWidget() is room.cover
    assert room.stack.count() == 2


def test_it_covers_nothing_but_its_consultation(room: Room, showing: ClientShowing) -> None:
    room.stack.setCurrentWidget(room.cover)
    showing.begin()
    assert room.stack.currentWidget() is room.cover
    assert showing.page is None


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("made", MADE)
def test_no_text_is_small_and_none_is_cut(made: Callable[[], Summary], scale: float, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme("light", scale))
    page = ClientViewPage(client_words(made()))
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    qtbot.waitExposed(page)
    for each in labels_of(page):
        assert each.font().pixelSize() >= SMALLEST_TEXT * scale
        assert each.height() >= each.heightForWidth(each.width())
    for word in WORDS.values():
        assert word not in [each.text() for each in labels_of(page)]
        assert word not in [each.accessibleName() for each in page.findChildren(QWidget)]
    apply_theme(app, load_theme("light"))


@pytest.mark.parametrize(("width", "words"), [(1280, "Client view"), (320, "")])
def test_the_bar_offers_it_where_it_was_asked_to(width: int, words: str, qtbot: QtBot) -> None:
    holder, bar = QWidget(), ConsultationBar()
    qtbot.addWidget(holder)
    bar.setParent(holder)
    bar.resize(width, 48)
    holder.show()
    button = bar.findChild(Button, "client_view")
    assert button is not None
    assert not button.isVisible()
    bar.offer_client_view()
    qtbot.waitUntil(lambda: button.isVisible() and button.text() == words)
    assert button.accessibleName() == "Client view"
    with qtbot.waitSignal(bar.client_view_wanted):
        button.click()
