"""A block says whose it is, how it stands and what would change it; its links lead where they say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.way_block import BlockView, Line, WayBlock, WayLink, WayView

ANSWER = WayLink("Answer now", "Blood-thinning medicine", "open:anticoagulant")
LETTER = WayLink("Record the surgeon’s answer", "Operation in the area", "decide:surgery_in_area")
THEN = "Then: treat with precautions"
VIEW = BlockView(
    "Right shoulder",
    "clearance",
    "Needs medical clearance",
    (Line("Earliest safe date", "Fri 12 Mar 2027", "Isotretinoin stopped recently"),),
    "What would change it",
    (
        WayView("Wait until 30 Mar 2027", "precautions", THEN, (ANSWER,)),
        WayView("Written answer of the surgeon", "precautions", THEN, (ANSWER, LETTER)),
        WayView("Leave out shoulders", "treat", "Then: can treat"),
    ),
)


def _block(qtbot: QtBot, view: BlockView = VIEW, width: int = 600) -> WayBlock:
    block = WayBlock(view)
    qtbot.addWidget(block)
    block.resize(width, block.heightForWidth(width) if block.hasHeightForWidth() else 400)
    block.show()
    return block


def _texts(block: WayBlock) -> list[str]:
    QApplication.processEvents()
    return [shown.text() for shown in block.findChildren(QLabel) if shown.isVisible()]


def test_what_was_offered_for_one_way_is_not_offered_again(qtbot: QtBot) -> None:
    assert [link.text() for link in _block(qtbot).links()] == ["Answer now", "Record the surgeon’s answer"]


def test_a_link_says_what_it_is_about_and_where_it_leads(qtbot: QtBot) -> None:
    block = _block(qtbot)
    letter = block.links()[1]
    assert letter.accessibleName() == "Record the surgeon’s answer: Operation in the area"
    with qtbot.waitSignal(block.wanted) as caught:
        qtbot.keyClick(letter, Qt.Key.Key_Space)
    assert caught.args == ["decide:surgery_in_area"]


def test_two_ways_stand_and_the_rest_is_asked_for(qtbot: QtBot) -> None:
    block = _block(qtbot)
    assert "Leave out shoulders" not in _texts(block)
    with qtbot.waitSignal(block.opened) as caught:
        qtbot.mouseClick(block.more, Qt.MouseButton.LeftButton)
    assert caught.args == ["Right shoulder", True]
    assert "Leave out shoulders" in _texts(block)


def test_a_block_is_read_out_whole(qtbot: QtBot) -> None:
    said = _block(qtbot).accessibleDescription()
    assert said.startswith("Needs medical clearance. Earliest safe date: Fri 12 Mar 2027, Isotretinoin stopped")
    assert "What would change it: Wait until 30 Mar 2027. Then: treat with precautions" in said
    assert said.endswith("Leave out shoulders. Then: can treat")


def test_where_nothing_helps_the_sentence_stands_alone(qtbot: QtBot) -> None:
    view = BlockView(
        "Shoulders", "do_not_treat", "Do not treat", (), "What would change it", (), "Nobody may lift this"
    )
    block = _block(qtbot, view)
    assert _texts(block) == ["What would change it", "Nobody may lift this"]
    assert not block.more.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_words_wrap_and_nothing_is_cut(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    apply_theme(qapp, load_theme("light", scale))
    long = "Written answer of the dermatologist (isotretinoin stopped recently), if blood-thinning medicine is No " * 2
    view = BlockView("Left shoulder", "defer", "Defer", (Line("Earliest safe date", long, long),), "Ways", VIEW.ways)
    block = _block(qtbot, view, 620)
    block.resize(620, block.heightForWidth(620))
    QApplication.processEvents()
    for shown in block.findChildren(QLabel):
        if shown.isVisible():
            assert shown.heightForWidth(shown.width()) <= shown.height()
            assert shown.mapTo(block, shown.rect().topRight()).x() < 620
