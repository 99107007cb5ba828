"""Question rows, their group heads and follow-ups."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.question_row import FollowUpRow, GroupHead, QuestionRow
from consult_app.ui.widgets.segmented import SegmentedAnswer
from consult_app.ui.widgets.text_field import TextField


def test_a_head_offers_one_act_until_all_is_answered(qtbot: QtBot) -> None:
    head = GroupHead("Medicines")
    qtbot.addWidget(head)
    head.show_progress(4, 5, confirm="As on 15 Jun 2026")
    assert not head._none.isHidden()
    assert not head._confirm.isHidden()
    with qtbot.waitSignal(head.none_apply_wanted):
        head._none.click()
    head.show_progress(5, 5)
    assert head._none.isHidden()
    assert not head._done.isHidden()
    assert head.accessibleDescription() == "5 of 5 answered"


def test_a_row_moves_on_with_the_arrow_keys(qtbot: QtBot) -> None:
    row = QuestionRow("Blood-thinning tablets", SegmentedAnswer("Blood-thinning tablets"), detail="Warfarin")
    qtbot.addWidget(row)
    row.show()
    segment = row.findChildren(QRadioButton)[0]
    with qtbot.waitSignal(row.moved) as caught:
        qtbot.keyClick(segment, Qt.Key.Key_Down)
    assert caught.args == [1]


def test_a_row_is_tinted_while_its_answer_has_the_keyboard(qtbot: QtBot) -> None:
    row = QuestionRow("Steroids", SegmentedAnswer("Steroids"))
    qtbot.addWidget(row)
    row.show()
    row.setFocus()
    qtbot.waitUntil(lambda: row.property("active") == "true")


def test_a_row_says_what_its_answer_leads_to(qtbot: QtBot) -> None:
    row = QuestionRow("Isotretinoin", SegmentedAnswer("Isotretinoin"))
    qtbot.addWidget(row)
    assert row.minimumHeight() == 48
    row.show_state("defer", "Defer until 12 Mar 2027")
    assert row.minimumHeight() == 56
    row.show_state(None)
    assert row.minimumHeight() == 48


def test_details_stand_in_a_row_of_their_own(qtbot: QtBot) -> None:
    follow = FollowUpRow()
    qtbot.addWidget(follow)
    field = TextField("What", inline=True)
    follow.add(field)
    follow.show()
    assert field.isVisible()
