"""Help: a topic for every screen, every key in the guide, no link that leads nowhere, and a window that stays aside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.workflow import STEPS
from consult_app.resources import resource_path
from consult_app.ui.help.help_page import plain_of
from consult_app.ui.help.help_topics import FIRST, ORDER, SCREENS, found, topic, topics
from consult_app.ui.help.help_window import Help, HelpWindow, topic_in_front
from consult_app.ui.shortcuts import LISTED

PAGES = Path(__file__).parents[2] / "consult_app" / "ui" / "pages"
LINK = re.compile(r"\]\(([^)]*)\)")


def test_the_guide_is_whole_and_in_order() -> None:
    assert {path.stem for path in resource_path("help").glob("*.md")} == set(ORDER)
    assert len({each.title for each in topics()}) == len(ORDER)
    for each in topics():
        assert each.text.startswith("# ")
        assert "{" not in each.text


def test_every_key_is_in_the_guide() -> None:
    said = plain_of(topic("keyboard"))
    for keys, meaning in LISTED:
        assert meaning in said
        assert " ".join(keys) in said


@pytest.mark.parametrize("name", ORDER)
def test_every_link_leads_to_a_topic(name: str) -> None:
    for link in LINK.findall(topic(name).text):
        assert link.removesuffix(".md") in ORDER, link
        assert link.endswith(".md")


def test_every_screen_has_a_topic() -> None:
    named = re.compile(r'setObjectName\("((?:page_\w+)|client_view)"\)')
    screens = {hit for path in PAGES.glob("*.py") for hit in named.findall(path.read_text("utf-8"))}
    screens |= {f"page_{step.id}" for step in STEPS}
    assert screens <= set(SCREENS)
    assert set(SCREENS.values()) <= set(ORDER)


def test_a_search_finds_every_word_and_the_best_topic_first() -> None:
    assert found("") == topics()
    assert found("recovery sheet")[0].id == "backups"
    assert found("numbing cream")[0].id == "plan"
    assert found("no such word anywhere") == ()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[HelpWindow]:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = HelpWindow(owner)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def test_it_stands_beside_the_program_and_takes_any_size(window: HelpWindow) -> None:
    assert not window.isModal()
    window.resize(1400, 900)
    assert (window.width(), window.height()) == (1400, 900)
    assert window.minimumWidth() <= 600


def test_links_lead_on_and_never_outside(window: HelpWindow) -> None:
    window.page.anchorClicked.emit(QUrl("outcomes.md"))
    assert window.page.accessibleDescription() == "The six outcomes"
    assert window.contents.currentItem().text() == "The six outcomes"
    window.page.anchorClicked.emit(QUrl("https://example.org/outcomes.md"))
    window.page.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert window.page.accessibleDescription() == "The six outcomes"
    assert not window.page.openExternalLinks()


def test_a_search_narrows_the_contents_and_marks_the_words(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "override")
    assert 0 < window.contents.count() < len(ORDER)
    assert window.page.extraSelections()
    window.search.setText("nothing at all like this")
    assert window.contents.count() == 0
    assert window.nothing.isVisible()
    window.search.setText("override")
    window.page.topic_wanted.emit("keyboard")
    assert window.search.text() == ""
    assert window.contents.currentItem().text() == "Keyboard"


def test_the_keyboard_goes_through_it_and_escape_closes(window: HelpWindow, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    assert window.contents.hasFocus()
    qtbot.keyClick(window.contents, Qt.Key.Key_Down)
    assert window.page.accessibleDescription() == topics()[1].title
    qtbot.keyClick(window.contents, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_opens_at_the_screen_in_front_and_only_once(qtbot: QtBot) -> None:
    owner, page, field = QWidget(), QWidget(), QLineEdit()
    page.setObjectName("page_plan")
    column = QVBoxLayout(owner)
    for part in (page, field):
        column.addWidget(part)
    qtbot.addWidget(owner)
    owner.show()
    qtbot.waitExposed(owner)
    assert topic_in_front(owner) == "plan"
    guide = Help(owner)
    guide.open()
    first = guide.window
    assert first is not None
    assert first.page.accessibleDescription() == "Step 6: session plan"
    page.setObjectName("page_skin")
    guide.open()
    assert guide.window is first
    assert first.page.accessibleDescription() == "Step 3: skin assessment"
    page.hide()
    assert topic_in_front(owner) == FIRST
    first.close()
    qtbot.waitUntil(lambda: not owner.findChildren(HelpWindow))
    guide.open()
    assert guide.window is not first
