"""The verdict card says what holds, why, and leads to the answers."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.states import AreaChip, AreaChipView, StateLabel
from consult_app.ui.widgets.verdict_card import OpenQuestion, Reason, Unanswered, VerdictCard, VerdictView, _ReasonRow

VIEW = VerdictView(
    "defer",
    "Defer until 12 Mar 2027",
    gap="1 answer missing: this may change",
    reasons=tuple(Reason(f"Reason {at}.", question=f"q{at}") for at in range(5)),
    areas=(AreaChipView("Right shoulder", "clearance", second_line="Not before 12 Mar 2027"),),
    earliest="Fri 12 Mar 2027",
    unanswered=(Unanswered("thinners", "Blood-thinning medicine"),),
)


def _card(qtbot: QtBot, view: VerdictView = VIEW) -> VerdictCard:
    card = VerdictCard(view)
    qtbot.addWidget(card)
    card.resize(280, 600)
    card.show()
    return card


def _texts(card: VerdictCard) -> list[str]:
    return [shown.text() for shown in card.findChildren(QLabel) if shown.isVisible()]


def test_three_reasons_stand_and_the_rest_are_counted(qtbot: QtBot) -> None:
    texts = _texts(_card(qtbot))
    assert "Reason 2." in texts
    assert "Reason 3." not in texts
    assert "and 2 more" in texts


def test_open_questions_jump_to_their_row(qtbot: QtBot) -> None:
    card = _card(qtbot)
    row = card.findChildren(OpenQuestion)[0]
    with qtbot.waitSignal(card.question_wanted) as caught:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert caught.args == ["thinners"]


def test_what_matters_most_comes_first_with_what_it_could_mean(qtbot: QtBot) -> None:
    asked = (
        Unanswered("keloid_history", "Raised scars", "Could bar treatment", "Could mean: do not treat, upper back"),
        Unanswered("thinners", "Blood-thinning medicine", "Could need clearance"),
    )
    card = _card(qtbot, replace(VIEW, unanswered=asked))
    assert "In the order that matters" in _texts(card)
    first, second = (row for row in card.findChildren(OpenQuestion) if row.isVisible())
    said = "Matters most. Not answered. Could mean: do not treat, upper back. Opens the question"
    assert (first.accessibleName(), first.accessibleDescription()) == ("Raised scars", said)
    assert first.toolTip() == "Raised scars\nCould mean: do not treat, upper back"
    assert second.accessibleDescription() == "Not answered. Could need clearance. Opens the question"
    assert first.height() >= 40


def test_the_earliest_date_says_what_sets_it(qtbot: QtBot) -> None:
    lines = ("Isotretinoin stopped recently", "Also waits for a letter")
    texts = _texts(_card(qtbot, replace(VIEW, earliest_lines=lines)))
    at = texts.index("Fri 12 Mar 2027")
    assert texts[at + 2 : at + 4] == list(lines)


def test_a_reason_opens_its_answer_by_keyboard(qtbot: QtBot) -> None:
    card = _card(qtbot)
    with qtbot.waitSignal(card.question_wanted) as caught:
        qtbot.keyClick(card.findChildren(_ReasonRow)[1], Qt.Key.Key_Return)
    assert caught.args == ["q1"]


def test_the_verdict_is_spoken_with_its_first_reason(qtbot: QtBot) -> None:
    card = _card(qtbot)
    assert card.accessibleDescription() == "Overall: Defer until 12 Mar 2027. Reason: Reason 0."


def test_an_area_says_both_things(qtbot: QtBot) -> None:
    chip = _card(qtbot).findChildren(AreaChip)[0]
    assert chip.accessibleName() == "Right shoulder"
    assert chip.accessibleDescription() == "Needs medical clearance. Not before 12 Mar 2027"


def test_no_earlier_verdict_stays_while_rules_run(qtbot: QtBot) -> None:
    card = _card(qtbot)
    card.show_working()
    texts = _texts(card)
    assert "Working" in texts
    assert "Defer until 12 Mar 2027" not in texts
    assert "Fri 12 Mar 2027" not in texts


def test_a_state_has_icon_and_word(qtbot: QtBot) -> None:
    shown = StateLabel("do_not_treat")
    qtbot.addWidget(shown)
    assert shown.accessibleName() == "Do not treat"
