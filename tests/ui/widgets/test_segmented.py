"""An answer is given by key or pointer, cleared by Backspace, and never assumed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.segmented import Option, Segmented, SegmentedAnswer


def _answer(qtbot: QtBot) -> SegmentedAnswer:
    answer = SegmentedAnswer("Isotretinoin in the last 12 months")
    qtbot.addWidget(answer)
    answer.show()
    answer.setFocus()
    return answer


def _segments(answer: Segmented) -> list[QRadioButton]:
    return answer.findChildren(QRadioButton)


def test_nothing_is_answered_at_first(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    assert answer.value == ""
    assert answer.accessibleDescription() == "Not answered"


def test_letters_answer_and_go_on(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    for key, expected in ((Qt.Key.Key_Y, "yes"), (Qt.Key.Key_N, "no"), (Qt.Key.Key_U, "unsure")):
        with qtbot.waitSignals([answer.chosen, answer.next_wanted]):
            qtbot.keyClick(_segments(answer)[0], key)
        assert answer.value == expected
    assert answer.accessibleDescription() == "Unsure"


def test_backspace_clears(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    answer.set_value("yes")
    with qtbot.waitSignal(answer.cleared):
        qtbot.keyClick(_segments(answer)[0], Qt.Key.Key_Backspace)
    assert answer.value == ""


def test_clicking_answers(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    with qtbot.waitSignal(answer.chosen) as caught:
        qtbot.mouseClick(_segments(answer)[1], Qt.MouseButton.LeftButton)
    assert caught.args == ["no"]
    assert [segment.isChecked() for segment in _segments(answer)] == [False, True, False]


def test_clicking_the_same_answer_keeps_it(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    answer.set_value("no")
    with qtbot.assertNotEmitted(answer.chosen):
        qtbot.mouseClick(_segments(answer)[1], Qt.MouseButton.LeftButton)
    assert _segments(answer)[1].isChecked()


def test_arrows_move_without_answering_and_space_chooses(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    segments = _segments(answer)
    qtbot.waitUntil(segments[0].hasFocus)
    qtbot.keyClick(segments[0], Qt.Key.Key_Right)
    assert segments[1].hasFocus()
    assert answer.value == ""
    qtbot.keyClick(segments[1], Qt.Key.Key_Space)
    assert answer.value == "no"


def test_a_locked_answer_stays(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    answer.set_value("no")
    answer.set_locked(True)
    qtbot.keyClick(answer, Qt.Key.Key_Y)
    qtbot.mouseClick(_segments(answer)[0], Qt.MouseButton.LeftButton)
    assert answer.value == "no"
    assert answer.accessibleDescription() == "No, locked"


def test_letters_with_control_are_not_answers(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    qtbot.keyClick(_segments(answer)[0], Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(_segments(answer)[0], Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert answer.value == ""


def test_figures_choose_a_severity(qtbot: QtBot) -> None:
    severity = Segmented("Acne scars", [Option("mild", "Mild", shortcut="1"), Option("severe", "Severe", shortcut="3")])
    qtbot.addWidget(severity)
    severity.show()
    qtbot.keyClick(_segments(severity)[0], Qt.Key.Key_3)
    assert severity.value == "severe"


def test_targets_are_large_enough(qtbot: QtBot) -> None:
    answer = _answer(qtbot)
    assert all(segment.width() >= 76 and segment.height() >= 40 for segment in _segments(answer))
