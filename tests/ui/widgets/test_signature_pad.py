"""The paper to sign on: pen, mouse and finger leave the same strokes, and the keyboard takes them back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.signature_pad import SignaturePad

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Draw = Callable[[SignaturePad, QPoint, QPoint], None]


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad("Marisol Vega")
    qtbot.addWidget(made)
    made.resize(400, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def with_mouse(pad: SignaturePad, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(pad, LEFT, pos=start)
    QTest.mouseMove(pad, (start + end) / 2)
    QTest.mouseMove(pad, end)
    QTest.mouseRelease(pad, LEFT, pos=end)


def with_finger(pad: SignaturePad, start: QPoint, end: QPoint) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, start, pad).commit()
    QTest.touchEvent(pad, finger).move(0, (start + end) / 2, pad).commit()
    QTest.touchEvent(pad, finger).move(0, end, pad).commit()
    QTest.touchEvent(pad, finger).release(0, end, pad).commit()


def with_pen(pad: SignaturePad, start: QPoint, end: QPoint) -> None:
    pen = QPointingDevice.primaryPointingDevice()
    steps = (
        (QEvent.Type.TabletPress, start, LEFT),
        (QEvent.Type.TabletMove, (start + end) / 2, LEFT),
        (QEvent.Type.TabletMove, end, LEFT),
        (QEvent.Type.TabletRelease, end, NONE),
    )
    for kind, at, down in steps:
        spot, whole = QPointF(at), QPointF(pad.mapToGlobal(at))
        event = QTabletEvent(kind, pen, spot, whole, 0.5, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, LEFT, down)
        QApplication.sendEvent(pad, event)


@pytest.mark.parametrize("draw", [with_mouse, with_finger, with_pen])
def test_each_way_to_draw_leaves_one_stroke_in_shares_of_the_width(pad: SignaturePad, draw: Draw) -> None:
    draw(pad, QPoint(40, 100), QPoint(200, 60))
    (stroke,) = pad.strokes
    assert (stroke[0], stroke[-1], len(stroke)) == ((0.1, 0.25), (0.5, 0.15), 3)


def test_strokes_are_taken_back_one_by_one_or_all_at_once(pad: SignaturePad, qtbot: QtBot) -> None:
    for at in (20, 60, 100):
        with_mouse(pad, QPoint(at, 100), QPoint(at + 30, 60))
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.strokes) == 2
    qtbot.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes) == 1
    with_mouse(pad, QPoint(20, 20), QPoint(40, 40))
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty


def test_ink_stays_on_the_paper(pad: SignaturePad) -> None:
    with_mouse(pad, QPoint(390, 190), QPoint(900, 900))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for stroke in pad.strokes for x, y in stroke)


def test_it_says_whose_signature_it_is_and_whether_it_is_there(pad: SignaturePad) -> None:
    assert pad.accessibleName() == "Signature of Marisol Vega"
    assert "choose On paper" in pad.accessibleDescription()
    with_mouse(pad, QPoint(40, 100), QPoint(200, 60))
    assert pad.accessibleDescription() == "Signed, 1 stroke."


def test_the_paper_is_white_and_the_ink_dark(pad: SignaturePad) -> None:
    with_mouse(pad, QPoint(40, 60), QPoint(200, 60))
    image = pad.grab().toImage()
    paper = load_theme("light").colours
    assert image.pixelColor(300, 100).name().upper() == paper.on_accent
    assert image.pixelColor(120, 60).name().upper() == paper.text


def test_a_dot_is_a_stroke_and_other_buttons_draw_nothing(pad: SignaturePad) -> None:
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    assert pad.is_empty
    QTest.mouseClick(pad, LEFT, pos=QPoint(50, 50))
    assert [len(stroke) for stroke in pad.strokes] == [1]
