"""Skin type, scar grade, depth and limits: shown, spoken and set by keyboard."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.depth_slider import DepthSlider, DepthView
from consult_app.ui.widgets.limit_bar import LimitBar, LimitView
from consult_app.ui.widgets.scar_grade_cards import GradeView, ScarGradeCards
from consult_app.ui.widgets.skin_tone_scale import SkinToneScale, SkinType

BAND = DepthView(1.0, 0.75, 1.25, cap=2.0, device=2.5)


def _slider(qtbot: QtBot, view: DepthView = BAND) -> DepthSlider:
    slider = DepthSlider("Needle depth, upper back", view)
    qtbot.addWidget(slider)
    slider.resize(336, 68)
    slider.show()
    return slider


def test_arrows_step_by_a_twentieth(qtbot: QtBot) -> None:
    slider = _slider(qtbot)
    with qtbot.waitSignal(slider.depth_changed) as caught:
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert caught.args == [1.05]
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.depth_mm == 1.0


def test_the_handle_stops_at_the_lower_limit(qtbot: QtBot) -> None:
    slider = _slider(qtbot)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(330, 32))
    assert slider.depth_mm == 2.0
    slider.show_depth(DepthView(1.0, 0.75, 1.25, cap=2.0, device=1.5))
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert slider.depth_mm == 1.5


def test_outside_the_band_it_says_so(qtbot: QtBot) -> None:
    slider = _slider(qtbot, DepthView(1.5, 0.75, 1.25, cap=2.0))
    assert slider.remark() == "0.25 mm over the advised band. Say why to keep it."
    assert slider.remark() in slider.accessibleDescription()
    slider.show_depth(BAND)
    assert slider.remark() == ""


def test_no_depth_is_not_zero(qtbot: QtBot) -> None:
    slider = _slider(qtbot, DepthView(None, 0.75, 1.25))
    assert slider.depth_mm is None
    assert slider.accessibleDescription().startswith("Not set")
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.depth_mm == 0.75


def test_a_depth_can_be_typed(qtbot: QtBot) -> None:
    slider = _slider(qtbot)
    qtbot.keyClick(slider, Qt.Key.Key_1)
    edit = slider.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    qtbot.keyClicks(edit, ".2")
    with qtbot.waitSignal(slider.depth_changed) as caught:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert caught.args == [1.2]


def test_limits_have_words_for_every_state(qtbot: QtBot) -> None:
    bar = LimitBar(LimitView("Cream", 34, 60, "g", 40, "Treat in two visits."))
    qtbot.addWidget(bar)
    assert bar.accessibleDescription() == "34 of 60 g."
    bar.show_limit(LimitView("Cream", 45, 60, "g", 40, "Treat in two visits."))
    assert bar.accessibleDescription() == "45 of 60 g. Past the care mark. Treat in two visits."
    bar.show_limit(LimitView("Cream", 61, 60, "g", 40))
    assert bar.accessibleDescription() == "61 of 60 g. Over the limit."


def test_the_skin_type_is_spoken(qtbot: QtBot) -> None:
    scale = SkinToneScale([SkinType(name, at * 7, at * 7 + 6) for at, name in enumerate(("I", "II", "III"))])
    qtbot.addWidget(scale)
    assert scale.accessibleDescription() == "Not known"
    scale.show_type("II", 9)
    assert scale.accessibleDescription() == "Type II, score 9"


def test_figures_grade_a_scar(qtbot: QtBot) -> None:
    cards = ScarGradeCards("Scar grade", [GradeView(at, f"Grade {at}", "Test") for at in (1, 2, 3, 4)])
    qtbot.addWidget(cards)
    cards.show()
    assert cards.value == 0
    first = cards.findChildren(QRadioButton)[0]
    with qtbot.waitSignal(cards.chosen) as caught:
        qtbot.keyClick(first, Qt.Key.Key_3)
    assert caught.args == [3]
    assert cards.accessibleDescription() == "3, Grade 3"
    qtbot.keyClick(first, Qt.Key.Key_Backspace)
    assert cards.value == 0
